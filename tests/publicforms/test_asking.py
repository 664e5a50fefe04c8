"""A right exercised from outside: the form, the mail, the button, and the clock."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from consents.models import Objection, OutgoingMessage, Suppression
from law.calendar import stockholm_day
from law.rights import Right
from ledger.models import LedgerEntry
from privacyhub.services.mail_sink import MailSink
from publicforms.choices import CHOICES
from publicforms.models import Unconfirmed
from publicforms.services.taking_in import LINK_LIVES, forget_old
from requests_dsr.models import DataSubjectRequest, IdentityCheck, Letter
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.opening import CannotOpen
from requests_dsr.states import State
from subjects.models import DataSubject, ProcessingBlock
from tests.factories import LONG_AGO, create_controller, create_staff, noon
from tests.myprofile.people import TODAY, make_policy, make_sara
from tests.publicforms.outsider import ADDRESS, ask, link, mailed_text, press, words_of
from tests.requests_dsr.cases import as_actor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("winlas")]
MORE = {
    "ratta": {"field": "phone", "value": "070-111 22 33"},
    "pausa": {"ground": "wrong", "reach": "all"},
    "reklam": {"purposes": ["marketing", "profiling"]},
    "saga-emot": {"purposes": ["improvement"]},
    "samtycke": {"consent": "marketing:email"},
    "annat-foretag": {"company": "Granvika Bygg AB"},
}


LONG = 18_900
"""So many signs that a third text has no room beside two others of the same request."""


# --- the link and the button ------------------------------------------------------------------
def test_nothing_is_opened_before_the_button_is_pressed(smtp_sink: MailSink) -> None:
    assert ask().status_code == 302
    for _time in range(50):  # a mail scanner that follows every link
        Client().get(link(smtp_sink))
        Client().head(link(smtp_sink))
    assert not DataSubjectRequest.objects.exists()
    assert not LedgerEntry.objects.filter(action__startswith="request").exists()


def test_the_button_opens_a_request_with_the_persons_own_words(smtp_sink: MailSink) -> None:
    ask(organisation="Granvika Bygg AB", known_as="kund 1234")
    page = words_of(Client().get(link(smtp_sink)))
    assert "Få en kopia av mina uppgifter" in page
    assert "Allt ni har." in page
    press(link(smtp_sink))
    request = DataSubjectRequest.objects.get()
    assert (request.right, request.channel, request.state) == ("access", "web_form", "received")
    assert request.identity_method == "mail_round_trip"
    assert (
        request.file.words
        == "Allt ni har.\n\nArbetar hos: Granvika Bygg AB\n\nKänns också igen på: kund 1234"
    )


@pytest.mark.parametrize(("hours", "proof"), [(71, ""), (72, "mail_round_trip")])
def test_an_address_that_is_new_with_the_person_proves_nothing_yet(
    smtp_sink: MailSink, anna: DataSubject, hours: int, proof: str
) -> None:
    now = noon(TODAY)
    DataSubject.objects.filter(pk=anna.pk).update(created_at=noon(LONG_AGO))
    anna.identities.update(added_at=now - timedelta(hours=hours), value=ADDRESS, normalised=ADDRESS)
    with time_machine.travel(now, tick=False):
        ask()
        press(link(smtp_sink))
    request = DataSubjectRequest.objects.get()
    assert (request.subject, request.identity_method) == (anna, proof)


def test_the_clock_starts_when_the_form_was_sent_and_not_at_the_button(smtp_sink: MailSink) -> None:
    sent_at = noon(TODAY) + timedelta(days=8)
    with time_machine.travel(sent_at, tick=False):
        ask()
    with time_machine.travel(sent_at + timedelta(days=5), tick=False):
        answer = press(link(smtp_sink))
    request = DataSubjectRequest.objects.get()
    assert request.received_at == sent_at
    assert stockholm_day(request.registered_at) == TODAY + timedelta(days=13)
    assert (
        request.due_on.isoformat() == "2027-01-04"
    )  # 1 december + a month is New Year's Day, then a week-end
    assert "4 januari 2027" in words_of(answer)


def test_a_second_press_finds_it_done_and_opens_nothing_more(smtp_sink: MailSink) -> None:
    ask()
    first, second = press(link(smtp_sink)), press(link(smtp_sink))
    assert DataSubjectRequest.objects.count() == 1
    assert len(first.content) == len(second.content)
    assert str(DataSubjectRequest.objects.get().ref) in second.content.decode()


def test_eight_presses_at_once_open_one_request(smtp_sink: MailSink) -> None:
    ask()
    path = link(smtp_sink)
    with ThreadPoolExecutor(8) as at_once:
        answers = list(at_once.map(_press_and_close, [path] * 8))
    assert answers == [302] * 8
    assert DataSubjectRequest.objects.count() == 1


def _press_and_close(path: str) -> int:
    try:
        return Client().post(path).status_code
    finally:
        connection.close()


def test_the_link_ends_after_seven_days(smtp_sink: MailSink) -> None:
    ask()
    late = Unconfirmed.objects.get().submitted_at + LINK_LIVES
    with time_machine.travel(late, tick=False):
        assert Client().get(link(smtp_sink)).status_code == 410
        assert press(link(smtp_sink)).status_code == 410
    assert not DataSubjectRequest.objects.exists()
    assert (forget_old(at=late - timedelta(seconds=1)), forget_old(at=late)) == (0, 1)


def test_a_forged_or_foreign_link_opens_nothing(smtp_sink: MailSink) -> None:
    make_policy("winston")
    ask()
    assert Client().get("/winlas/bekrafta/" + "A" * 43 + "/").status_code == 410
    assert press(link(smtp_sink).replace("winlas", "winston")).status_code == 410
    assert not DataSubjectRequest.objects.exists()


def test_neither_the_address_nor_the_words_stand_in_the_database_the_link_or_the_mail(
    smtp_sink: MailSink,
) -> None:
    ask(words="Kom och köp billiga klockor", name="Lotta Vinner")
    sealed = bytes(Unconfirmed.objects.get().sealed)
    said = (ADDRESS, "Lotta", "klockor", "access")
    assert not [word for word in said if word.encode() in sealed]
    assert not [word for word in said if word in link(smtp_sink)]
    mail = smtp_sink.received[-1].message
    parts = "".join(mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert not [word for word in ("Lotta", "klockor") if word in parts + str(mail["subject"])]
    assert OutgoingMessage.objects.get().body == ""


def test_once_confirmed_the_sealed_letter_is_gone(smtp_sink: MailSink) -> None:
    ask()
    press(link(smtp_sink))
    assert bytes(Unconfirmed.objects.get().sealed) == b""


# --- whose it is --------------------------------------------------------------------------------
def test_a_known_person_is_matched_and_nothing_of_theirs_is_erased_meanwhile(
    smtp_sink: MailSink, anna: DataSubject
) -> None:
    ask(email="ANNA@example.se ", name="Någon Annan")
    press(link(smtp_sink))
    request = DataSubjectRequest.objects.get()
    assert request.subject == anna
    assert ProcessingBlock.objects.get(subject=anna).kind == "open_request"
    assert Letter.objects.get().event == "request_received"
    anna.refresh_from_db()
    assert anna.full_name == "Anna Ek"


def test_a_second_request_for_the_same_right_is_added_to_the_first(
    smtp_sink: MailSink, anna: DataSubject
) -> None:
    for words in ("Först.", "Sedan."):
        ask(email="anna@example.se", words=words)
        press(link(smtp_sink))
    assert DataSubjectRequest.objects.get().file.words == "Först.\n\nSedan."


def test_somebody_whose_address_is_nobodys_is_told_so_and_asked_how_else_we_know_them(
    smtp_sink: MailSink,
) -> None:
    ask()
    press(link(smtp_sink))
    request = DataSubjectRequest.objects.get()
    assert request.subject is None
    assert not ProcessingBlock.objects.exists()
    assert [letter.event for letter in Letter.objects.order_by("pk")] == [
        "request_received",
        "request_unmatched",
    ]
    assert "vi har ingen som är registrerad med den här e-postadressen" in mailed_text(smtp_sink)
    assert IdentityCheck.objects.get().kind == "clarification"
    assert request.due_on is not None, "the clock runs on"


@pytest.mark.parametrize(("email", "has_page"), [(ADDRESS, False), ("anna@example.se", True)])
def test_nobody_is_promised_a_page_they_cannot_open(
    smtp_sink: MailSink, anna: DataSubject, email: str, has_page: bool
) -> None:
    ask(email=email)
    done = words_of(press(link(smtp_sink)))
    assert "Vill du lägga till något svarar du på mejlet" in done
    assert "följa den i Min profil" not in done
    mails = [mailed_text(smtp_sink, number) for number in range(len(smtp_sink.received))]
    receipt = next(mail for mail in mails if "vi har fått din begäran" in mail)
    assert ("i Min profil" in receipt, "/min-profil/" in receipt) == (has_page, has_page)
    assert ("Svaret kommer i ett mejl hit" in receipt, "/winlas/begaran/" in receipt) == (
        not has_page,
        not has_page,
    )


def test_a_strangers_request_can_still_be_taken_further_by_a_handler(smtp_sink: MailSink) -> None:
    ask()
    press(link(smtp_sink))
    request = DataSubjectRequest.objects.get()
    handler = as_actor(create_staff(request.controller, "handler"), "handler")
    done = move(request=request, to=State.IN_PROGRESS, at=request.registered_at, **handler)
    assert done.state == "in_progress"


# --- every right ----------------------------------------------------------------------------------
@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.key)
@pytest.mark.parametrize("email", ["anna@example.se", ADDRESS])
def test_every_right_can_be_exercised_by_a_known_and_by_an_unknown_person(
    smtp_sink: MailSink, anna: DataSubject, choice, email: str
) -> None:
    answer = ask(choice.key, email=email, **MORE.get(choice.key, {}))
    assert answer.status_code == 302, words_of(answer)
    assert press(link(smtp_sink)).status_code == 200
    request = DataSubjectRequest.objects.get()
    assert request.right == choice.right
    at_once = choice.key in {"reklam", "samtycke", "leverantorer", "annat-foretag"}
    assert request.state == ("fulfilled" if at_once else "received")


def test_a_pause_is_promised_and_confirmed_to_everybody_alike(smtp_sink: MailSink, anna: DataSubject) -> None:
    assert "Pausen börjar när du har bekräftat" in words_of(Client().get("/winlas/begaran/pausa/"))
    said = set()
    for email in ("anna@example.se", ADDRESS):
        ask("pausa", email=email, **MORE["pausa"])
        page = words_of(press(link(smtp_sink)))
        assert "Har vi uppgifter med din adress är de pausade redan nu" in page
        ref = DataSubjectRequest.objects.latest("pk").ref
        said.add(page.replace(str(ref), ""))
    assert len(said) == 1
    assert ProcessingBlock.objects.filter(subject=anna, kind="restriction_art18").count() == 1


def test_a_pause_is_asked_for_as_in_min_profil_why_and_of_what(
    smtp_sink: MailSink, anna: DataSubject
) -> None:
    empty = ask("pausa", email="anna@example.se")
    assert empty.status_code == 422
    for fault in ("Välj ett av lagens fyra skäl", "Välj om det gäller allt eller bara en del"):
        assert fault in words_of(empty)
    said = {"ground": "claim", "reach": "some", "categories": ["customer_data"]}
    assert ask("pausa", email="anna@example.se", **said).status_code == 302
    page = words_of(Client().get(link(smtp_sink)))
    assert "Ni behöver dem inte längre, men jag gör det" in page
    assert "Det gäller bara: Kunduppgifter" in page
    press(link(smtp_sink))
    request = DataSubjectRequest.objects.get()
    assert (request.categories, request.file.proposed) == (["customer_data"], {"grounds": ["18.1.c"]})
    block = ProcessingBlock.objects.get(subject=anna, kind="restriction_art18")
    assert block.scope == ["customer_data"]


@pytest.mark.parametrize("kind", ["suppression_entry", "identity", "phone_message", "x"])
def test_a_pause_names_only_what_the_policy_has_and_a_block_can_name(kind: str) -> None:
    said = {"ground": "wrong", "reach": "some", "categories": [kind]}
    assert ask("pausa", **said).status_code == 422


def test_a_company_without_a_policy_can_be_asked_for_a_pause_of_everything(smtp_sink: MailSink) -> None:
    create_controller("ny")
    assert "Vad gäller det?" not in words_of(Client().get("/ny/begaran/pausa/"))
    assert ask("pausa", slug="ny", ground="wrong").status_code == 302


def test_against_advertising_the_weighed_objection_leads_to_the_form_that_holds_at_once() -> None:
    assert 'href="/winlas/begaran/reklam/"' in Client().get("/winlas/begaran/saga-emot/").content.decode()
    assert 'href="/winlas/begaran/reklam/"' not in Client().get("/winlas/begaran/kopia/").content.decode()


def test_only_values_of_the_policys_kinds_of_data_are_offered_for_correction() -> None:
    make_policy("winston")
    offered = {slug: _options(f"/{slug}/begaran/ratta/") for slug in ("winlas", "winston")}
    missing = {"work_phone", "organisation_name", "interests", "course_preferences"}
    assert set(offered["winlas"]) - set(offered["winston"]) == missing
    assert [*offered["winston"]][:: len(offered["winston"]) - 1] == ["", "else"]
    for titles in (one.values() for one in offered.values()):
        assert len(set(titles)) == len(titles)
        assert all(title[0].isupper() for title in titles)
    assert ask("ratta", slug="winston", field="work_phone", value="070-111 22 33").status_code == 422


def _options(path: str) -> dict[str, str]:
    found = re.findall(r'<option value="([^"]*)"[^>]*>([^<]+)<', Client().get(path).content.decode())
    return dict(found)


def test_what_stands_in_no_list_is_told_in_words_and_nothing_of_it_is_lost(smtp_sink: MailSink) -> None:
    assert ask("ratta", field="", value="", words="Fel ord").status_code == 422
    assert ask("ratta", field="else", value="2019", words="").status_code == 422
    ask("ratta", field="else", value="2019", words="Fel år i avtalet")
    press(link(smtp_sink))
    file = DataSubjectRequest.objects.get().file
    assert (file.words, file.proposed) == ("Fel år i avtalet\n\n2019", {})


def test_an_objection_explains_each_use_and_needs_no_reason(smtp_sink: MailSink) -> None:
    page = words_of(Client().get("/winlas/begaran/saga-emot/"))
    assert "Vi ser vad som används och vad som krånglar" in page
    assert "Varför, i ditt fall? (frivilligt)" in page
    assert ask("saga-emot", words="", purposes=["improvement"]).status_code == 302
    press(link(smtp_sink))
    request = DataSubjectRequest.objects.get()
    assert (request.file.words, request.file.proposed) == ("", {"purposes": ["improvement"]})


def test_a_no_to_marketing_holds_at_once(smtp_sink: MailSink, anna: DataSubject) -> None:
    ask("reklam", email="anna@example.se", purposes=["marketing"])
    assert not Objection.objects.exists()
    press(link(smtp_sink))
    assert set(Objection.objects.values_list("purpose", "outcome")) == {("marketing", "absolute")}
    assert Suppression.objects.exists()


def test_a_no_from_an_address_nobody_has_closes_the_address(smtp_sink: MailSink) -> None:
    ask("reklam", purposes=["marketing"])
    press(link(smtp_sink))
    assert Suppression.objects.filter(channel="email").exists()
    assert mailed_text(smtp_sink).startswith("Hej Kim Ask,")


def test_a_consent_is_taken_back_at_once(smtp_sink: MailSink) -> None:
    sara, _user = make_sara(make_policy("winlas"))
    ask("samtycke", email="sara@example.se", consent="marketing:email")
    press(link(smtp_sink))
    assert set(sara.consents.values_list("status", flat=True)) == {"withdrawn"}


def test_a_consent_to_cookies_is_taken_back_where_it_is_and_the_form_says_where(smtp_sink: MailSink) -> None:
    page = words_of(Client().get("/winlas/begaran/samtycke/"))
    assert "Kakor för statistik" not in page
    assert "Kakor – ändra ditt val" in page
    assert ask("samtycke", consent="improvement:web").status_code == 422
    ask("samtycke", consent="")
    press(link(smtp_sink))
    said = " ".join(mailed_text(smtp_sink).split())
    assert "Har du sagt ja till kakor ser vi det inte här" in said
    assert "Din adress är spärrad för reklam från oss." in said


@pytest.mark.parametrize("consent", ["profiling:email", "marketing:sms", "marketing:social"])
def test_an_unknown_address_is_not_blocked_by_a_no_to_something_else(
    smtp_sink: MailSink, consent: str
) -> None:
    ask("samtycke", consent=consent)
    press(link(smtp_sink))
    said = " ".join(mailed_text(smtp_sink).split())
    assert "spärrad" not in said
    assert "Gav du ditt samtycke med en annan adress" in said
    assert not Suppression.objects.exists()


def test_a_no_to_profiling_alone_blocks_no_unknown_address(smtp_sink: MailSink) -> None:
    ask("reklam", purposes=["profiling"])
    press(link(smtp_sink))
    assert not Suppression.objects.exists()


def test_the_answer_to_a_no_to_all_marketing_speaks_of_no_ways(smtp_sink: MailSink) -> None:
    ask("reklam", purposes=["marketing"])
    press(link(smtp_sink))
    said = " ".join(mailed_text(smtp_sink).split())
    assert "Vi skickar ingen reklam till dig, på något sätt. Det gäller redan." in said


def test_data_in_a_product_are_forwarded_with_a_receipt(smtp_sink: MailSink) -> None:
    ask("annat-foretag", company="Granvika Bygg AB")
    press(link(smtp_sink))
    assert "Granvika Bygg AB" in mailed_text(smtp_sink)
    assert DataSubjectRequest.objects.get().right == Right.OTHER_CONTROLLER


def test_what_the_policy_no_longer_knows_is_left_to_a_handler_and_not_lost(
    smtp_sink: MailSink, anna: DataSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("saga-emot", email="anna@example.se", purposes=["improvement"])
    monkeypatch.setattr("consents.services.objecting.live_file", lambda _controller: None)
    assert press(link(smtp_sink)).status_code == 200
    request = DataSubjectRequest.objects.get()
    assert (request.state, request.file.words) == ("received", "Allt ni har.\nimprovement")


def test_a_person_erased_before_the_button_is_a_stranger(
    smtp_sink: MailSink, anna: DataSubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(email="anna@example.se")
    gone = DataSubject(pk=anna.pk + 1000, controller=anna.controller)
    monkeypatch.setattr("publicforms.services.confirming.find_subject", lambda **_asked: gone)
    assert press(link(smtp_sink)).status_code == 200
    assert DataSubjectRequest.objects.get().subject is None


def test_a_job_applicant_is_linked_out_counted_and_not_stored(smtp_sink: MailSink) -> None:
    assert "jobs.winlas.se" not in Client().get("/winlas/begaran/jobb/").content.decode()
    assert not LedgerEntry.objects.filter(action="request.recruitment").exists()
    assert "https://jobs.winlas.se" in Client().post("/winlas/begaran/jobb/").content.decode()
    assert LedgerEntry.objects.get(action="request.recruitment").counts == {"mails": 1}
    assert not Unconfirmed.objects.exists()
    assert not smtp_sink.received


def test_a_company_that_says_nothing_of_jobs_has_no_such_page() -> None:
    make_policy("winston")
    assert Client().get("/winston/begaran/jobb/").status_code == 404


@pytest.mark.parametrize(("language", "subject"), [("sv", "Bekräfta det du"), ("en", "Confirm what you")])
def test_mail_and_answer_are_in_the_language_of_the_page(
    smtp_sink: MailSink, language: str, subject: str
) -> None:
    client = Client()
    client.cookies["django_language"] = language
    ask(client=client)
    assert smtp_sink.received[-1].message["subject"].startswith(subject)
    press(link(smtp_sink))
    assert DataSubjectRequest.objects.get().file.language == language


# --- nothing is lost ----------------------------------------------------------------------------
def test_a_third_long_form_is_a_request_of_its_own(smtp_sink: MailSink) -> None:
    make_sara(make_policy("winlas"))
    for sign in "abc":
        ask(email="sara@example.se", words=sign * LONG)
        assert press(link(smtp_sink)).status_code == 200
    words = [one.file.words for one in DataSubjectRequest.objects.order_by("pk")]
    assert [(one.count("a"), one.count("b"), one.count("c")) for one in words] == [
        (LONG, LONG, 0),
        (0, 0, LONG),
    ]


def test_a_form_that_cannot_be_sent_stays_with_its_link(
    smtp_sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_said: object) -> None:
        raise CannotOpen("Det gick inte: skicka det i ett mejl.")

    ask(words="Mina ord")
    with monkeypatch.context() as broken:
        broken.setattr("publicforms.services.confirming.open_request", refuse)
        answer = press(link(smtp_sink))
        assert answer.status_code == 409
        assert "skicka det i ett mejl" in words_of(answer)
        assert "Mina ord" in words_of(answer)
    assert press(link(smtp_sink)).status_code == 200
    assert DataSubjectRequest.objects.get().file.words == "Mina ord"
