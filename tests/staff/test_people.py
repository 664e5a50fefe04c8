"""A person is opened for a reason, and every opening is one line the person may read."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.urls import reverse

from retention.selectors import kept_for
from subjects.models import AccessLog
from tests import factories as make
from tests.staff.clients import REASON, opened, staff_client
from tests.staff.scene import TODAY, Scene


def test_nothing_of_a_person_is_shown_before_a_reason_is_given(scene: Scene) -> None:
    client = staff_client(scene, "winston", "handler")
    body = client.get(reverse("admin:person", args=[scene.sara.ref])).content.decode()
    assert "Sara" not in body
    assert "sara" not in body
    assert not AccessLog.objects.exists()


def test_each_opening_is_written_down_with_role_page_and_reason(scene: Scene) -> None:
    client = staff_client(scene, "winston", "handler")
    opened(client, scene.sara.ref)
    client.get(reverse("admin:person", args=[scene.sara.ref]))
    rows = AccessLog.objects.filter(subject=scene.sara)
    assert [(row.role, row.page, row.reason) for row in rows] == [("handler", "person", REASON)] * 2
    assert {row.user for row in rows} == {scene.staff["winston", "handler"]}


def test_a_reason_holds_for_the_person_it_was_given_for_alone(scene: Scene) -> None:
    other = make.create_subject(scene.winston, name="Erik Ek")
    client = staff_client(scene, "winston", "handler")
    opened(client, scene.sara.ref)
    assert "Erik" not in client.get(reverse("admin:person", args=[other.ref])).content.decode()
    assert not AccessLog.objects.filter(subject=other).exists()


def test_a_reason_is_forgotten_after_half_an_hour(scene: Scene) -> None:
    client = staff_client(scene, "winston", "handler")
    opened(client, scene.sara.ref)
    with time_machine.travel(make.noon(TODAY) + timedelta(minutes=31)):
        assert "Sara" not in client.get(reverse("admin:person", args=[scene.sara.ref])).content.decode()
    assert AccessLog.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    ["sara.nystrom@example.se", "  SARA.Nystrom@Example.SE ", "+46 70 174 06 35", "0701740635"],
    ids=["address", "in capitals", "international", "without marks"],
)
def test_who_is_recognised_exactly_is_opened_at_once(scene: Scene, typed: str) -> None:
    client = staff_client(scene, "winston", "handler")
    answer = client.post(reverse("admin:people"), {"q": typed, "reason": REASON}, follow=True)
    assert "Sara Nyström" in answer.content.decode()
    assert AccessLog.objects.get().reason == REASON


@pytest.mark.parametrize("typed", ["nyström", "granvika", "W-10482"], ids=["name", "organisation", "number"])
def test_hits_are_masked_and_not_yet_a_reading(scene: Scene, typed: str) -> None:
    client = staff_client(scene, "winston", "handler")
    answer = client.post(reverse("admin:people"), {"q": typed, "reason": REASON})
    hits = answer.context["found"].hits
    assert [hit.name for hit in hits] == ["S••• N•••"]
    assert not AccessLog.objects.exists()


def test_a_search_needs_a_reason_and_keeps_nothing_typed(scene: Scene) -> None:
    client = staff_client(scene, "winston", "handler")
    answer = client.post(reverse("admin:people"), {"q": "nyström"})
    assert "reason" in answer.context["form"].errors
    client.post(reverse("admin:people"), {"q": "hemligt-namn-7f3a", "reason": REASON})
    assert not any("hemligt" in str(row.get_decoded()) for row in Session.objects.all())


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "a",
        "%",
        "_%_",
        "\x00",
        "a\x00b",
        "'; drop table x; --",
        "\ud83d",
        "🙂🙂",
        "x" * 5000,
        "[]{}()*+?\\",
    ],
    ids=[
        "nothing",
        "blank",
        "one",
        "percent",
        "wild",
        "nul",
        "nul inside",
        "sql",
        "surrogate",
        "smile",
        "long",
        "signs",
    ],
)
def test_odd_words_are_answered_and_never_a_fault(scene: Scene, typed: str) -> None:
    client = staff_client(scene, "winston", "handler")
    data = urlencode({"q": typed.encode("utf-8", "surrogatepass"), "reason": REASON})
    for name in ("people", "organisations"):
        answer = client.post(reverse(f"admin:{name}"), data, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
    if typed == "%":
        assert client.post(reverse("admin:people"), {"q": "%%", "reason": REASON}).context["found"].hits == []


def test_every_unit_of_the_person_is_on_the_page_as_the_law_sees_it_today(scene: Scene) -> None:
    answer = opened(staff_client(scene, "winston", "dpo"), scene.sara.ref)
    rows = answer.context["person"].rows
    kept = kept_for(scene.sara, TODAY)
    assert sum(row.items for row in rows) == len(kept)
    assert {(row.category, row.decision) for row in rows} == {(one.category, one.decision) for one in kept}


def test_a_block_is_shown_as_a_block_and_not_as_a_day(scene: Scene) -> None:
    make.create_block(scene.sara, scope=["crm_inquiry"])
    answer = opened(staff_client(scene, "winston", "dpo"), scene.sara.ref)
    row = next(row for row in answer.context["person"].rows if row.category == "crm_inquiry")
    assert (row.state, row.until) == ("blocked", "Spärrat, inget datum")


def test_a_sole_trader_is_a_person_and_the_reading_is_written_down(scene: Scene) -> None:
    org = make.create_org(scene.winston, name="Erik Eks Måleri", natural_person=True)
    contact = make.create_contact(org=org)
    client = staff_client(scene, "winston", "handler")
    address = reverse("admin:organisation", args=[org.ref])
    assert "Eks Måleri" not in client.get(address).content.decode()
    assert "Erik Eks Måleri" in opened(client, org.ref, page="organisation").content.decode()
    assert AccessLog.objects.get().subject == contact.subject
    assert "Erik" not in client.get(reverse("admin:organisations")).content.decode()


def test_a_person_that_is_erased_meanwhile_is_not_there(scene: Scene) -> None:
    lonely = make.create_subject(scene.winston)
    client = staff_client(scene, "winston", "handler")
    opened(client, lonely.ref)
    AccessLog.objects.all().delete()
    lonely.sources.all().delete()
    lonely.delete()
    assert client.get(reverse("admin:person", args=[lonely.ref])).status_code == 404
