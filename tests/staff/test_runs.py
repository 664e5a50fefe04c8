"""A purge is released by a DPO alone, exactly as it was shown; the bell may be broken."""

from __future__ import annotations

from typing import Any

import pytest
from celery import current_app
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from ledger.models import LedgerEntry
from retention.models import PurgeRun, RunState
from retention.purge.planning import plan
from staff import nudging
from tests import factories as make
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene


@pytest.fixture(autouse=True)
def rings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the rings instead of filling the queue of a shared broker."""
    heard: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_: heard.append(name))
    return heard


def release(client: Client, run: PurgeRun, digest: str | None = None) -> Any:
    given = run.digest if digest is None else digest
    return client.post(reverse("admin:run_release", args=[run.ref]), {"digest": given})


def test_a_dpo_releases_exactly_what_was_shown(
    scene: Scene, django_capture_on_commit_callbacks: Any, rings: list[str]
) -> None:
    run = scene.runs["winston"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = release(staff_client(scene, "winston", "dpo"), run)
    run.refresh_from_db()
    assert answer.status_code == 302
    assert run.state == RunState.PLANNED
    assert run.released_by == scene.staff["winston", "dpo"]
    assert LedgerEntry.objects.filter(action="run.release", run=run.ref).count() == 1
    assert rings == ["retention.execute"]


def test_a_page_answers_when_the_broker_does_not(
    scene: Scene, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        answer = release(staff_client(scene, "winston", "dpo"), scene.runs["winston"])
    assert callbacks
    assert answer.status_code == 302
    scene.runs["winston"].refresh_from_db()
    assert scene.runs["winston"].state == RunState.PLANNED


@pytest.mark.parametrize("role", ["handler", "accounting", "auditor", "admin"])
def test_nobody_else_releases(scene: Scene, role: str) -> None:
    run = scene.runs["winston"]
    assert release(staff_client(scene, "winston", role), run).status_code == 403
    run.refresh_from_db()
    assert run.state == RunState.AWAITING_RELEASE


def test_another_digest_than_the_plans_releases_nothing(scene: Scene, rings: list[str]) -> None:
    run = scene.runs["winston"]
    answer = release(staff_client(scene, "winston", "dpo"), run, digest="0" * 64)
    run.refresh_from_db()
    assert run.state == RunState.AWAITING_RELEASE
    assert "ändrats" in str(next(iter(get_messages(answer.wsgi_request))))
    assert not rings


def test_a_plan_that_was_replaced_is_refused_and_the_new_one_shown(scene: Scene) -> None:
    old = scene.runs["winston"]
    make.create_inquiry(make.create_subject(scene.winston), received_on=make.LONG_AGO)
    new = plan(controller=scene.winston, as_of=TODAY, at=make.noon(TODAY))
    answer = release(staff_client(scene, "winston", "dpo"), old)
    assert answer["Location"] == reverse("admin:run", args=[new.ref])
    new.refresh_from_db()
    assert new.state == RunState.AWAITING_RELEASE


def test_the_button_says_why_it_is_grey(scene: Scene) -> None:
    page = staff_client(scene, "winston", "handler").get(
        reverse("admin:run", args=[scene.runs["winston"].ref])
    )
    body = page.content.decode()
    assert 'aria-disabled="true" aria-describedby="why-gray"' in body
    assert "Bara dataskyddsombudet kan godkänna en gallring." in body
    assert reverse("admin:run_release", args=[scene.runs["winston"].ref]) not in body


def test_the_counts_of_a_plan_are_its_items(scene: Scene) -> None:
    run = scene.runs["winston"]
    told = staff_client(scene, "winston", "dpo").get(reverse("admin:run", args=[run.ref])).context["told"]
    assert sum(kind.items for kind in told.kinds) == run.items.count() == run.due_total
    assert sum(cause.items for cause in told.causes) == run.due_total
    assert told.stands_out[0][0] == "Det är den första gallringen"


@pytest.mark.parametrize(
    "query",
    [
        "sida=0",
        "sida=-1",
        "sida=99999999999999999999",
        "sida=x",
        "sida=%00",
        "slag=%00",
        "skal=%27%22%00",
        "lage=???",
        "slag=" + "x" * 5000,
    ],
)
def test_an_odd_address_gives_the_nearest_page(scene: Scene, query: str) -> None:
    client = staff_client(scene, "winston", "dpo")
    run = scene.runs["winston"]
    for address in (
        reverse("admin:runs"),
        reverse("admin:run_items", args=[run.ref]),
        reverse("admin:findings"),
    ):
        assert client.get(f"{address}?{query}").status_code == 200
    for word in ("fore", "korning", "atgard", "slag"):
        for value in ("x", "-1", "%00", "99999999999999999999999", "²"):
            assert client.get(f"{reverse('admin:ledger')}?{word}={value}").status_code == 200


def test_items_can_be_chosen_by_category_reason_and_state(scene: Scene) -> None:
    client = staff_client(scene, "winston", "auditor")
    address = reverse("admin:run_items", args=[scene.runs["winston"].ref])
    for query, found in (
        ("slag=crm_inquiry", 30),
        ("slag=billing_claim", 0),
        ("skal=INQUIRY_12M", 30),
        ("lage=done", 0),
    ):
        assert client.get(f"{address}?{query}").context["items"].paginator.count == found
    assert "Öppna personen" not in client.get(address).content.decode()


def test_the_bell_rings_once_what_was_written_is_committed(rings: list[str], db: None) -> None:
    nudging.nudge_execution()
    assert rings == []
