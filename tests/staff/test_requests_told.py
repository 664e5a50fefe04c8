"""What staff are told of a request is so, and what they write reaches the person as it is labelled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from law.rights import Right
from ledger.models import LedgerEntry
from requests_dsr.models import Channel, DataSubjectRequest, Letter
from requests_dsr.pauses import standing
from requests_dsr.services.asking.questions import ask_clarification
from requests_dsr.states import State
from subjects.models import AccessLog
from tests import factories as make
from tests.staff.asking import NOW, ask, started
from tests.staff.scene import TODAY, Scene
from tests.staff.walking import decide, page_of, send, walked

pytestmark = pytest.mark.usefixtures("at_once")

STREET = "Storgatan 1\n123 45 Ort"


def proposing(client: Client, found: DataSubjectRequest, **typed: str) -> str:
    return send(client, found, "request_propose", preview="1", **typed).content.decode()


@pytest.mark.parametrize(
    ("ago", "said", "not_said"),
    [
        (2, "klockan står still tills personen svarar", "går vidare"),
        (9, "klockan går vidare", "står still tills"),
    ],
)
def test_a_question_says_what_it_did_to_the_clock(
    scene: Scene, handler: Client, ago: int, said: str, not_said: str
) -> None:
    found = ask(scene.sara, at=NOW - timedelta(days=ago), identity="")
    sent = send(handler, found, "request_act", "ask_identity", comment="Ny adress.")
    assert sent.status_code == 302
    told = [str(message) for message in handler.get(sent["Location"]).context["messages"]]
    assert said in told[0]
    assert not_said not in told[0]


def test_an_answer_is_noted_with_its_words_and_no_clock_is_said_to_have_stood(
    scene: Scene, handler: Client
) -> None:
    found = started(scene, ask(scene.sara))
    ask_clarification(request=found, question="Vilken tid?", large_volume=False, at=NOW - timedelta(hours=2))
    typed = {"received_on": "2026-11-23", "received_at": "11:30", "words": "Bara i år."}
    answer = send(handler, found, "request_answered", **typed)
    assert answer.status_code == 302
    page = handler.get(answer["Location"])
    assert [str(message) for message in page.context["messages"]] == [
        "Svaret är noterat. Klockan har gått hela tiden."
    ]
    assert "Bara i år." in page.content.decode()


def test_a_complaint_is_judged_before_it_is_answered_and_the_decider_reads_how(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = started(scene, ask(scene.sara, Right.COMPLAINT, words="Ni svarade sent."))
    refused = send(handler, found, "request_propose", draft="1", answer="Svaret gick i tid.")
    assert set(refused.context["form"].errors) == {"justified"}
    send(handler, found, "request_propose", draft="1", answer="Svaret gick i tid.", justified="no")
    page = dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    assert "Nej, vi håller inte med" in page
    assert decide(dpo, found).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.exception_codes) == (State.REFUSED, ["A12_4_NOT_UPHELD"])
    assert "domstol (artikel 79" in mail.outbox[-1].body


def test_the_preview_says_what_the_letter_says_in_its_order(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = started(scene, ask(scene.sara, Right.OBJECTION, proposed={"purposes": ["service_communication"]}))
    answer = send(
        handler, found, "request_propose", preview="1", upheld_0="nej", grounds_0="Driftlarm måste fram."
    )
    promised = answer.context["plan"].letter
    send(handler, found, "request_propose", draft="1", upheld_0="nej", grounds_0="Driftlarm måste fram.")
    assert decide(dpo, found).status_code == 302
    written = Letter.objects.latest("pk").body
    places = [written.index(paragraph) for paragraph in promised]
    assert places == sorted(places)
    assert "Pausen som följde med begäran tar slut den 25 november 2026." in promised[-1]


def test_an_objection_is_weighed_purpose_by_purpose(scene: Scene, handler: Client, dpo: Client) -> None:
    against = ["service_communication", "service_provision"]
    found = ask(scene.sara, Right.OBJECTION, proposed={"purposes": against})
    titles = sorted(against)
    started(scene, found)
    one = {"upheld_0": "ja", "upheld_1": "nej", "grounds_1": "Ärendet pågår."}
    assert send(handler, found, "request_propose", draft="1", upheld_0="ja").context["form"].errors
    assert send(handler, found, "request_propose", draft="1", **one).status_code == 302
    found.refresh_from_db()
    weighed = {line["purpose"]: line["upheld"] for line in found.file.plan["weighed"]}
    assert weighed == {titles[0]: True, titles[1]: False}
    assert decide(dpo, found).status_code == 302
    found.refresh_from_db()
    assert found.state == State.PARTLY_FULFILLED
    assert "vi fortsätter. Ärendet pågår." in Letter.objects.latest("pk").body


def test_whoever_pays_is_served(scene: Scene, handler: Client, dpo: Client) -> None:
    found = started(scene, ask(scene.sara))
    page = handler.get(reverse("admin:request_refuse", args=[found.ref])).content.decode()
    assert "Personen läser det här i brevet." in page
    fee = {"codes": ["A12_5_EXCESSIVE"], "evidence": "Du fick den i förrgår.", "fee_sek": "350"}
    assert send(handler, found, "request_refuse", **fee).status_code == 302
    assert decide(dpo, found).status_code == 302
    assert "Personen godtar avgiften" in page_of(dpo, found)
    assert send(dpo, found, "request_act", "fee_accepted", came_on=f"{TODAY}").status_code == 302
    found.refresh_from_db()
    assert found.state == State.REOPENED
    assert "Personen godtar avgiften på 350 kronor." in page_of(dpo, found)
    assert "Du har godtagit avgiften på 350 kronor." in found.letters.get(event="request_reopened").body


def test_no_fee_no_button_for_it(scene: Scene, handler: Client, dpo: Client) -> None:
    found = walked(
        handler, dpo, ask(scene.sara, Right.COMPLAINT), answer="Vi håller inte med.", justified="no"
    )
    assert "Personen godtar avgiften" not in page_of(dpo, found)


def test_a_refused_restriction_needs_its_reason(scene: Scene, handler: Client) -> None:
    found = started(scene, ask(scene.sara, Right.RESTRICTION))
    answer = send(handler, found, "request_propose", draft="1", granted="nej")
    assert set(answer.context["form"].errors) == {"why"}


def test_the_banner_names_what_is_paused_and_when_it_ends(scene: Scene, handler: Client, dpo: Client) -> None:
    asked = ask(scene.sara, Right.RESTRICTION, categories=["customer_data"])
    found = walked(handler, dpo, asked, granted="ja", ground="18.1.a")
    page = page_of(dpo, found)
    assert "Pausat (artikel 18): Kunduppgifter" in page
    assert "inga andra ändringar" not in page
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    send(dpo, found, "request_act", "announce", lift_on=tomorrow, why="Utrett")
    assert "Pausen i den här begäran hävs 24 november 2026" in page_of(dpo, found)
    assert send(dpo, found, "request_act", "keep", why="Du hörde av dig.").status_code == 302
    assert "hävs 24 november" not in page_of(dpo, found)
    assert standing(found).exists()


def test_nothing_is_said_to_be_granted_before_it_is(scene: Scene, handler: Client) -> None:
    make.create_inquiry(scene.sara)
    found = started(scene, ask(scene.sara, Right.ERASURE))
    page = handler.get(reverse("admin:request_propose", args=[found.ref])).content.decode()
    assert "beviljad" not in page
    assert "Personen ber om det." in page


def test_a_corrected_value_is_shown_as_before_and_not_as_now(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    asked = ask(scene.sara, Right.RECTIFICATION, proposed={"full_name": "Sara Ek"})
    found = walked(handler, dpo, asked, is_full_name="ja")
    page = page_of(dpo, found)
    assert '<th scope="col">Före</th>' in page
    assert '<th scope="col">Nu</th>' not in page


def taken_in(client: Client, scene: Scene, **said: str) -> DataSubjectRequest:
    address = reverse("admin:request_register", args=["winston", "access"]) + f"?person={scene.sara.ref}"
    came = {"channel": "letter", "received_on": "2026-11-20", "received_at": "16:45", "identity": "call_back"}
    answer = client.post(address, {**came, **said})
    assert answer.status_code == 302, answer.context["form"].errors
    return DataSubjectRequest.objects.get()


def test_no_address_is_said_to_be_given_that_nobody_gave(scene: Scene, handler: Client) -> None:
    found = taken_in(handler, scene)
    assert found.file.requester_email == ""
    page = page_of(handler, found)
    assert "Svaren går till" in page
    assert "Uppgiven" not in page


def test_whoever_wants_paper_is_answered_on_paper_with_the_copy(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    mail.outbox.clear()
    found = taken_in(handler, scene, requester_address=STREET, by_post="on")
    assert "med brev:<br>Storgatan 1<br>123 45 Ort" in page_of(handler, found)
    walked(handler, dpo, found)
    assert mail.outbox == []
    assert found.letters.get(event="request_answered").status == "to_print"
    assert (
        found.letters.get(event="request_received").status == "overtaken"
    )  # nobody needs it with the answer
    assert "Skriv ut kopian" in page_of(handler, found)
    address = reverse("admin:request_copy", args=[found.ref])
    assert handler.get(address).status_code == 405
    reads = AccessLog.objects.filter(subject=scene.sara).count()
    paper = handler.post(address)
    assert "Allt vi har om dig" in paper.content.decode()
    assert "sandbox" in paper["Content-Security-Policy"]
    assert "no-store" in paper["Cache-Control"]
    assert AccessLog.objects.filter(subject=scene.sara).count() >= reads
    assert found.packages.get().openings == 1
    assert LedgerEntry.objects.filter(action="package.print").exists()


def test_a_copy_that_goes_by_mail_is_not_printed(scene: Scene, handler: Client, dpo: Client) -> None:
    found = walked(handler, dpo, ask(scene.sara))
    assert "Skriv ut kopian" not in page_of(handler, found)
    answer = handler.post(reverse("admin:request_copy", args=[found.ref]), follow=True)
    assert "Svaret går med mejl." in answer.content.decode()


def test_paper_needs_a_street(scene: Scene, handler: Client) -> None:
    address = reverse("admin:request_register", args=["winston", "access"]) + f"?person={scene.sara.ref}"
    came = {"channel": Channel.LETTER, "received_on": "2026-11-20", "received_at": "16:45", "by_post": "on"}
    assert set(handler.post(address, came).context["form"].errors) == {"requester_address"}
