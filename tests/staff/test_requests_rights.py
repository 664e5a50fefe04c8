"""Each right through its pages: proposed by a handler, read and decided by the DPO."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from consents.models import Objection
from law.rights import Right
from requests_dsr.models import DataSubjectRequest, Letter, Package
from requests_dsr.pauses import standing
from requests_dsr.states import State
from subjects.models import DataSubject
from tests import factories as make
from tests.staff.asking import NOW, ask, started
from tests.staff.scene import TODAY, Scene
from tests.staff.walking import decide, page_of, send, walked

pytestmark = pytest.mark.usefixtures("at_once")


# --- by right ------------------------------------------
def test_a_copy_is_masked_proposed_signed_and_delivered(scene: Scene, handler: Client, dpo: Client) -> None:
    make.create_subject(scene.winston, name="Kalle Gren")
    make.create_ticket(scene.sara, body="Kalle Gren ringde från 08-123 456 78")
    found = walked(handler, dpo, ask(scene.sara))
    package = Package.objects.get()
    assert (found.state, package.signed_by) == (State.FULFILLED, scene.staff["winston", "dpo"])
    assert package.masked > 0


def test_what_may_stand_open_and_what_is_masked_too_is_chosen_with_a_reason(
    scene: Scene, handler: Client
) -> None:
    make.create_ticket(scene.sara, body="Växeln 08-123 456 78. Tjorven vet mer.")
    found = started(scene, ask(scene.sara))
    form = handler.get(reverse("admin:request_propose", args=[found.ref])).context["form"]
    phone = next(mark for mark, text in form.texts.items() if text == "08-123 456 78")
    choices = {"lifted": [phone], "added": "Tjorven\n\n"}
    answer = send(handler, found, "request_propose", draft="1", **choices)
    assert set(answer.context["form"].errors) == {"why"}
    send(handler, found, "request_propose", draft="1", why="Numret är allmänt", **choices)
    found.file.refresh_from_db()
    plan = found.file.plan["choices"]
    assert (plan["lifted"], plan["added"], plan["why"]) == (
        ["08-123 456 78"],
        ["Tjorven"],
        "Numret är allmänt",
    )


def test_the_second_person_sees_the_masking_and_has_to_sign(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    make.create_ticket(scene.sara, body="Växeln 08-123 456 78")
    found = started(scene, ask(scene.sara))
    send(handler, found, "request_propose", draft="1")
    assert "08-123 456 78" in dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    assert set(decide(dpo, found).context["form"].errors) == {"signed"}
    assert not Package.objects.exists()


def test_portability_is_decided_on_its_own(scene: Scene, handler: Client, dpo: Client) -> None:
    found = walked(handler, dpo, ask(scene.sara, Right.PORTABILITY))
    assert found.state in {State.FULFILLED, State.REFUSED}
    assert "Artikel 20.1" in Letter.objects.latest("pk").body or Package.objects.get().kind == "portability"


def test_an_erasure_shows_each_kind_with_its_law_and_is_carried_out(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    lonely = make.create_subject(scene.winston, name="Ensam Lund", email="ensam@example.se")
    make.create_inquiry(lonely, received_on=date(2026, 9, 1))
    found = walked(handler, dpo, ask(lonely, Right.ERASURE))
    assert found.state == State.FULFILLED
    assert not DataSubject.objects.filter(pk=lonely.pk).exists()
    assert "Ensam Lund" in page_of(dpo, found)  # the file still knows who was answered


def test_what_an_erasure_keeps_is_shown_with_day_and_law(scene: Scene, handler: Client) -> None:
    found = started(scene, ask(scene.sara, Right.ERASURE))
    body = handler.get(reverse("admin:request_propose", args=[found.ref])).content.decode()
    assert "Bokföringslagen kräver att underlaget sparas" in body
    assert "ERASURE_EXEMPT_BFL" in body or "BFL_7_2" in body


def test_a_value_is_accepted_or_refused_with_its_reason(scene: Scene, handler: Client, dpo: Client) -> None:
    found = ask(scene.sara, Right.RECTIFICATION, proposed={"full_name": "Sara Ek", "title": "vd"})
    started(scene, found)
    said = {"is_full_name": "ja", "is_title": "nej"}
    assert set(send(handler, found, "request_propose", draft="1", **said).context["form"].errors) == {
        "why_title"
    }
    send(handler, found, "request_propose", draft="1", why_title="Hon är platschef", **said)
    assert decide(dpo, found).status_code == 302
    scene.sara.refresh_from_db()
    found.refresh_from_db()
    assert (scene.sara.full_name, found.state) == ("Sara Ek", State.PARTLY_FULFILLED)
    assert "Hon är platschef" in Letter.objects.latest("pk").body


def test_what_a_person_wrote_beside_the_fields_has_an_answer_of_its_own(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    words = "Telefonnumret i ert brev var också fel."
    found = ask(scene.sara, Right.RECTIFICATION, proposed={"full_name": "Sara Ek"}, words=words)
    started(scene, found)
    silent = send(handler, found, "request_propose", draft="1", is_full_name="ja")
    assert set(silent.context["form"].errors) == {"words"}
    said = {"is_full_name": "ja", "words": "kept"}
    half = send(handler, found, "request_propose", draft="1", **said)
    assert set(half.context["form"].errors) == {"words_said", "words_kinds"}
    said |= {"words_said": "Brevet är arkiverat.", "words_kinds": "customer_data"}
    assert send(handler, found, "request_propose", draft="1", **said).status_code == 302
    assert "Brevet är arkiverat." in page_of(dpo, found)
    assert decide(dpo, found).status_code == 302
    assert "Brevet är arkiverat." in Letter.objects.latest("pk").body


def test_words_alone_are_not_answered_by_fields_that_are_not_there(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara, Right.RECTIFICATION, words="Telefonnumret i ert brev var fel.")
    started(scene, found)
    form = handler.get(reverse("admin:request_propose", args=[found.ref])).context["form"]
    assert [key for key, _words in form.fields["words"].choices] == ["corrected", "kept"]


def test_a_restriction_stands_until_the_person_was_told_a_day_before(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = walked(handler, dpo, ask(scene.sara, Right.RESTRICTION), granted="ja", ground="18.1.a")
    assert standing(found).exists()
    body = page_of(dpo, found)
    assert "Personen måste få veta det först." in body
    tomorrow = TODAY + timedelta(days=1)
    told = send(dpo, found, "request_act", "announce", lift_on=tomorrow.isoformat(), why="Utrett")
    assert told.status_code == 302
    refused = send(dpo, found, "request_act", "lift")
    assert refused.status_code == 200
    assert "minst en dag innan" in refused.content.decode()
    assert standing(found).exists()


def test_an_objection_that_is_refused_says_our_grounds(scene: Scene, handler: Client, dpo: Client) -> None:
    found = ask(scene.sara, Right.OBJECTION, proposed={"purposes": ["service_communication"]})
    started(scene, found)
    assert set(send(handler, found, "request_propose", draft="1", upheld_0="nej").context["form"].errors) == {
        "grounds_0"
    }
    send(handler, found, "request_propose", draft="1", upheld_0="nej", grounds_0="Driftlarm måste fram.")
    assert decide(dpo, found).status_code == 302
    assert "Driftlarm måste fram." in Letter.objects.latest("pk").body
    assert Objection.objects.get().ended_at is not None


def test_somebody_unknown_is_answered_at_the_address_they_gave(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    address = reverse("admin:request_register", args=["winston", "complaint"])
    said = {"channel": "mail", "received_on": "2026-11-20", "received_at": "16:45", "language": "sv"}
    handler.post(address, {**said, "requester_email": "okand@example.se", "words": "Ni ringde"})
    found = DataSubjectRequest.objects.get()
    send(handler, found, "request_act", "start")
    said = {"answer": "Förlåt.", "justified": "yes"}
    assert send(handler, found, "request_propose", draft="1", **said).status_code == 302
    assert decide(dpo, found).status_code == 302
    assert mail.outbox[-1].to == ["okand@example.se"]
    assert "Förlåt." in mail.outbox[-1].body


def test_somebody_we_know_nothing_of_is_told_so(scene: Scene, handler: Client, dpo: Client) -> None:
    address = reverse("admin:request_register", args=["winston", "access"])
    said = {"channel": "mail", "received_on": "2026-11-20", "received_at": "16:45", "language": "en"}
    handler.post(address, {**said, "requester_email": "okand@example.se"})
    found = DataSubjectRequest.objects.get()
    send(handler, found, "request_act", "start")
    assert "Begäran är inte knuten till någon person." in page_of(handler, found)
    body = page_of(handler, found)
    assert "svara att vi inte har några uppgifter" in body
    assert "fråga vem det är" not in body
    without = send(handler, found, "request_refuse", codes=["A12_NO_DATA"])
    assert "Skriv var ni har letat" in without.content.decode()
    looked = {"codes": ["A12_NO_DATA"], "evidence": "Name and e-mail, in every register."}
    assert send(handler, found, "request_refuse", **looked).status_code == 302
    page = dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    assert "Besluta: besvarad: vi har inga uppgifter" in page
    assert "Vi vet vem det är" not in page
    assert decide(dpo, found).status_code == 302
    answer = mail.outbox[-1]
    assert "We have no data about you" in answer.body
    assert "Name and e-mail, in every register." in answer.body
    assert "what you asked for" not in answer.subject + answer.body
    for remedy in ("IMY", "court"):
        assert remedy in answer.body


def test_nobody_who_is_linked_is_told_that_we_have_nothing(scene: Scene, handler: Client) -> None:
    found = started(scene, ask(scene.sara))
    answer = send(handler, found, "request_refuse", codes=["A12_NO_DATA"], evidence="Överallt")
    assert "Begäran är knuten till en person, och om den har vi uppgifter." in answer.content.decode()


def test_a_complaint_is_answered_in_words(scene: Scene, handler: Client, dpo: Client) -> None:
    found = walked(
        handler, dpo, ask(scene.sara, Right.COMPLAINT), answer="Vi har rättat rutinen.", justified="yes"
    )
    assert found.state == State.FULFILLED
    assert "Vi har rättat rutinen." in Letter.objects.latest("pk").body


def test_a_target_that_has_passed_is_said_to_have_passed(scene: Scene, handler: Client) -> None:
    late = ask(scene.sara, Right.ACCESS, at=NOW - timedelta(days=29))
    assert "är passerat" in page_of(handler, late)
    fresh = ask(scene.sara, Right.PORTABILITY)
    assert "är passerat" not in page_of(handler, fresh)


def test_who_refuses_is_told_how_often_the_person_has_asked(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    def refusal_of(person: DataSubject) -> str:
        found = ask(person, Right.COMPLAINT)
        started(scene, found)
        return handler.get(reverse("admin:request_refuse", args=[found.ref])).content.decode()

    walked(handler, dpo, ask(scene.sara, Right.COMPLAINT), answer="Vi har rättat det.", justified="yes")
    told = refusal_of(scene.sara)
    assert "de senaste tolv månaderna: 21 november 2026 (uppfylld)" in told
    assert "Det är tätare än tumregeln, 3 månader." in told
    assert "personens första begäran" in refusal_of(make.create_subject(scene.winston))


def test_a_no_that_was_answered_at_once_says_what_it_reached_and_was_never_proposed(
    scene: Scene, handler: Client
) -> None:
    body = page_of(handler, ask(scene.sara, Right.CONSENT_WITHDRAWAL))
    assert "inget samtycke fanns" in body
    assert "Nej noterat till" in body
    assert "<h2>Svaret</h2>" in body
    assert "Förslaget" not in body


def test_whoever_opens_the_person_from_a_request_has_its_reference_as_the_reason(
    scene: Scene, handler: Client
) -> None:
    found = ask(scene.sara, Right.ACCESS)
    way = reverse("admin:person", args=[scene.sara.ref])
    assert f"{way}?begaran={found.ref}" in page_of(handler, found)
    form = handler.get(way, {"begaran": str(found.ref)}).context["form"]
    assert form["reason"].value() == f"Begäran {str(found.ref)[:8]}"
    assert handler.get(way, {"begaran": "<b>"}).context["form"]["reason"].value() == ""


def test_what_a_person_wrote_in_words_is_put_in_fields(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara, Right.RECTIFICATION, words="Jag är numera vd.")
    way = reverse("admin:request_act", args=[found.ref, "name"])
    assert way in page_of(handler, found)
    assert "Skriv minst ett värde" in send(handler, found, "request_act", "name").content.decode()
    bad = send(handler, found, "request_act", "name", field_email="inte en adress")
    assert "e-postadress" in bad.content.decode()
    assert send(handler, found, "request_act", "name", field_title="vd").status_code == 302
    found.file.refresh_from_db()
    assert found.file.proposed == {"title": "vd"}
    assert 'value="vd"' in handler.get(way).content.decode()
    other = ask(scene.sara, Right.ERASURE)
    assert reverse("admin:request_act", args=[other.ref, "name"]) not in page_of(handler, other)
