"""Loading a policy: once, whole, immutable, and with a second person where it matters."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error, connection, transaction

from accounts.models import Controller, Role
from ledger.actor import Actor
from ledger.models import LedgerEntry
from register.models import (
    POLICY_PARTS,
    ConsentText,
    DataCategory,
    Finding,
    LegalBasisEntry,
    LivePolicy,
    PolicyActivation,
    PolicyVersion,
    Purpose,
    RetentionRule,
    WrittenAssessment,
)
from register.selectors import NoLivePolicy, live_policy, policy_at, retention_rules, waiting_policies
from register.services import Loaded, Outcome, PolicyNotWaiting, SamePerson, approve_policy, load_policy
from register.services.loading import NotYetValid
from tests.factories import create_staff
from tests.register.sample import SAMPLE, TEXT, changed, policy

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
BY = Actor(role="admin", ref="user:1")
DPO = Actor(role="dpo", ref="user:2")
SHORTER = changed("period: 36 months", "period: 24 months")
REWORDED = changed("en: We need to reach you.", "en: We must reach you.")

pytestmark = pytest.mark.django_db


def loaded(text: str = TEXT, *, at: datetime = AT, by: Actor = BY) -> Loaded:
    return load_policy(policy=policy(text), by=by, at=at)


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        (tmp_path / "p.yaml").write_text(text)
        return str(tmp_path / "p.yaml")

    return write


def rows() -> int:
    return sum(model.objects.count() for model in (*POLICY_PARTS, PolicyVersion, LivePolicy, LedgerEntry))


# --- the first load -----------------------------------------------------------------------------
def test_the_first_version_is_live_at_once_with_all_its_rows() -> None:
    outcome = loaded()
    controller = Controller.objects.get(slug="granvika")
    version = live_policy(controller)
    assert (outcome.outcome, outcome.version, version.ref) == (Outcome.LIVE, version, "granvika/1")
    rule = retention_rules(version).get(category__key="site_visitor")
    assert (rule.code, rule.shape, rule.trigger, rule.period_number) == (
        "SITE_VISIT_3M",
        "after_event",
        "visited_on",
        3,
    )
    assert retention_rules(version).get(category__key="customer_data").sentence_ids == ["GV-01"]
    assert retention_rules(version).get(category__key="accounting_records").period is None
    assert version.content["controller"]["name"] == controller.name == "Granvika Bygg AB"


def test_another_company_needs_a_file_and_no_code() -> None:
    from retention.policy import bind

    version = loaded().version
    law = bind(policy())
    assert law.rule("site_visitor").trigger == "visited_on"
    assert str(law.rule("customer_data").period) == "36 m"
    assert law.retro_grace.days == 21
    assert not DataCategory.objects.filter(policy_version=version, key="web_visit_stats").exists()


def test_before_the_first_version_there_is_no_policy() -> None:
    controller = Controller.objects.create(slug="ny", name="Ny")
    with pytest.raises(NoLivePolicy):
        live_policy(controller)


def test_loading_writes_the_ledger() -> None:
    loaded()
    lines = LedgerEntry.objects.order_by("pk").values_list(
        "action", "policy_version", "actor_ref", "controller"
    )
    assert list(lines) == [
        ("policy.load", "granvika/1", "user:1", "granvika"),
        ("policy.activate", "granvika/1", "user:1", "granvika"),
    ]
    assert LedgerEntry.objects.get(action="policy.load").counts["retentionrule"] == 4


def test_a_ledger_that_cannot_be_written_undoes_the_load(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise Error("no ledger today")

    monkeypatch.setattr("ledger.services.record", broken)
    with pytest.raises(Error, match="no ledger today"), transaction.atomic():
        loaded()
    assert rows() == 0


# --- again, and changed --------------------------------------------------------------------------
def test_the_same_content_again_changes_nothing() -> None:
    loaded()
    before = rows()
    assert loaded(f"# a comment\n{TEXT}").outcome == Outcome.ALREADY_LIVE
    assert rows() == before


def test_a_change_of_words_is_live_at_once() -> None:
    first = loaded().version
    second = loaded(REWORDED, at=AT + timedelta(days=1))
    assert second.outcome == Outcome.LIVE
    assert live_policy(first.controller) == second.version
    assert policy_at(first.controller, AT + timedelta(hours=1)) == first
    assert policy_at(first.controller, AT - timedelta(hours=1)) is None


def test_a_shorter_period_waits_for_a_second_person() -> None:
    first = loaded().version
    waiting = loaded(SHORTER)
    assert waiting.outcome == Outcome.WAITING
    assert live_policy(first.controller) == first
    assert list(waiting_policies(first.controller)) == [waiting.version]
    assert [c["where"] for c in waiting.version.changes if c["weight"]] == [
        "retention.customer_data.CONTRACT_ENDED_24M.period"
    ]
    assert loaded(SHORTER).outcome == Outcome.ALREADY_WAITING


def test_a_dpo_who_did_not_load_it_lets_it_hold() -> None:
    first = loaded().version
    waiting = loaded(SHORTER).version
    approve_policy(version=waiting, by=DPO, at=AT)
    assert live_policy(first.controller) == waiting
    assert list(waiting_policies(first.controller)) == []
    assert LedgerEntry.objects.filter(action="policy.approve", actor_ref="user:2").count() == 1


@pytest.mark.parametrize(
    "by",
    [
        pytest.param(Actor(role="dpo", ref="user:1"), id="the person who loaded it"),
        pytest.param(Actor(role="handler", ref="user:2"), id="no DPO"),
        pytest.param(Actor(role="dpo"), id="nobody in particular"),
    ],
)
def test_nobody_else_can_approve(by: Actor) -> None:
    first = loaded().version
    waiting = loaded(SHORTER).version
    with pytest.raises(SamePerson):
        approve_policy(version=waiting, by=by, at=AT)
    assert live_policy(first.controller) == first


def test_a_version_overtaken_by_a_later_one_no_longer_waits() -> None:
    loaded()
    waiting = loaded(SHORTER).version
    later = loaded(REWORDED).version
    assert list(waiting_policies(later.controller)) == []
    with pytest.raises(PolicyNotWaiting):
        approve_policy(version=waiting, by=DPO, at=AT)
    assert live_policy(later.controller) == later


def test_a_later_version_carries_the_weight_of_the_one_that_waits() -> None:
    loaded()
    loaded(SHORTER)
    both = changed("en: We need to reach you.", "en: We must reach you.", text=SHORTER)
    assert loaded(both).outcome == Outcome.WAITING


def test_an_older_content_can_be_loaded_again() -> None:
    loaded()
    loaded(REWORDED)
    again = loaded(TEXT)
    assert (again.outcome, again.version.number) == (Outcome.LIVE, 3)


def test_a_policy_of_tomorrow_is_refused_today() -> None:
    with pytest.raises(NotYetValid, match="holds from 2026-11-26"):
        loaded(changed('valid_from: "2026-11-02"', 'valid_from: "2026-11-26"'))
    late_that_evening = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)  # already the 26th in Stockholm
    assert loaded(changed('valid_from: "2026-11-02"', 'valid_from: "2026-11-26"'), at=late_that_evening)


# --- consent texts --------------------------------------------------------------------------------
def test_the_same_consent_text_keeps_its_number_and_digest_through_versions() -> None:
    loaded()
    loaded(REWORDED)
    texts = ConsentText.objects.order_by("pk")
    assert len({text.digest for text in texts}) == 1
    assert [text.number for text in texts] == [1, 1]


def test_other_words_are_another_consent_text() -> None:
    loaded()
    loaded(changed("Ja, mejla mig nyheter.", "Ja, mejla mig gärna nyheter."))
    texts = ConsentText.objects.order_by("pk")
    assert len({text.digest for text in texts}) == 2
    assert [text.number for text in texts] == [1, 2]


# --- findings -------------------------------------------------------------------------------------
def test_findings_open_with_a_version_and_close_with_the_one_that_settles_them() -> None:
    flawed = changed(
        "        assessment: building\n        why: {sv: Ni följer", "        why: {sv: Ni följer"
    )
    loaded(flawed)
    finding = Finding.objects.get(code="F-LIA")
    assert (finding.where, finding.closed_at) == ("purposes.building.bases.support_profile", None)
    loaded(TEXT, at=AT + timedelta(days=1))
    finding.refresh_from_db()
    assert finding.closed_at == AT + timedelta(days=1)


def test_a_waiting_version_raises_no_finding_yet() -> None:
    loaded()
    before = Finding.objects.count()
    flawed = changed(
        "        assessment: building\n        why: {sv: Ni följer",
        "        why: {sv: Ni följer",
        text=SHORTER,
    )
    waiting = loaded(flawed).version
    assert Finding.objects.count() == before
    approve_policy(version=waiting, by=DPO, at=AT)
    assert Finding.objects.filter(code="F-LIA", closed_at=None).exists()


# --- the database refuses ---------------------------------------------------------------------------
TABLES = [model._meta.db_table for model in (*POLICY_PARTS, PolicyVersion, PolicyActivation)]


@pytest.mark.parametrize("table", TABLES)
def test_a_loaded_version_and_its_rows_cannot_be_changed_or_removed(table: str) -> None:
    loaded()
    column = "policy_version_id" if table != "register_policyversion" else "number"
    for sql in (f"update {table} set {column} = {column}", f"delete from {table}"):
        with pytest.raises(Error, match="is final"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


NOT_OF_A_VERSION = (LivePolicy, Finding, WrittenAssessment)


def test_every_table_of_a_version_is_guarded() -> None:
    parts = [m for m in apps.get_app_config("register").get_models() if m not in NOT_OF_A_VERSION]
    assert {model._meta.db_table for model in parts} == set(TABLES)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"basis": "legal_obligation"}, id="obligation without statute"),
        pytest.param({"basis": "consent"}, id="consent without text"),
        pytest.param({"basis": "legitimate_interests,consent"}, id="two bases"),
    ],
)
def test_the_database_refuses_an_unlawful_basis(broken: dict[str, str]) -> None:
    version = loaded().version
    entry = LegalBasisEntry(
        policy_version=version,
        key="x",
        purpose=Purpose.objects.get(policy_version=version, key="news"),
        category=DataCategory.objects.get(policy_version=version, key="site_visitor"),
        **broken,
    )
    with pytest.raises(Error), transaction.atomic():
        entry.save()


def test_the_database_refuses_a_second_basis_for_one_use() -> None:
    loaded()
    entry = LegalBasisEntry.objects.get(purpose__key="building", category__key="site_visitor")
    entry.pk = None
    with pytest.raises(Error, match="one_basis_for_a_purpose_and_category"), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_no_row_can_be_added_to_a_version_already_loaded() -> None:
    version = loaded().version
    rule = RetentionRule.objects.filter(policy_version=version).first()
    assert rule is not None
    rule.pk, rule.key, rule.when = None, "LATER", "later"
    with pytest.raises(Error, match="a row for a version already loaded is refused"):
        rule.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_follow_each_other() -> None:
    outcomes: list[Outcome] = []
    barrier = threading.Barrier(2)

    def load() -> None:
        try:
            barrier.wait()
            outcomes.append(loaded().outcome)
        finally:
            connection.close()

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == [Outcome.ALREADY_LIVE, Outcome.LIVE]
    assert PolicyVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_version_waits_for_whoever_relies_on_the_live_one() -> None:
    controller = loaded().version.controller
    done = threading.Event()

    def load() -> None:
        try:
            loaded(REWORDED)
        finally:
            done.set()
            connection.close()

    thread = threading.Thread(target=load)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select policy_version_id from register_livepolicy where controller_id = %s for share",
            [controller.pk],
        )
        thread.start()
        assert not done.wait(0.5)
    assert done.wait(30)
    thread.join(timeout=30)
    assert live_policy(controller).number == 2


# --- the command --------------------------------------------------------------------------------------
def test_the_command_loads_and_then_says_that_it_is_live(file: Callable[[str], str]) -> None:
    assert run("load_policy", str(SAMPLE)).endswith("granvika/1 is live\n")
    assert run("load_policy", str(SAMPLE)).endswith("granvika/1 is already live: nothing to do\n")
    out = run("load_policy", file(SHORTER))
    assert "period: 36 months -> 24 months  [shortens]" in out
    assert "manage.py approve_policy granvika/2 --by EMAIL" in out


def test_a_dry_run_shows_and_keeps_nothing() -> None:
    out = run("load_policy", str(SAMPLE), "--dry-run")
    assert "(dry run, nothing kept) granvika/1 is live" in out
    assert rows() == Finding.objects.count() == Controller.objects.count() == 0


def test_a_bad_file_ends_with_2_and_touches_nothing(file: Callable[[str], str]) -> None:
    path = file(changed("period: 36 months", "period: soon"))
    with pytest.raises(CommandError) as refused:
        run("load_policy", path)
    assert refused.value.returncode == 2
    assert str(refused.value).startswith(f"{path}:46:15: retention.customer_data.CONTRACT_ENDED_24M.period")
    assert rows() == Controller.objects.count() == 0


def test_a_dpo_approves_at_the_console(file: Callable[[str], str]) -> None:
    controller = loaded().version.controller
    dpo, loader = create_staff(controller, Role.DPO), create_staff(controller, Role.DPO)
    run("load_policy", file(SHORTER), "--by", loader.email, "--reason", "mindre uppgifter")
    with pytest.raises(CommandError, match="other than the person who loaded it"):
        run("approve_policy", "granvika/2", "--by", loader.email)
    with pytest.raises(CommandError, match="is not dpo at granvika"):
        run("approve_policy", "granvika/2", "--by", create_staff(controller, Role.HANDLER).email)
    assert run("approve_policy", "granvika/2", "--by", dpo.email) == "granvika/2 is live\n"
    with pytest.raises(CommandError, match="does not wait"):
        run("approve_policy", "granvika/2", "--by", dpo.email)


@pytest.mark.parametrize("ref", ["granvika/9", "granvika", "nobody/1", "granvika/x", ""])
def test_an_unknown_version_is_told(ref: str) -> None:
    loaded()
    with pytest.raises(CommandError, match="there is no policy version"):
        run("approve_policy", ref, "--by", "a@example.se")


@pytest.mark.parametrize("name", ["winlas", "winston"])
def test_the_seed_files_load(name: str) -> None:
    assert f"{name}/1 is live" in run("load_policy", f"policies/{name}.yaml")
    controller = Controller.objects.get(slug=name)
    assert Finding.objects.filter(controller=controller, closed_at=None).count() == len(
        live_policy(controller).findings
    )


def test_loading_takes_a_fixed_number_of_statements(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        loaded()
