"""What the person is told is what is so: the days, the way, the reasons, and each purpose by its name."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from consents.models import ConsentRecord, Objection
from consents.services import Said, give_consent, text_for
from law.calendar import midnight_after
from law.rights import Right
from ledger.actor import SUBJECT
from ledger.models import LedgerEntry
from myprofile.requests.in_force import in_force
from requests_dsr.clockwork import every_morning
from requests_dsr.letters import deliver_again, write_letter
from requests_dsr.letters.printing import printable
from requests_dsr.models import Channel, DataSubjectRequest, Letter
from requests_dsr.pauses import pause_ends_on, pause_would_end_on, standing
from requests_dsr.services.deciding.lifting import announce_lifting, lifting_of, take_back_lifting
from requests_dsr.services.deciding.proposals import decide, draft_refusal
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.reaching.packages import CannotOpenPackage, delete_package, open_package
from requests_dsr.services.reaching.posting import may_print, note_posted, print_copy
from requests_dsr.services.receiving.matching import match_request
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from subjects.services.errors import NotPossible
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided

STREET = "Storgatan 1\n123 45 Staden"


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def answer() -> str:
    return Letter.objects.filter(event="request_answered").latest("pk").body


# --- no day that has passed ---------------------------------------
def taken_in(anna, *, received_at):
    return open_request(
        controller=anna.controller,
        asked=Asked(right=Right.ACCESS),
        requester=Requester(subject=anna, email="anna@example.se", identity_method="call_back"),
        channel=Channel.LETTER,
        received_at=received_at,
        by=SUBJECT,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("ago", "said", "not_said"),
    [
        (14, "Vi vill svara senast 25 november 2026, och måste svara senast 11 december 2026.", "sena."),
        (15, "Vi måste svara senast 10 december 2026.", "Vi vill svara"),
        (40, "Vi skulle ha svarat senast 16 november 2026 och är alltså sena.", "måste svara"),
    ],
)
def test_a_receipt_promises_no_day_that_has_passed(anna, ago, said, not_said):
    taken_in(anna, received_at=NOW - days(ago))
    assert said in mail.outbox[-1].body
    assert not_said not in mail.outbox[-1].body


def test_whoever_gave_no_address_at_all_is_written_to_where_we_know_them(anna):
    asking(anna, email="", identity="", channel=Channel.PHONE)
    assert mail.outbox[-1].to == ["anna@example.se"]
    assert DataSubjectRequest.objects.get().file.requester_email == ""


# --- on paper -----------------------------------------------------
def test_whoever_wants_paper_gets_paper_and_a_receipt_that_says_so(anna):
    request = asking(anna, postal_address=STREET, by_post=True, channel=Channel.LETTER)
    letter = request.letters.get()
    assert (letter.status, len(mail.outbox)) == ("to_print", 0)
    assert "Svaret kommer med brev." in letter.body
    for wrong in ("mejl", "Min profil", "formuläret"):
        assert wrong not in letter.body
    assert "Storgatan 1" in printable(letter)


def test_whoever_gave_a_postal_address_and_no_wish_is_mailed_where_we_know_them(anna):
    asking(anna, email="", postal_address=STREET, channel=Channel.LETTER)
    assert mail.outbox[-1].to == ["anna@example.se"]
    assert "svara på det här mejlet" in mail.outbox[-1].body


def test_a_letter_is_printed_and_sent_to_whom_it_was_written_whoever_it_is_matched_to_since(
    company, anna, handler
):
    request = open_request(
        controller=company,
        asked=Asked(right=Right.ACCESS),
        requester=Requester(name="Brev Brevsson", email="brev@example.se", postal_address=STREET),
        channel=Channel.LETTER,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )
    match_request(request=request, subject=anna, at=NOW, **handler)
    letter = Letter.objects.get(request=request)
    assert "Brev Brevsson" in printable(letter)
    assert "Anna Ek" not in printable(letter)
    mail.outbox.clear()
    Letter.objects.update(status="failed")
    deliver_again(letter=letter, at=NOW)
    assert mail.outbox[-1].to == ["brev@example.se"]


def copied(anna, handler, dpo, **how):
    make.create_user_for(anna)
    return decided(asking(anna, Right.ACCESS, **how), handler, dpo)


def test_the_copy_is_printed_for_the_letter_and_counts_as_an_opening(anna, handler, dpo):
    request = copied(anna, handler, dpo, postal_address=STREET, by_post=True)
    assert "En kopia av allt vi har följer med det här brevet." in answer()
    page = print_copy(request=request, by=handler["by"], at=NOW)
    assert "Allt vi har om dig" in page
    assert "Anna Ek" in page
    package = request.packages.get()
    assert (package.openings, package.last_opened_at) == (1, NOW)
    assert LedgerEntry.objects.filter(action="package.print").count() == 1


def test_a_copy_is_printed_three_times_and_no_more(anna, handler, dpo):
    request = copied(anna, handler, dpo, postal_address=STREET, by_post=True)
    for _time in range(3):
        print_copy(request=request, by=handler["by"], at=NOW)
    with pytest.raises(CannotOpenPackage, match="raderad"):
        print_copy(request=request, by=handler["by"], at=NOW)


def test_a_letter_is_posted_only_with_the_copy_that_it_says_comes_along(anna, handler, dpo):
    request = copied(anna, handler, dpo, postal_address=STREET, by_post=True)
    letter = request.letters.get(event="request_answered")
    with pytest.raises(NotPossible, match="Skriv ut kopian först"):
        note_posted(letter=letter, on=None, by=handler["by"], at=NOW)
    print_copy(request=request, by=handler["by"], at=NOW)
    note_posted(letter=letter, on=None, by=handler["by"], at=NOW)
    letter.refresh_from_db()
    assert letter.status == "posted"


def test_a_letter_whose_copy_is_gone_says_what_to_do(anna, handler, dpo):
    request = copied(anna, handler, dpo, postal_address=STREET, by_post=True)
    delete_package(package=request.packages.get(), by=handler["by"], at=NOW)
    with pytest.raises(NotPossible, match="Öppna ärendet igen"):
        note_posted(letter=request.letters.get(event="request_answered"), on=None, by=handler["by"], at=NOW)


def test_the_person_leaves_one_opening_for_the_copy_on_paper(anna, handler, dpo):
    request = copied(anna, handler, dpo, postal_address=STREET, by_post=True)
    package = request.packages.get()
    anna.refresh_from_db()
    for _time in range(2):
        b"".join(open_package(package=package, user=anna.user, by=SUBJECT, at=NOW))
    with pytest.raises(CannotOpenPackage, match="sparad till kopian på papper"):
        open_package(package=package, user=anna.user, by=SUBJECT, at=NOW)
    assert "Allt vi har om dig" in print_copy(request=request, by=handler["by"], at=NOW)


def test_a_copy_that_the_person_opens_is_never_printed(anna, handler, dpo):
    request = copied(anna, handler, dpo)
    assert "Allt vi har ligger i ett paket i Min profil." in answer()
    assert "med mejl" in may_print(request, at=NOW).reason
    with pytest.raises(CannotOpenPackage):
        print_copy(request=request, by=handler["by"], at=NOW)


# --- a fee --------------------------------------------------------
def refused(anna, handler, dpo, *, evidence, codes=("A12_5_EXCESSIVE",), fee=None):
    request = move(request=asking(anna, Right.ACCESS), to=State.IN_PROGRESS, at=NOW, **handler)
    request = draft_refusal(request=request, codes=codes, evidence=evidence, fee_sek=fee, at=NOW, **handler)
    return decide(request=request, outcome=State.REFUSED, at=NOW, **dpo)


def test_a_fee_is_one_answer_and_not_two_that_deny_each_other(anna, handler, dpo):
    refused(anna, handler, dpo, evidence="Du fick samma kopia i förrgår.", fee=350)
    letter = Letter.objects.get(event="request_answered")
    assert letter.title == "Svar på din begäran: vi gör det mot en avgift"
    assert "Vi gör inte det du bad om" not in letter.body
    assert "Vi gör det för 350 kronor" in letter.body
    assert "Säg ja eller nej på begärans sida i Min profil" in letter.body
    assert "Begäran är uppenbart orimlig. (Artikel" in letter.body, "a first request is not repeated"
    assert "domstol (artikel 79" in letter.body


def test_the_reasons_of_every_refusal_reach_the_person(anna, handler, dpo):
    refused(anna, handler, dpo, evidence="Du fick samma kopia i förrgår.")
    assert "Vi gör inte det du bad om." in answer()
    assert "Du fick samma kopia i förrgår." in answer()


# --- restriction --------------------------------------------------
def test_a_restriction_names_what_is_paused_and_on_what_ground(anna, handler, dpo):
    request = asking(anna, Right.RESTRICTION, categories=["customer_data"])
    decided(request, handler, dpo, ground="18.1.a")
    assert "Det här är pausat: Kunduppgifter." in answer()
    assert "du säger att uppgifterna inte är riktiga (artikel 18.1 a)" in answer()


def test_a_restriction_of_everything_says_everything(anna, handler, dpo):
    decided(asking(anna, Right.RESTRICTION), handler, dpo, ground="18.1.c")
    assert "Alla dina uppgifter är pausade" in answer()


def test_a_refused_restriction_says_why(anna, handler, dpo):
    request = asking(anna, Right.RESTRICTION)
    why = "Uppgiften är kontrollerad mot bolagsregistret."
    decided(request, handler, dpo, State.REFUSED, granted=False, why=why)
    assert why in answer()


def announced(anna, handler, dpo, **how):
    request = decided(asking(anna, Right.RESTRICTION, **how), handler, dpo, ground="18.1.a")
    on = TODAY + days(1)
    letter = announce_lifting(request=request, lift_on=on, why="Det är utrett.", at=NOW, **dpo)
    request.refresh_from_db()
    assert lifting_of(request) == on
    return request, letter


def test_what_the_letter_said_of_lifting_comes_true_without_a_button(anna, handler, dpo):
    request, _letter = announced(anna, handler, dpo)
    every_morning(at=midnight_after(TODAY) - days(1) / 24)
    assert standing(request).exists()
    done = every_morning(at=midnight_after(TODAY)).done
    assert (done["lifted"], standing(request).exists()) == (1, False)
    assert every_morning(at=midnight_after(TODAY)).done["lifted"] == 0
    assert request.events.filter(code="LIFTED", role="worker").count() == 1


def test_the_persons_own_page_says_the_day_that_was_announced(anna, handler, dpo):
    request, _letter = announced(anna, handler, dpo)
    assert [pause.ends_on for pause in in_force(anna, on=TODAY).pauses] == [TODAY + days(1)]
    take_back_lifting(request=request, why="Du hörde av dig.", at=NOW, **handler)
    assert [pause.ends_on for pause in in_force(anna, on=TODAY).pauses] == [None]


def test_no_pause_ends_by_itself_before_its_letter_has_left(anna, handler, dpo):
    request, letter = announced(anna, handler, dpo)
    Letter.objects.filter(pk=letter.pk).update(status="to_print", sent_at=None)
    assert every_morning(at=midnight_after(TODAY)).done["lifted"] == 0
    assert standing(request).exists()


def test_an_announcement_taken_back_lifts_nothing_and_the_person_is_told(anna, handler, dpo):
    request, _letter = announced(anna, handler, dpo)
    take_back_lifting(request=request, why="Du hörde av dig.", at=NOW, **handler)
    assert "Det gör den inte: den är kvar" in mail.outbox[-1].body
    assert "Du hörde av dig." in mail.outbox[-1].body
    request.refresh_from_db()
    assert lifting_of(request) is None
    assert every_morning(at=midnight_after(TODAY)).done["lifted"] == 0
    assert standing(request).exists()
    with pytest.raises(ForbiddenMove, match="inte meddelat"):
        take_back_lifting(request=request, why="Igen.", at=NOW, **handler)


def test_a_lifting_told_on_paper_leaves_time_for_the_post(anna, handler, dpo):
    asked = asking(anna, Right.RESTRICTION, postal_address=STREET, by_post=True)
    request = decided(asked, handler, dpo, ground="18.1.a")
    with pytest.raises(ForbiddenMove, match="2 december 2026 eller senare"):
        announce_lifting(request=request, lift_on=TODAY + days(6), why="Utrett", at=NOW, **dpo)
    announce_lifting(request=request, lift_on=TODAY + days(7), why="Utrett", at=NOW, **dpo)


# --- objection ----------------------------------------------------
def test_an_objection_to_two_purposes_is_weighed_one_by_one(anna, handler, dpo):
    request = asking(anna, Right.OBJECTION, proposed={"purposes": ["marketing", "statistics"]})
    weighed = {"statistics": {"upheld": False, "grounds": "Driften kräver det."}}
    request = decided(request, handler, dpo, State.PARTLY_FULFILLED, weighed=weighed)
    assert request.exception_codes == ["A21_1_COMPELLING"]
    assert "Statistik: vi fortsätter. Driften kräver det." in answer()
    assert "Vi skickar ingen reklam" in answer()
    assert Objection.objects.get(purpose="statistics").outcome == "rejected"
    assert Objection.objects.filter(purpose="marketing", ended_at=None).exists()


def test_nothing_is_proposed_before_each_purpose_is_weighed(anna, handler, dpo):
    request = asking(anna, Right.OBJECTION, proposed={"purposes": ["marketing", "statistics"]})
    with pytest.raises(ForbiddenMove, match="utfall saknas"):
        decided(request, handler, dpo, weighed={})


def test_the_preview_and_the_letter_name_the_same_end_of_the_pause(anna, handler, dpo):
    request = asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]})
    ends_on = pause_would_end_on(request, State.FULFILLED, on=TODAY, by_post=False)
    request = decided(request, handler, dpo, upheld=True)
    assert ends_on == pause_ends_on(request, NOW, by_post=False) == TODAY + days(2)
    assert "tar slut den 27 november 2026" in answer()


def test_an_end_of_the_pause_does_not_sound_as_if_the_use_began_again(anna, handler, dpo):
    decided(asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]}), handler, dpo, upheld=True)
    assert "Det du har fått rätt om börjar vi inte med igen." in answer()
    assert "Till dess används uppgifterna inte" not in answer()


@pytest.mark.parametrize(
    ("identity", "said", "not_said"),
    [("session", "är pausade redan nu", "inte börjat än"), ("", "inte börjat än", "är pausade redan nu")],
    ids=["known", "not yet"],
)
@pytest.mark.parametrize("right", [Right.RESTRICTION, Right.OBJECTION], ids=str)
def test_the_receipt_says_whether_the_pause_is_in_force(anna, right, identity, said, not_said):
    asked = {"proposed": {"purposes": ["statistics"]}} if right is Right.OBJECTION else {}
    asking(anna, right, identity=identity, **asked)
    receipt = Letter.objects.get(event="request_received").body
    assert said in receipt
    assert not_said not in receipt


def test_a_receipt_of_what_pauses_nothing_says_nothing_of_it(anna):
    asking(anna)
    assert "paus" not in Letter.objects.get(event="request_received").body.lower()


# --- consent taken back -------------------------------------------
def taken_back(anna, **proposed):
    return asking(anna, Right.CONSENT_WITHDRAWAL, identity="", proposed=proposed)


def test_what_is_taken_back_is_named_in_the_file_and_in_the_letter(anna):
    text = text_for(anna, "marketing", "email")
    give_consent(subject=anna, text=text, said=Said(by=SUBJECT, at=NOW - days(1), way="my_profile"))
    request = taken_back(anna)
    assert request.file.plan["taken"] == [["marketing", "email"]]
    assert "Du har tagit tillbaka ditt samtycke: Nyheter." in answer()
    assert "inget samtycke" not in answer()


@pytest.mark.parametrize("proposed", [{}, {"purposes": ["marketing"]}, {"channel": "email"}])
def test_who_had_nothing_to_take_back_is_told_so_and_the_no_is_noted(anna, proposed):
    request = taken_back(anna, **proposed)
    assert "Du har inget samtycke hos oss att ta tillbaka." in answer()
    assert "Vi har noterat ditt nej: Nyheter." in answer()
    assert "tagit tillbaka ditt samtycke" not in answer()
    assert request.file.plan["noted"] == [["marketing", "email"]]
    record = ConsentRecord.objects.get(subject=anna)
    assert (record.status, record.purpose, record.channel) == ("refused", "marketing", "email")


def test_a_stranger_is_told_that_there_is_none_and_that_the_address_is_closed(company):
    open_request(
        controller=company,
        asked=Asked(right=Right.CONSENT_WITHDRAWAL),
        requester=Requester(email="okand@example.se"),
        channel=Channel.MAIL,
        received_at=NOW,
        by=SUBJECT,
        at=NOW,
    )
    assert "Du har inget samtycke hos oss att ta tillbaka." in answer()
    assert "Din adress är spärrad för reklam från oss." in answer()


# --- certificates -------------------------------------------------
@pytest.mark.parametrize(
    ("partial", "title", "said"),
    [
        (False, "Intyg: dina uppgifter är raderade", "dina uppgifter raderades den"),
        (True, "Intyg: en del av dina uppgifter är raderade", "en del av dina uppgifter raderades den"),
    ],
)
def test_a_certificate_says_whether_it_is_all_or_a_part(anna, partial, title, said):
    request = asking(anna, Right.ERASURE)
    more = {"erased_at": NOW, "lines": [], "backups_until": TODAY, "partial": partial}
    letter = write_letter(request=request, event="request_certificate", at=NOW, more=more)
    assert letter.title == title
    assert said in letter.body
