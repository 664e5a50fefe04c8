"""Staff write down what a person says: a no in one step whatever way it came, a yes only with proof."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from consents.facts import Asked
from consents.gate import may_use
from consents.law import Channel, MessageClass, Use
from consents.models import ConsentEvent, ConsentRecord, Objection
from consents.services import Said, give_consent, object_to, text_for
from ledger.actor import SUBJECT
from subjects.models import AccessLog
from tests import factories as make
from tests.staff.clients import opened, staff_client
from tests.staff.scene import TODAY, Scene

NOW = make.noon(TODAY)
BY_PHONE = {"what": "marketing:", "way": "phone"}


@pytest.fixture
def handler(scene: Scene) -> Any:
    client = staff_client(scene, "winston", "handler")
    opened(client, scene.sara.ref)
    return client


def page_of(scene: Scene, name: str = "person_consents") -> str:
    return reverse(f"admin:{name}", args=[scene.sara.ref])


def herself(days: int = 0, way: str = "my_profile") -> Said:
    return Said(by=SUBJECT, at=NOW - timedelta(days=days), way=way)  # type: ignore[arg-type]


def says_yes(scene: Scene, days: int, purpose: str = "marketing", channel: str = "email") -> ConsentRecord:
    text = text_for(scene.sara, purpose, channel)
    return give_consent(subject=scene.sara, text=text, said=herself(days))


def newsletter_may_go(scene: Scene) -> bool:
    use = Use(
        purpose="marketing",
        channel=Channel.EMAIL,
        message_class=MessageClass.MARKETING,
        opt_out_offered=True,
        sender_address_valid=True,
        contains_promotion=True,
    )
    asked = Asked(controller=scene.winston, use=use, at=NOW + timedelta(hours=1))
    return may_use(scene.sara, asked).allowed


def yes_form(scene: Scene, **changes: str) -> dict[str, str]:
    text = text_for(scene.sara, "marketing", "email")
    ordinary = {
        "text": str(text.pk), "informed": "on", "way": "phone", "kind": "note", "evidence": "R-2026-0147",
    }  # fmt: skip
    return ordinary | changes


@pytest.mark.parametrize("way", ["phone", "letter", "email", "counter"])
def test_a_no_by_any_way_is_one_step_and_stops_the_next_mail(scene: Scene, handler: Any, way: str) -> None:
    says_yes(scene, 30)
    assert newsletter_may_go(scene)
    answer = handler.post(page_of(scene), BY_PHONE | {"way": way}, follow=True)
    assert "Nej är uppskrivet och gäller nu" in answer.content.decode()
    assert not newsletter_may_go(scene)
    step = ConsentEvent.objects.get(kind="withdrawn")
    assert (step.way, step.actor_role) == (way, "handler")
    assert step.actor_ref == f"user:{scene.staff['winston', 'handler'].pk}"


def test_a_no_on_one_channel_leaves_the_others(scene: Scene, handler: Any) -> None:
    says_yes(scene, 30)
    says_yes(scene, 30, channel="sms")
    handler.post(page_of(scene), BY_PHONE | {"what": "marketing:email"})
    standing = dict(ConsentRecord.objects.values_list("channel", "status"))
    assert standing == {"email": "withdrawn", "sms": "given"}


def test_another_consent_that_stands_can_be_taken_back(scene: Scene, handler: Any) -> None:
    says_yes(scene, 30, purpose="development", channel="internal")
    assert "Hjälpa oss att förbättra tjänsterna" in handler.get(page_of(scene)).content.decode()
    handler.post(page_of(scene), BY_PHONE | {"what": "development:internal"})
    assert ConsentRecord.objects.get().status == "withdrawn"
    assert not Objection.objects.exists()


def test_a_letter_holds_from_the_day_it_came_and_leaves_a_yes_said_since(scene: Scene, handler: Any) -> None:
    says_yes(scene, 1)
    came = {"way": "letter", "received_at": (NOW - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")}
    answer = handler.post(page_of(scene), BY_PHONE | came, follow=True)
    assert newsletter_may_go(scene)
    assert not Objection.objects.filter(channel="email").exists()
    assert "Nej är uppskrivet" in answer.content.decode()  # on the channels she has not chosen since
    came["received_at"] = (NOW - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    handler.post(page_of(scene), BY_PHONE | came)
    assert not newsletter_may_go(scene)


def test_the_same_no_twice_changes_nothing_and_says_so(scene: Scene, handler: Any) -> None:
    handler.post(page_of(scene), BY_PHONE)
    before = Objection.objects.count(), ConsentEvent.objects.count()
    answer = handler.post(page_of(scene), BY_PHONE, follow=True)
    assert "Inget ändrades" in answer.content.decode()
    assert (Objection.objects.count(), ConsentEvent.objects.count()) == before


def test_profiling_and_marketing_are_two_switches(scene: Scene, handler: Any) -> None:
    handler.post(page_of(scene), BY_PHONE | {"what": "marketing:"})
    assert not Objection.objects.filter(purpose="profiling").exists()


@pytest.mark.parametrize(
    "said",
    [
        {"what": "finns_inte:"}, {"what": "marketing:duva"}, {"what": ""}, {"way": "gpc"}, {"way": ""},
        {"received_at": "2030-01-01T00:00"}, {"received_at": "i går"}, {"evidence": "x" * 101},
    ],
    ids=["purpose", "channel", "nothing", "not theirs", "no way", "to come", "no time", "too long"],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    scene: Scene, handler: Any, said: dict[str, str]
) -> None:
    says_yes(scene, 30)
    answer = handler.post(page_of(scene), BY_PHONE | said)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(said)
    assert not Objection.objects.exists()
    assert ConsentRecord.objects.get().status == "given"


def test_a_yes_brought_by_staff_has_its_words_its_way_and_its_proof(scene: Scene, handler: Any) -> None:
    handler.post(page_of(scene, "person_yes"), yes_form(scene))
    record = ConsentRecord.objects.get()
    step = record.events.get()
    assert (record.status, record.text) == ("given", text_for(scene.sara, "marketing", "email"))
    assert (step.way, step.actor_role, step.evidence) == ("phone", "handler", "note: R-2026-0147")
    assert newsletter_may_go(scene)


@pytest.mark.parametrize(
    "said",
    [{"text": "0"}, {"text": ""}, {"informed": ""}, {"kind": ""}, {"evidence": " "}, {"way": "my_profile"}],
    ids=["unknown text", "no text", "not informed", "no kind", "no proof", "not theirs"],
)
def test_a_yes_without_words_or_proof_is_not_taken(scene: Scene, handler: Any, said: dict[str, str]) -> None:
    answer = handler.post(page_of(scene, "person_yes"), yes_form(scene, **said))
    assert set(answer.context["form"].errors) == set(said)
    assert not ConsentRecord.objects.exists()


def test_a_yes_brought_by_staff_does_not_undo_the_persons_own_no(scene: Scene, handler: Any) -> None:
    object_to(subject=scene.sara, purpose="marketing", said=herself(5))
    answer = handler.post(page_of(scene, "person_yes"), yes_form(scene), follow=True)
    assert "Bara personen själv kan häva det" in answer.content.decode()
    assert not newsletter_may_go(scene)


def test_the_history_says_who_when_and_in_which_words(scene: Scene, handler: Any) -> None:
    says_yes(scene, 30)
    handler.post(page_of(scene), BY_PHONE | {"evidence": "R-2026-0999"})
    html = handler.get(page_of(scene)).content.decode()
    for shown in (
        "24 oktober 2026",
        "Gav",
        "text 1",
        "Återkallade",
        "R-2026-0999",
        "handler.winston@example.se",
    ):
        assert shown in html
    assert "Spärrad" in html


def test_the_page_is_opened_with_a_reason_and_the_person_may_read_it(scene: Scene) -> None:
    client = staff_client(scene, "winston", "dpo")
    assert client.get(page_of(scene))["Location"] == reverse("admin:person", args=[scene.sara.ref])
    assert client.post(page_of(scene), BY_PHONE)["Location"] == reverse("admin:person", args=[scene.sara.ref])
    assert not Objection.objects.exists()
    opened(client, scene.sara.ref)
    client.get(page_of(scene))
    assert AccessLog.objects.filter(subject=scene.sara, page="consents").count() == 1


def test_a_yes_that_ran_out_is_shown_as_what_it_is(scene: Scene, handler: Any) -> None:
    says_yes(scene, 800)
    assert "Utgånget" in handler.get(page_of(scene)).content.decode()
    assert [one.yes for one in opened(handler, scene.sara.ref).context["person"].choices] == [False]


def test_accounting_is_shown_no_link_to_it(scene: Scene) -> None:
    client = staff_client(scene, "winston", "accounting")
    assert page_of(scene) not in opened(client, scene.sara.ref).content.decode()


def test_the_history_is_read_in_a_constant_number_of_queries(
    scene: Scene, handler: Any, django_assert_max_num_queries: Any
) -> None:
    for day in range(30, 10, -4):
        says_yes(scene, day)
        object_to(subject=scene.sara, purpose="marketing", said=herself(day - 1))
    with django_assert_max_num_queries(30):
        handler.get(page_of(scene))
