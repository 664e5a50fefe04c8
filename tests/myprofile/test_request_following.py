"""Following a request: the day and why, what is needed, more words, taking it back, and the answer."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from connectors.models import RecipientNotice
from law.rights import Right
from ledger.actor import SUBJECT
from ledger.models import LedgerEntry
from privacyhub.services.mail_sink import MailSink
from register.models import Finding
from requests_dsr.models import Channel, DataSubjectRequest, Letter
from requests_dsr.services.asking.questions import ask_clarification, ask_identity
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.receiving.address_confirming import confirm_new_address
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from subjects.models import DataSubject, ProcessingBlock
from tests.factories import create_contact, create_org, noon
from tests.myprofile.people import TODAY, make_policy, make_sara
from tests.myprofile.staff import answered, staff_member

pytestmark = pytest.mark.django_db
HERE = "/winlas/min-profil/begaranden/"
NOW = noon(TODAY)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sara() -> DataSubject:
    return make_sara(make_policy("winlas"))[0]


@pytest.fixture
def hers(client: Client, sara: DataSubject) -> Client:
    client.force_login(sara.user)
    return client


def asking(
    person: DataSubject,
    right: Right = Right.ACCESS,
    *,
    at: datetime = NOW,
    channel: Channel = Channel.MY_PROFILE,
    identity: str = "session",
    **asked: Any,
) -> DataSubjectRequest:
    return open_request(
        controller=person.controller,
        asked=Asked(right=right, **asked),
        requester=Requester(subject=person, email="sara@example.se", identity_method=identity),
        channel=channel,
        received_at=at,
        by=SUBJECT,
        at=at,
    )


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def page(client: Client, request: DataSubjectRequest, path: str = "") -> str:
    return text(client.get(f"{HERE}{request.ref}/{path}"))


# --- the day
def test_the_day_is_explained_step_by_step(hers: Client, sara: DataSubject) -> None:
    request = asking(sara, at=datetime(2026, 1, 31, 18, 22, tzinfo=UTC))
    with time_machine.travel(noon(date(2026, 2, 10)), tick=False):
        html = page(hers, request)
    assert "Du får svar senast" in html
    assert "måndag 2 mars 2026" in html
    assert "<b>31 januari 2026</b>" in html
    assert "Att det var en lördag spelar ingen roll." in html
    assert "<b>1 månad</b>" in html
    assert "<b>28 februari 2026</b><span>Månaden är kortare, så det blir dess sista dag." in html
    assert "28 februari 2026 är en lördag. Då gäller nästa vardag." in html
    assert "till och med 30 april 2026" in html
    assert "Vi siktar på att bli klara tidigare, redan 14 februari 2026. Det är om 4 dagar." in html


def test_a_working_day_ends_the_sum_by_itself(hers: Client, sara: DataSubject) -> None:
    html = page(hers, asking(sara))
    assert "onsdag 23 december 2026" in html
    assert "flyttas till" not in html
    assert (
        '<li class="res"><i aria-hidden="true">=</i><span class="sr">blir</span><b>23 december 2026</b>'
        in html
    )


def test_while_we_ask_the_clock_stands_still_until_the_answer(hers: Client, sara: DataSubject) -> None:
    request = asking(sara)
    ask_clarification(
        request=request,
        question="Vilket år menar du?",
        large_volume=True,
        at=NOW,
        **staff_member(sara.controller, "handler"),
    )
    html = page(hers, request)
    assert "Klockan står still" in html
    assert "Vilket år menar du?" in html
    assert "Klockan står still tills du svarar" in text(hers.get(HERE))
    with time_machine.travel(noon(TODAY + timedelta(days=5)), tick=False):
        answer = hers.post(f"{HERE}{request.ref}/svara/", {"words": "2025"}, follow=True)
    html = text(answer)
    assert "Vi har ditt svar." in html
    assert "Så länge stod klockan still" in html
    assert "<b>5 dagar</b>" in html
    request.refresh_from_db()
    assert request.due_on == date(2026, 12, 28)
    assert request.file.words == "2025"


def test_a_question_answered_twice_is_told_and_changes_nothing(hers: Client, sara: DataSubject) -> None:
    request = asking(sara)
    ask_clarification(request=request, question="Vilket år?", large_volume=True, at=NOW)
    for _tab in range(2):
        answer = hers.post(f"{HERE}{request.ref}/svara/", {"words": "2025"}, follow=True)
    assert "Frågan är redan besvarad." in text(answer)
    assert request.questions.get().answered_at == NOW


def test_an_empty_answer_is_told_at_its_field(hers: Client, sara: DataSubject) -> None:
    request = asking(sara)
    ask_clarification(request=request, question="Vilket år?", large_volume=True, at=NOW)
    assert "Skriv något först" in text(hers.post(f"{HERE}{request.ref}/svara/", {"words": " \u200b "}))
    assert request.questions.get().answered_at is None


# --- who asks
def doubted(sara: DataSubject, channel: Channel) -> DataSubjectRequest:
    identity = "session" if channel is Channel.MY_PROFILE else ""
    request = asking(sara, channel=channel, identity=identity, words="Mina hemliga ord")
    return ask_identity(
        request=request, doubt="Rösten stämde inte", at=NOW, **staff_member(sara.controller, "handler")
    )


def test_being_logged_in_answers_who_asked_by_telephone(hers: Client, sara: DataSubject) -> None:
    request = doubted(sara, Channel.PHONE)
    html = page(hers, request)
    assert "Är det du som har frågat?" in html
    assert "Mina hemliga ord" not in html, "the words of who knows whom"
    html = text(hers.post(f"{HERE}{request.ref}/det-ar-jag/", follow=True))
    assert "Nu vet vi att det är du" in html
    assert "Mina hemliga ord" in html
    request.refresh_from_db()
    assert (request.state, request.identity_method) == (State.IN_PROGRESS, "session")
    assert "redan besvarad" in text(hers.post(f"{HERE}{request.ref}/det-ar-jag/", follow=True))


def test_a_doubt_about_a_log_in_is_not_answered_by_the_same_log_in(hers: Client, sara: DataSubject) -> None:
    request = doubted(sara, Channel.MY_PROFILE)
    assert "Är det du som har frågat?" not in page(hers, request)
    hers.post(f"{HERE}{request.ref}/det-ar-jag/")
    request.refresh_from_db()
    assert request.state == State.IDENTITY_PENDING


def test_whoever_did_not_ask_says_so_and_nothing_is_withdrawn(hers: Client, sara: DataSubject) -> None:
    request = doubted(sara, Channel.PHONE)
    assert "ta-tillbaka/" not in page(hers, request)
    html = text(hers.post(f"{HERE}{request.ref}/det-var-inte-jag/", follow=True))
    request.refresh_from_db()
    assert (request.state, request.identity_method) == (State.IDENTITY_PENDING, "")
    assert request.questions.get().answered_at == NOW
    assert "Du har sagt att det inte var du som frågade" in html
    assert "Inte du" in text(hers.get(HERE))
    for word in (
        "återtagen",
        "tog tillbaka",
        "Ta tillbaka",
        "Du får svar senast",
        "Är det du som har frågat",
    ):
        assert word not in html
    assert not request.letters.filter(event="request_withdrawn").exists()


def test_the_staff_are_told_that_somebody_may_have_posed_as_a_person(hers: Client, sara: DataSubject) -> None:
    request = doubted(sara, Channel.PHONE)
    with pytest.raises(ForbiddenMove):
        close(request, sara)
    for _tab in range(2):
        answer = hers.post(f"{HERE}{request.ref}/det-var-inte-jag/", follow=True)
    assert "redan besvarad" in text(answer)
    finding = Finding.objects.get(code="F-NOTME", closed_at=None)
    assert finding.where == f"request:{request.ref}"
    assert "utgett sig" in finding.text_sv
    assert LedgerEntry.objects.filter(action="request.deny", actor_role="subject").count() == 1
    close(request, sara)
    assert not Finding.objects.filter(code="F-NOTME", closed_at=None).exists()
    html = page(hers, request)
    assert "Begäran är avslutad, och ingen har fått några uppgifter" in html
    assert "Är svaret fel?" not in html
    assert "dagar" not in Letter.objects.get(event="request_unverified").body


def close(request: DataSubjectRequest, sara: DataSubject) -> None:
    move(request=request, to=State.CLOSED_UNVERIFIED, at=NOW, **staff_member(sara.controller, "dpo"))


def test_who_asked_is_not_taken_back_before_it_is_known(hers: Client, sara: DataSubject) -> None:
    request = doubted(sara, Channel.PHONE)
    for denied in (False, True):
        if denied:
            hers.post(f"{HERE}{request.ref}/det-var-inte-jag/")
        hers.post(f"{HERE}{request.ref}/ta-tillbaka/")
        request.refresh_from_db()
        assert request.state == State.IDENTITY_PENDING


# --- how it stands
def test_a_request_that_nobody_has_begun_is_not_under_way(hers: Client, sara: DataSubject) -> None:
    request = asking(sara)
    assert "pågår" not in page(hers, request)
    move(request=request, to=State.IN_PROGRESS, at=NOW, **staff_member(sara.controller, "handler"))
    assert "Vi går igenom det – pågår" in page(hers, request)


def test_a_complaint_is_answered_and_not_granted(hers: Client, sara: DataSubject) -> None:
    request = asking(sara, Right.COMPLAINT, words="Ni ringde")
    answered(request, at=NOW, answer="Du har rätt.", found="yes")
    html = page(hers, request)
    assert "Vi har svarat på ditt klagomål" in html
    assert "Besvarad" in html
    assert "det du bad om" not in html


@pytest.mark.parametrize("right", [Right.RESTRICTION, Right.OBJECTION])
def test_a_pause_that_holds_is_confirmed(hers: Client, sara: DataSubject, right: Right) -> None:
    proposed = {"purposes": ["improvement"]} if right is Right.OBJECTION else {}
    html = page(hers, asking(sara, right, proposed=proposed))
    assert "Pausen gäller" in html
    assert "Sedan 23 november 2026 ligger uppgifterna kvar, men vi använder dem inte" in html
    assert "Pausen gäller" not in page(hers, asking(sara))


def test_a_request_for_another_company_is_a_receipt_and_says_the_same_everywhere(
    hers: Client, sara: DataSubject
) -> None:
    request = asking(sara, Right.OTHER_CONTROLLER, proposed={"controller": "Bageriet AB"})
    both = page(hers, request) + text(hers.get(HERE))
    assert "Kvitto skickat" in both
    assert "Kvitto 23 november 2026" in both
    assert "Är de kund hos oss skickar vi begäran till dem." in both
    for word in ("Avslutad", "meddelas", "Är svaret fel?"):
        assert word not in both


def told_of(hers: Client, sara: DataSubject, company: str) -> str:
    """Ask about a company, let the staff send it on, and give what page and letter say, but for the names."""
    request = asking(sara, Right.OTHER_CONTROLLER, proposed={"controller": company})
    RecipientNotice.objects.filter(request_ref=request.ref).update(state="sent", sent_at=NOW)
    said = page(hers, request) + request.letters.get(event="request_answered").body
    said = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|csrfmiddlewaretoken\S* value=\S+", "", said)
    return said.replace(company, "")


def test_nobody_learns_from_a_receipt_who_our_customers_are(hers: Client, sara: DataSubject) -> None:
    create_contact(sara, create_org(sara.controller, name="Eget Arbete AB"))
    create_org(sara.controller, name="Kunden AB")
    assert told_of(hers, sara, "Kunden AB") == told_of(hers, sara, "Okänd AB")
    assert "Vi har skickat begäran till dem" in told_of(hers, sara, "Eget Arbete AB"), "she speaks for it"


def test_what_was_taken_back_has_no_answer_to_be_wrong(hers: Client, sara: DataSubject) -> None:
    request = asking(sara)
    move(request=request, to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    assert "Är svaret fel?" not in page(hers, request)


# --- more, and taking it back
def test_more_words_are_added_and_the_day_stays(hers: Client, sara: DataSubject) -> None:
    request = asking(sara, words="Allt")
    html = text(hers.post(f"{HERE}{request.ref}/lagg-till/", {"words": "utom fakturor"}, follow=True))
    assert "Det är tillagt" in html
    assert "Allt<br><br>utom fakturor" in html
    assert "Du la till något" in html
    before, request = request.due_on, DataSubjectRequest.objects.get()
    assert request.due_on == before


def test_what_cannot_be_added_keeps_what_was_written(hers: Client, sara: DataSubject) -> None:
    request = asking(sara)
    move(request=request, to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    html = text(hers.post(f"{HERE}{request.ref}/lagg-till/", {"words": "mina ord"}))
    assert "Begäran är avslutad" in html
    assert "Det du skrev är inte sparat." in html
    assert '<p class="said">' in html
    assert "mina ord" in html


def test_taking_it_back_asks_first_and_stops_everything(
    hers: Client, sara: DataSubject, django_capture_on_commit_callbacks: Any
) -> None:
    request = asking(sara, Right.RESTRICTION)
    assert "Vill du ta tillbaka begäran?" in page(hers, request, "ta-tillbaka/")
    request.refresh_from_db()
    assert request.state == State.RECEIVED, "looking withdraws nothing"
    with django_capture_on_commit_callbacks(execute=True):  # the pause ends once the letter has left
        html = text(hers.post(f"{HERE}{request.ref}/ta-tillbaka/", follow=True))
    assert "Begäran är återtagen" in html
    assert not ProcessingBlock.objects.filter(subject=sara, until_on=None).exists()


def test_taking_it_back_in_two_tabs_is_told(hers: Client, sara: DataSubject) -> None:
    request = asking(sara)
    for _tab in range(2):
        answer = hers.post(f"{HERE}{request.ref}/ta-tillbaka/", follow=True)
    assert "redan avslutad" in text(answer)
    assert "Det finns inget att ta tillbaka" in page(hers, request, "ta-tillbaka/")


# --- the answer
def test_a_refusal_says_why_and_where_to_turn(hers: Client, sara: DataSubject) -> None:
    request = asking(sara, Right.OBJECTION, proposed={"purposes": ["improvement"]})
    answered(request, State.REFUSED, at=NOW, upheld=False, grounds="Felsökning kräver det.")
    html = page(hers, request)
    assert "Vi har sagt nej" in html
    assert "Felsökning kräver det." in html
    assert "Integritetsskyddsmyndigheten" in html
    assert "domstol" in html


def test_a_letter_is_the_persons_copy_and_prints(hers: Client, sara: DataSubject) -> None:
    request = asking(sara)
    letter = request.letters.get()
    assert letter.title in page(hers, request)
    printed = hers.get(f"{HERE}{request.ref}/brev/{letter.ref}/")
    assert letter.title in printed.content.decode()


def test_what_staff_write_to_each_other_stays_with_them(hers: Client, sara: DataSubject) -> None:
    handler, dpo = (staff_member(sara.controller, role) for role in ("handler", "dpo"))
    request = asking(sara, Right.COMPLAINT, words="Ni ringde")
    request = move(request=request, to=State.IN_PROGRESS, at=NOW, **handler)
    from requests_dsr.services.deciding.proposals import draft

    request = draft(
        request=request, choices={"answer": "Utkast som inte är klart", "found": "yes"}, at=NOW, **handler
    )
    move(request=request, to=State.IN_PROGRESS, at=NOW, comment="Inte så bryskt", **dpo)
    html = page(hers, request)
    assert "Svaret skrivs om efter kontrollen" in html
    assert "bryskt" not in html
    assert "Utkast" not in html
    assert dpo["user"].email not in html


@pytest.mark.django_db(transaction=True)
def test_a_certificate_is_read_without_a_login_and_names_nobody(
    client: Client, sara: DataSubject, smtp_sink: MailSink
) -> None:
    client.force_login(sara.user)
    request = asking(sara, Right.ERASURE, categories=["crm_inquiry"])
    answered(request, at=NOW)
    certificate = request.certificates.get()
    mail = smtp_sink.received[-1].message.get_body(("plain",))
    assert mail is not None
    assert f"/winlas/intyg/{certificate.ref}/" in mail.get_content()
    html = page(client, request)
    assert "Ditt intyg" in html
    assert "Uppgifterna raderades" in html
    client.logout()
    answer = client.get(f"/winlas/intyg/{certificate.ref}/")
    assert answer["Referrer-Policy"] == "same-origin", "a form on the page has to say where it comes from"
    html = text(answer)
    assert "Förfrågningar: raderat" in html
    assert "Sara" not in html
    file = client.get(f"/winlas/intyg/{certificate.ref}/intyg.json").json()
    assert file["reference"] == str(certificate.ref)
    assert len(file["receipts"]) == 1
    said = text(client.post("/winlas/kvitto/", {"receipt": json.dumps(file)}))
    assert "Förfrågningar: raderat. <strong>Kvittona visar det.</strong>" in said
    assert client.get(f"/winston/intyg/{certificate.ref}/").status_code == 404


def test_an_edit_of_ones_own_is_a_right_that_was_exercised(hers: Client, sara: DataSubject) -> None:
    hers.post(
        "/winlas/min-profil/andra/", {"full_name": "Sara Ek", "work_phone": "070-174 06 35", "language": "sv"}
    )
    made = DataSubjectRequest.objects.get()
    assert (made.right, made.state) == (Right.RECTIFICATION, State.FULFILLED)
    assert [one["field"] for one in made.file.plan["fields"]] == ["full_name"]
    html = page(hers, made)
    assert "Du ändrade själv" in html
    assert "<h1>Du ändrade dina uppgifter</h1>" in html
    assert "bad om" not in html.split("Det här bad du om")[0]
    listed = text(hers.get(HERE))
    assert "Rättelse" not in listed
    assert "Mottagen" not in listed
    hers.post(
        "/winlas/min-profil/andra/", {"full_name": "Sara Ek", "work_phone": "070-174 06 35", "language": "sv"}
    )
    assert DataSubjectRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_address_that_went_is_told_of_the_change(sara: DataSubject, smtp_sink: MailSink) -> None:
    request = asking(sara, Right.RECTIFICATION, proposed={"email": "ny@example.se"})
    confirm_new_address(request=answered(request, at=NOW, accepted=["email"]), at=NOW)
    told = [mail for mail in smtp_sink.received if mail.recipients == ("sara@example.se",)][-1].message
    assert told["subject"] == "Din e-postadress hos WinLas är bytt"
    body = told.get_body(("plain",))
    assert body is not None
    assert "Var det inte du?" in body.get_content()
    assert "dataskydd@winlas.se" in body.get_content()
    assert "ny@example.se" not in told.as_string()
