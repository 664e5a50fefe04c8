"""The queue: the least time left first, narrowed as one likes, and the same queries however long it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import StaffRole
from connectors.models import RecipientNotice
from connectors.services import mark_sent
from law.rights import Right
from ledger.models import LedgerEntry
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.asking.questions import ask_identity
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from tests import factories as make
from tests.factories import noon
from tests.staff.asking import NOW, ask, by, proposed, started
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene

QUEUE = "/admin/begaranden/"
BUDGET = 12


def listed(scene: Scene, query: str = "", *, company: str = "winston") -> list[DataSubjectRequest]:
    page = staff_client(scene, company, "handler").get(f"{QUEUE}?{query}")
    assert page.status_code == 200
    return [row.request for row in page.context["rows"]]


def test_what_is_due_first_stands_first_and_what_is_suspended_last(scene: Scene) -> None:
    still = ask(make.create_subject(scene.winston), at=NOW - timedelta(days=3), identity="")
    ask_identity(request=still, doubt="Ny adress", at=NOW - timedelta(days=1), **by(scene, "handler"))
    fresh = ask(scene.sara, Right.RECTIFICATION, proposed={"full_name": "Sara Ek"})
    soon = ask(scene.sara, Right.PORTABILITY, at=NOW - timedelta(days=25))
    late = ask(scene.sara, Right.ACCESS, at=NOW - timedelta(days=40))
    assert listed(scene) == [late, soon, fresh, still]


@pytest.mark.parametrize(
    ("days_ago", "kind", "words"),
    [
        (40, "stop", "7 dagar försenad"),
        (34, "stop", "3 dagar försenad"),
        (31, "warn", "sista dagen"),
        (25, "warn", "7 dagar kvar"),
        (22, "ok", "8 dagar kvar"),
        (2, "ok", "28 dagar kvar"),
    ],
)
def test_time_left_is_said_in_words_and_not_by_colour_alone(
    scene: Scene, days_ago: int, kind: str, words: str
) -> None:
    ask(scene.sara, at=NOW - timedelta(days=days_ago))
    page = staff_client(scene, "winston", "handler").get(QUEUE)
    left = page.context["rows"][0].left
    due = DataSubjectRequest.objects.get().due_on
    assert due is not None
    assert left.late == (due < TODAY)
    assert left.kind == kind
    assert left.words == words
    assert left.words in page.content.decode()


def test_the_list_is_narrowed_by_state_right_and_company(scene: Scene) -> None:
    access, erasure = ask(scene.sara), ask(scene.sara, Right.ERASURE)
    started(scene, erasure)
    assert listed(scene, "ratt=erasure") == [erasure]
    assert listed(scene, "lage=received") == [access]
    assert listed(scene, "lage=in_progress") == [erasure]
    assert listed(scene, "lage=review&ratt=access") == []
    assert listed(scene, "bolag=winlas") == []
    move(request=access, to=State.WITHDRAWN, at=NOW, comment="Ringde", **by(scene, "handler"))
    assert listed(scene) == [erasure]
    assert listed(scene, "lage=avslutade") == listed(scene, "lage=withdrawn") == [access]


@pytest.mark.parametrize(
    "query", ["lage=x", "ratt=%00", "sida=x", "sida=-1", "sida=99999999999", "lage=" + "y" * 5000]
)
def test_an_odd_address_gives_the_nearest_list(scene: Scene, query: str) -> None:
    found = ask(scene.sara)
    assert listed(scene, query) == [found]


def test_another_company_is_in_no_list(scene: Scene) -> None:
    ask(scene.sara)
    assert listed(scene, company="winlas") == []


def test_no_name_stands_whole_in_the_list(scene: Scene) -> None:
    ask(scene.sara)
    body = staff_client(scene, "winston", "handler").get(QUEUE).content.decode()
    assert "S••• N•••" in body
    assert "Nyström" not in body


def test_a_longer_queue_asks_no_more(scene: Scene) -> None:
    def count() -> int:
        client = staff_client(scene, "winston", "dpo")
        with CaptureQueriesContext(connection) as asked:
            client.get(QUEUE)
        return len(asked)

    ask(scene.sara)
    few = count()
    for number in range(60):
        ask(make.create_subject(scene.winston), list(Right)[number % 4])
    assert count() == few
    assert few <= BUDGET, few
    page = staff_client(scene, "winston", "dpo").get(f"{QUEUE}?sida=2&lage=received")
    assert (len(page.context["rows"]), page.context["listed"].paginator.count) == (11, 61)


def test_the_chart_counts_what_was_closed_in_time_and_too_late(scene: Scene) -> None:
    for right, asked_on, closed_on in (
        (Right.ACCESS, date(2026, 9, 1), date(2026, 9, 30)),
        (Right.ERASURE, date(2026, 9, 1), date(2026, 10, 1)),
        (Right.PORTABILITY, date(2026, 9, 1), date(2026, 10, 2)),
    ):
        found = ask(scene.sara, right, at=noon(asked_on))
        move(
            request=found,
            to=State.WITHDRAWN,
            at=noon(closed_on),
            comment="Ringde",
            **by(scene, "handler"),
        )
    chart = staff_client(scene, "winston", "dpo").get(QUEUE).context["timeliness"]
    assert {label: values for label, values, total in chart.rows if total} == {
        "sep 26": [1, 0],
        "okt 26": [1, 1],
    }


def test_the_menu_counts_what_is_open_and_says_what_is_late(scene: Scene) -> None:
    handler, auditor = (staff_client(scene, "winston", role) for role in ("handler", "auditor"))
    assert "1 sen" not in handler.get("/admin/").content.decode()
    ask(scene.sara)
    ask(scene.sara, Right.ERASURE, at=NOW - timedelta(days=50))
    assert "2, 1 sen" in " ".join(handler.get("/admin/").content.decode().split())
    assert "2, 1 sen" not in " ".join(auditor.get("/admin/").content.decode().split())


def test_somebody_at_both_companies_sees_both_and_may_choose_one(scene: Scene) -> None:
    user = make.create_staff(scene.winston, "handler")
    StaffRole.objects.create(user=user, controller=scene.winlas, role="handler")
    here, there = ask(scene.sara), ask(make.create_subject(scene.winlas))
    client = Client()
    client.force_login(user)
    both = client.get(QUEUE).context
    assert {row.request for row in both["rows"]} == {here, there}
    assert both["tally"].open == 2
    one = client.get(f"{QUEUE}?bolag=winlas").context
    assert [row.request for row in one["rows"]] == [there]
    new = client.get(reverse("admin:request_new")).content.decode()
    assert new.count("Radering") == 2


def test_what_waits_for_a_second_person_is_counted(scene: Scene) -> None:
    proposed(scene, ask(scene.sara))
    assert staff_client(scene, "winston", "dpo").get(QUEUE).context["tally"].review == 1


def test_what_is_still_to_be_sent_on_is_found_though_its_request_is_closed(scene: Scene) -> None:
    routed = ask(scene.sara, Right.OTHER_CONTROLLER, proposed={"controller": "Kommunen"})
    client = staff_client(scene, "winston", "handler")
    assert "Att skicka vidare eller meddela: 1" in client.get(QUEUE).content.decode()
    assert listed(scene, "lage=att-meddela") == [routed]
    assert listed(scene, "lage=att-meddela", company="winlas") == []
    mark_sent(notice=RecipientNotice.objects.get(), at=NOW, by=by(scene, "handler")["by"])
    assert "Att skicka vidare eller meddela" not in client.get(QUEUE).content.decode()
    assert listed(scene, "lage=att-meddela") == []


def test_a_reference_finds_its_request_whatever_else_is_chosen(scene: Scene) -> None:
    wanted, _other = ask(scene.sara), ask(scene.sara, Right.PORTABILITY)
    for typed in (str(wanted.ref), str(wanted.ref)[:8].upper(), wanted.ref.hex):
        assert listed(scene, f"referens={typed}&ratt=erasure") == [wanted]


@pytest.mark.parametrize("typed", ["zz", "0" * 40, "x%00", "../", "'", "-"])
def test_what_is_no_reference_finds_nothing_and_is_no_fault(scene: Scene, typed: str) -> None:
    ask(scene.sara)
    assert listed(scene, f"referens={typed}") == []


def test_another_companys_reference_finds_nothing(scene: Scene) -> None:
    assert listed(scene, f"referens={ask(scene.sara).ref}", company="winlas") == []


def test_a_job_application_at_the_counter_is_counted_and_led_on(scene: Scene) -> None:
    client = staff_client(scene, "winlas", "handler")
    answer = client.post(reverse("admin:request_job", args=["winlas"]), follow=True)
    assert "https://jobs.winlas.se" in answer.content.decode()
    assert LedgerEntry.objects.filter(action="request.recruitment").count() == 1
    assert not DataSubjectRequest.objects.exists()
