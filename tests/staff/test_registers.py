"""Policies, findings, the ledger and the settings, as staff read them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from law.reasons import Code
from ledger.actor import Actor
from ledger.models import LedgerEntry
from ledger.services import seal
from register.models import LivePolicy, PolicyVersion
from register.policyfile import PolicyFile
from register.services import load_policy
from register.wording.counts import counted
from retention.models import PurgeRun, RetentionUnit
from retention.purge.releasing import release_run
from staff.wording.reasons import NO_RULE, SENTENCES
from staff.wording.tasks import task_words
from tests import factories as make
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene


def shorter_inquiries(scene: Scene, *, by: str = "user:0") -> PolicyVersion:
    """Load a version that shortens a period, so that it waits for a second person."""
    live = LivePolicy.objects.get(controller=scene.winston).policy_version
    content = PolicyFile.model_validate(live.content).model_dump(mode="json")
    content["retention"]["crm_inquiry"]["INQUIRY_12M"]["period"] = {"number": 6, "unit": "months"}
    policy = PolicyFile.model_validate(content)
    at = make.noon(TODAY - timedelta(days=1))
    return load_policy(policy=policy, by=Actor(role="admin", ref=by), at=at).version


def approve(client: Client, version: PolicyVersion) -> Any:
    return client.post(reverse("admin:policy_approve", args=["winston", version.number]))


def test_a_waiting_version_shows_what_it_shortens_and_a_dpo_lets_it_hold(scene: Scene) -> None:
    version = shorter_inquiries(scene)
    client = staff_client(scene, "winston", "dpo")
    page = client.get(reverse("admin:policy", args=["winston", version.number]))
    assert [(c.before, c.after, c.weight) for c in page.context["changes"]] == [
        ("12 månader", "6 månader", "shortens")
    ]
    approve(client, version)
    assert LivePolicy.objects.get(controller=scene.winston).policy_version == version
    assert LedgerEntry.objects.get(action="policy.approve").actor_role == "dpo"


def test_what_a_version_would_do_tonight_is_counted_and_nothing_of_it_is_kept(scene: Scene) -> None:
    person = make.create_subject(scene.winston)
    make.create_inquiry(person, received_on=TODAY - timedelta(days=250))
    version = shorter_inquiries(scene)
    kept = RetentionUnit.objects.count(), PurgeRun.objects.count(), LedgerEntry.objects.count()
    page = staff_client(scene, "winston", "dpo").get(
        reverse("admin:policy_consequences", args=["winston", version.number])
    )
    found = page.context["found"]
    (row,) = [row for row in found.rows if row.more]
    assert row.more == found.then - found.now > 0
    assert row.title in page.content.decode()
    assert (RetentionUnit.objects.count(), PurgeRun.objects.count(), LedgerEntry.objects.count()) == kept
    assert LivePolicy.objects.get(controller=scene.winston).policy_version != version


def test_more_than_a_page_can_wait_for_is_left_to_the_terminal(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("staff.selectors.consequences.ON_A_PAGE", 3)
    version = shorter_inquiries(scene)
    address = reverse("admin:policy_consequences", args=["winston", version.number])
    body = staff_client(scene, "winston", "dpo").get(address).content.decode()
    assert f"purge --plan-only --policy winston/{version.number}" in body


def test_the_first_page_says_that_a_version_waits_until_it_does_not(scene: Scene) -> None:
    version, client = shorter_inquiries(scene), staff_client(scene, "winston", "dpo")
    words = f"Version {version.number} av policyn för Winston väntar"
    assert words in client.get(reverse("admin:index")).content.decode()
    approve(client, version)
    assert words not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("role", ["handler", "admin", "auditor", "accounting"])
def test_nobody_else_lets_a_version_hold(scene: Scene, role: str) -> None:
    version = shorter_inquiries(scene)
    client = staff_client(scene, "winston", role)
    body = client.get(reverse("admin:policy", args=["winston", version.number])).content.decode()
    assert "Bara dataskyddsombudet kan godkänna en ändrad policy." in body
    assert approve(client, version).status_code == 403
    assert LivePolicy.objects.get(controller=scene.winston).policy_version != version


def test_whoever_loaded_a_version_is_not_its_second_person(scene: Scene) -> None:
    version = shorter_inquiries(scene, by=f"user:{scene.staff['winston', 'dpo'].pk}")
    client = staff_client(scene, "winston", "dpo")
    page = client.get(reverse("admin:policy", args=["winston", version.number])).content.decode()
    assert "Du har själv läst in versionen." in page
    approve(client, version)
    assert LivePolicy.objects.get(controller=scene.winston).policy_version != version


def test_a_version_that_holds_is_not_approved_again(scene: Scene) -> None:
    version = LivePolicy.objects.get(controller=scene.winston).policy_version
    approve(staff_client(scene, "winston", "dpo"), version)
    assert not LedgerEntry.objects.filter(action="policy.approve").exists()


def test_the_rules_are_said_in_the_language_of_the_page(scene: Scene) -> None:
    client = staff_client(scene, "winston", "auditor")
    address = reverse("admin:policy", args=["winston", 1])
    assert "12 månader efter sista kontakten" in client.get(address).content.decode()
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "12 months after the last contact" in english


def test_a_finding_about_a_unit_leads_to_its_person_for_case_workers_alone(scene: Scene) -> None:
    torn = RetentionUnit.objects.get(controller=scene.winston, reasons__contains=["DATA_QUALITY_REVIEW"])
    way = reverse("admin:person", args=[torn.subject.ref])
    address = reverse("admin:findings") + "?kod=F-DATA"
    assert way in staff_client(scene, "winston", "handler").get(address).content.decode()
    assert way not in staff_client(scene, "winston", "auditor").get(address).content.decode()


def test_the_ledger_shows_how_it_is_sealed(scene: Scene) -> None:
    client = staff_client(scene, "winston", "auditor")
    waiting = LedgerEntry.objects.count()
    assert client.get(reverse("admin:ledger")).context["seal"].waiting == waiting


@pytest.mark.parametrize("task", sorted({entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}))
def test_every_task_of_the_clock_is_told_in_words(task: str) -> None:
    assert task_words(task) != task


def test_the_ledger_says_what_was_counted_also_where_a_count_is_called_items(scene: Scene) -> None:
    run = scene.runs["winston"]
    release_run(run=run, by=scene.staff["winston", "dpo"], at=make.noon(TODAY))
    body = staff_client(scene, "winston", "auditor").get(reverse("admin:ledger")).content.decode()
    assert f"items {run.due_total}" in body


def test_counts_are_named_by_what_they_count_and_stand_in_order() -> None:
    counts = {"subjects_activity": 3, "retention_retentionunit": 1, "items": 9}
    assert counted(counts) == [("items", 9), ("aktiviteter", 3), ("gallringsenheter", 1)]
    assert counted(None) == []


def test_lines_of_other_companies_are_not_shown(scene: Scene) -> None:
    lines = staff_client(scene, "winlas", "auditor").get(reverse("admin:ledger")).context["found"].lines
    assert {line.controller for line in lines} == {"winlas"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("update ledger_checkpoint set root = decode(repeat('00', 32), 'hex')", "columns"),
        ("update ledger_ledgerleaf set leaf_hash = decode(repeat('00', 32), 'hex')", "tree"),
        ("update ledger_checkpoint set note = replace(note, chr(8212), '-')", "signature"),
    ],
    ids=["head", "hash", "signature"],
)
def test_a_sealed_ledger_holds_and_what_was_changed_is_told(today: None, change: str, why: str) -> None:
    company = make.create_controller("winston")
    client = Client()
    client.force_login(make.create_staff(company, "auditor"))
    LedgerEntry.objects.create(controller="winston", action="policy.load", actor_role="worker")
    seal()
    page = client.get(reverse("admin:ledger"))
    assert page.context["seal"].holds
    assert page.context["seal"].size == LedgerEntry.objects.count()
    answer = client.post(reverse("admin:ledger_check"), follow=True)
    assert "Allt stämmer" in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(change)
        cursor.execute("set session_replication_role = origin")
    told = client.get(reverse("admin:ledger"))
    assert told.context["seal"].why_not == why
    assert "Den senaste förseglingen håller inte" in told.content.decode()
    assert "Allt stämmer" not in client.post(reverse("admin:ledger_check"), follow=True).content.decode()


def test_the_ledger_is_read_in_pieces_without_a_last_page(scene: Scene) -> None:
    LedgerEntry.objects.bulk_create(
        LedgerEntry(controller="winston", action="policy.load", actor_role="worker") for _ in range(120)
    )
    client = staff_client(scene, "winston", "auditor")
    seen: list[int] = []
    address = reverse("admin:ledger")
    while address:
        found = client.get(address).context["found"]
        seen += [line.pk for line in found.lines]
        address = f"{reverse('admin:ledger')}?fore={found.older}" if found.older else ""
    assert seen == list(
        LedgerEntry.objects.filter(controller="winston").order_by("-pk").values_list("pk", flat=True)
    )


def test_an_administrator_sees_the_roles_of_their_own_company_alone(scene: Scene) -> None:
    body = staff_client(scene, "winston", "admin").get(reverse("admin:installation")).content.decode()
    assert "dpo.winston@example.se" in body
    assert "winlas" not in body


@pytest.mark.parametrize("code", [*Code, NO_RULE])
def test_every_reason_has_a_sentence_in_both_languages(code: str) -> None:
    assert str(SENTENCES[code])
    with translation.override("sv"):
        swedish = str(SENTENCES[code])
    with translation.override("en"):
        assert str(SENTENCES[code]) != swedish
