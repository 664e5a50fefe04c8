"""Blocks are placed and ended by whom the law names, through the services, with the law's days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from law.rights import Right
from ledger.models import LedgerEntry
from register.wording.when import day_in_words
from requests_dsr.pauses import pauses_of
from retention.selectors import kept_for
from subjects.models import BlockKind, ProcessingBlock
from tests import factories as make
from tests.staff.asking import ask
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene

HOLD = {
    "kind": BlockKind.LEGAL_HOLD.value,
    "ground": "Artikel 17.3 e, mål T 1234-26",
    "from_on": TODAY.isoformat(),
    "review_on": "2027-05-23",
}


def place(scene: Scene, role: str, **said: Any) -> Any:
    client = staff_client(scene, "winston", role)
    return client.post(reverse("admin:person_block", args=[scene.sara.ref]), HOLD | said)


def test_a_hold_of_the_dpo_stops_the_purge_and_stands_in_the_ledger(scene: Scene) -> None:
    assert place(scene, "dpo").status_code == 302
    kept = {one.category: one for one in kept_for(scene.sara, TODAY)}
    tickets = kept.pop("support_tickets")  # they copy the dates of the profile, and those alone
    assert tickets.decision.action_date is None
    assert all(one.blocked_by == ("LEGAL_HOLD",) for one in kept.values())
    line = LedgerEntry.objects.get(action="block.place")
    assert (line.actor_role, line.actor_ref) == ("dpo", f"user:{scene.staff['winston', 'dpo'].pk}")
    assert "T 1234" not in str(LedgerEntry.objects.filter(pk=line.pk).values())


def test_a_scope_blocks_what_it_names_alone(scene: Scene) -> None:
    place(scene, "dpo", scope=["crm_inquiry"])
    blocked = {one.category for one in kept_for(scene.sara, TODAY) if one.blocked_by}
    assert blocked == {"crm_inquiry"}


@pytest.mark.parametrize(
    "said",
    [
        {"ground": ""},
        {"review_on": ""},
        {"review_on": "2027-05-24"},
        {"review_on": TODAY.isoformat()},
        {"from_on": (TODAY + timedelta(days=1)).isoformat()},
        {"from_on": "2026-02-30"},
        {"kind": "open_request"},
        {"kind": "x"},
        {"scope": ["inte_till"]},
        {"ground": "x" * 201},
    ],
    ids=["no ground", "no review", "a day over six months", "review today", "to come", "no such day",
         "request", "unknown kind", "unknown category", "too long"],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_placed(scene: Scene, said: dict[str, Any]) -> None:
    answer = place(scene, "dpo", **said)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(said)
    assert not ProcessingBlock.objects.exists()


def test_a_handler_restricts_but_places_no_legal_hold(scene: Scene) -> None:
    assert "kind" in place(scene, "handler").context["form"].errors
    assert place(scene, "handler", kind="restriction_art18", review_on="").status_code == 302
    assert {row.kind for row in ProcessingBlock.objects.all()} == {"restriction_art18"}


def test_a_block_on_an_organisation_names_what_the_organisation_holds(scene: Scene) -> None:
    client = staff_client(scene, "winston", "dpo")
    address = reverse("admin:organisation_block", args=[scene.org.ref])
    answer = client.post(address, HOLD | {"scope": ["crm_inquiry"]})
    assert "scope" in answer.context["form"].errors
    assert client.post(address, HOLD | {"scope": ["billing_claim"]}).status_code == 302
    assert ProcessingBlock.objects.get().org == scene.org


def test_a_dpo_ends_a_hold_for_everybody_it_was_written_for(scene: Scene) -> None:
    place(scene, "dpo")
    decision = ProcessingBlock.objects.filter(subject=scene.sara).get().decision_ref
    client = staff_client(scene, "winston", "dpo")
    answer = client.post(reverse("admin:block_release", args=[decision]), {"until_on": TODAY.isoformat()})
    assert answer.status_code == 302
    assert not ProcessingBlock.objects.filter(until_on=None).exists()
    assert ProcessingBlock.objects.filter(decision_ref=decision).count() == 2
    assert not any(one.blocked_by for one in kept_for(scene.sara, TODAY))


def test_nobody_but_the_dpo_ends_a_block_and_the_button_says_so(scene: Scene) -> None:
    block = make.create_block(scene.sara)
    client = staff_client(scene, "winston", "handler")
    address = reverse("admin:block_release", args=[block.decision_ref])
    assert "Bara dataskyddsombudet kan häva en spärr." in client.get(address).content.decode()
    assert client.post(address, {"until_on": TODAY.isoformat()}).status_code == 403
    block.refresh_from_db()
    assert block.until_on is None


@pytest.mark.parametrize(
    ("told_on", "until_on", "ends"),
    [
        ("", TODAY, False),
        (TODAY, TODAY, False),
        (TODAY - timedelta(days=1), TODAY, True),
        (TODAY, TODAY + timedelta(days=1), True),
        (TODAY + timedelta(days=1), TODAY + timedelta(days=2), False),
        (TODAY - timedelta(days=1), TODAY - timedelta(days=1), False),
    ],
    ids=[
        "never told",
        "told the same day",
        "told the day before",
        "ends tomorrow",
        "told tomorrow",
        "ended before",
    ],
)
def test_a_restriction_ends_the_day_after_the_person_was_told_at_the_earliest(
    scene: Scene, told_on: date | str, until_on: date, ends: bool
) -> None:
    block = make.create_block(scene.sara, kind="restriction_art18")
    client = staff_client(scene, "winston", "dpo")
    client.post(
        reverse("admin:block_release", args=[block.decision_ref]),
        {"until_on": until_on.isoformat(), "told_on": str(told_on)},
    )
    block.refresh_from_db()
    assert (block.until_on == until_on) is ends


def test_an_open_request_is_ended_by_its_answer_and_by_nobodys_hand(scene: Scene) -> None:
    block = make.create_block(scene.sara, kind="open_request")
    client = staff_client(scene, "winston", "dpo")
    address = reverse("admin:block_release", args=[block.decision_ref])
    assert client.post(address, {"until_on": TODAY.isoformat()}).status_code == 403


def test_a_decision_is_listed_once_whoever_it_was_written_for(scene: Scene) -> None:
    place(scene, "dpo")
    make.create_block(scene.org, review_on=TODAY)
    listed = staff_client(scene, "winston", "handler").get(reverse("admin:blocks")).context["blocks"]
    assert [block.subject_id or block.org.name for block in listed] == ["Granvika Bygg AB", scene.sara.pk]


def test_a_block_that_ends_on_a_later_day_says_which(scene: Scene) -> None:
    block = make.create_block(scene.sara, until_on=TODAY + timedelta(days=2))
    listed = staff_client(scene, "winston", "dpo").get(reverse("admin:blocks")).content.decode()
    assert f"Hävs {day_in_words(TODAY + timedelta(days=2))}." in listed
    ended = make.create_block(scene.sara, until_on=TODAY)
    page = staff_client(scene, "winston", "dpo").get(
        reverse("admin:block_release", args=[ended.decision_ref])
    )
    assert "Spärren är redan hävd." in page.content.decode()
    assert block.until_on != ended.until_on


def test_a_pause_that_a_person_asked_for_ends_in_their_case(scene: Scene) -> None:
    case = ask(scene.sara, Right.RESTRICTION)
    pause = pauses_of(case).order_by("subject_id").first()  # one row for her, one for her organisation
    assert pause is not None
    client = staff_client(scene, "winston", "dpo")
    listed = client.get(reverse("admin:blocks")).content.decode()
    assert reverse("admin:request", args=[case.ref]) in listed
    assert f"ärende {str(case.ref)[:8]}" in listed
    assert f", {case.ref}" not in listed
    address = reverse("admin:block_release", args=[pause.decision_ref])
    assert "Pausen hävs i ärendet" in client.get(address).content.decode()
    told = {"until_on": TODAY.isoformat(), "told_on": (TODAY - timedelta(days=1)).isoformat()}
    assert client.post(address, told).status_code == 403
    pause.refresh_from_db()
    assert pause.until_on is None


def test_the_list_asks_as_much_for_many_blocks_as_for_one(
    scene: Scene, django_assert_num_queries: Any
) -> None:
    client = staff_client(scene, "winston", "dpo")
    ask(scene.sara, Right.RESTRICTION)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("admin:blocks"))
    for _ in range(5):
        make.create_block(scene.sara)
    ask(scene.sara, Right.OBJECTION)
    with django_assert_num_queries(len(one)):
        client.get(reverse("admin:blocks"))
