"""What a mail turns out to be: one step, its clock from receipt, and no more kept than is needed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, OperationalError, transaction

from consents.keyed import Address
from consents.models import OutgoingMessage
from consents.selectors import is_suppressed
from law.rights import Right
from ledger.models import LedgerEntry
from mailintake.fetching import taking
from mailintake.models import Attachment, Mail, MailState, Outcome
from mailintake.selectors import due_on, requests_to_add_to
from mailintake.services import (
    AlreadyHandled,
    Handling,
    add_to_request,
    as_inquiry,
    as_not_ours,
    as_recruitment,
    as_request,
    drop_attachment,
    forget_identity_papers,
    take_back,
)
from mailintake.services.closing import Reason
from requests_dsr.models import DataSubjectRequest, Letter
from requests_dsr.services.asking.questions import ask_identity, establish_identity
from requests_dsr.services.receiving.opening import LONGEST_WORDS, Asked, CannotOpen, Requester
from requests_dsr.states import State
from subjects.models import DataSubject, IdentityKind, Inquiry, ProcessingBlock
from subjects.services.errors import NotPossible
from tests.factories import noon
from tests.mailintake.conftest import NOW, RECEIVED
from tests.mailintake.imap import mail
from tests.mailintake.making import create_mail
from tests.policies import SMALL, make_live
from tests.publicforms.outsider import mailed_text
from tests.requests_dsr.cases import asking
from tests.staff.scene import with_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def how(handler):
    return Handling(at=NOW, **handler)


def test_a_draft_is_due_on_the_day_of_the_request_it_becomes(company, how):
    make_live(company, settings={**SMALL["settings"], "eves_nonworking": True})
    draft = create_mail(company, mail("Skicka mina uppgifter"), at=noon(date(2026, 11, 24)))
    request = opened(draft, how)
    assert due_on(draft) == request.due_on == date(2026, 12, 28)


def test_a_mail_that_no_longer_fits_the_words_of_its_request_is_part_of_it_all_the_same(company, anna, how):
    for number in range(3):
        draft = create_mail(company, mail(f"{number}" * 19_000, number=f"{number}@example.se"))
        request = opened(draft, how)
    draft = create_mail(company, mail("3" * 19_000, number="3@example.se"))
    add_to_request(mail=draft, request=request, how=how)
    request.refresh_from_db()
    assert request.file.mails.count() == 4
    assert len(request.file.words) < 2 * LONGEST_WORDS
    assert request.events.get(comment__contains="2" * 19_000).code == "ADDED_MAIL"


def is_closed(company):
    address = Address(IdentityKind.EMAIL, "anna@example.se")
    return bool(is_suppressed(company, [address], channel="email"))


def opened(draft, how, right=Right.ACCESS, **asked):
    requester = Requester(subject=draft.subject, name=draft.from_name, email=draft.from_email)
    return as_request(mail=draft, asked=Asked(right=right, **asked), requester=requester, how=how)


def test_a_mail_becomes_a_request_whose_clock_runs_from_the_servers_receipt(company, anna, how):
    draft = create_mail(company)
    request = opened(draft, how)
    assert (request.received_at, request.registered_at, request.channel) == (RECEIVED, NOW, "mail")
    assert request.due_on == date(2026, 12, 21)  # 20 November + 1 month is a Sunday
    assert request.file.words == "Mina uppgifter\n\nJag vill ha ett registerutdrag."
    draft.refresh_from_db()
    assert (draft.state, draft.outcome, draft.file) == (MailState.HANDLED, Outcome.REQUEST, request.file)
    assert LedgerEntry.objects.filter(action="mail.request").count() == 1


def test_the_sender_proves_nothing_so_the_person_is_kept_and_used_as_before(company, anna, how):
    request = opened(create_mail(company), how, Right.RESTRICTION)
    assert request.subject == anna
    assert (request.identity_method, request.state) == ("", State.RECEIVED)
    assert [block.kind for block in ProcessingBlock.objects.filter(subject=anna)] == ["open_request"]


def test_the_receipt_goes_when_the_draft_becomes_a_request_and_not_before(company, anna, how):
    draft = create_mail(company)
    assert not OutgoingMessage.objects.exists()
    request = opened(draft, how)
    assert [letter.event for letter in request.letters.all()] == ["request_received"]


def test_no_receipt_goes_to_an_address_of_our_own(company, how):
    draft = create_mail(company, sender="dataskydd@winston.example")
    assert (draft.machine, draft.state) == ("OWN_ADDRESS", MailState.DRAFT)
    with pytest.raises(NotPossible, match="vår egen adress"):
        opened(draft, how)
    assert not Letter.objects.exists()


def test_a_second_mail_for_the_same_right_is_added_to_the_open_request(company, anna, how):
    first = opened(create_mail(company), how)
    second = opened(create_mail(company, text="Och bråttom."), how)
    assert second == first
    assert first.file.__class__.objects.get(pk=first.file.pk).words.endswith("Och bråttom.")
    assert Mail.objects.filter(file=first.file).count() == 2


def test_a_withdrawal_is_answered_in_the_transaction_that_confirms_it_from_the_day_it_came(
    company, anna, how
):
    request = opened(
        create_mail(company, text="Jag återkallar mitt samtycke."), how, Right.CONSENT_WITHDRAWAL
    )
    assert (request.state, request.received_at) == (State.FULFILLED, RECEIVED)


def test_a_clear_no_closes_the_address_when_it_is_read_and_erases_and_sends_nothing(company, anna):
    draft = create_mail(company, text="Avregistrera mig från era nyhetsbrev.")
    assert draft.address_closed
    assert is_closed(company)
    assert draft.state == MailState.DRAFT
    assert not DataSubjectRequest.objects.exists()
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize(
    "written",
    [
        {"text": "Hej!\n\n> Avregistrera mig"},
        {"text": "Tack!\n\nDen 2 nov 2026 skrev Winston:\nunsubscribe me"},
        {"text": "Avregistrera mig", "headers": {"List-Id": "<x.example.se>"}},
        {"text": "Avregistrera mig", "headers": {"Auto-Submitted": "auto-replied"}},
        {"text": "Jag vill fråga om nyhetsbrevet"},
    ],
)
def test_a_no_that_is_quoted_or_a_machines_closes_nothing(company, anna, written):
    assert not create_mail(company, **written).address_closed
    assert not is_closed(company)


def test_a_mail_is_decided_once(company, anna, how):
    draft = create_mail(company)
    opened(draft, how)
    for again in (
        lambda: opened(draft, how),
        lambda: as_recruitment(mail=draft, how=how),
        lambda: as_not_ours(mail=draft, reason=Reason.SPAM, how=how),
        lambda: as_inquiry(mail=draft, kind="question", how=how),
    ):
        with pytest.raises(AlreadyHandled):
            again()
    assert DataSubjectRequest.objects.count() == 1


def test_a_request_that_cannot_be_opened_leaves_the_draft_as_it_was(company, how):
    draft = create_mail(company, sender="okänd")
    with pytest.raises(CannotOpen):
        opened(draft, how)
    draft.refresh_from_db()
    assert draft.state == MailState.DRAFT


def test_words_too_long_for_a_request_are_cut_there_and_stand_whole_in_the_mail(company, anna, how):
    text = "Allt om mig. " * 3_000
    draft = create_mail(company, text=text)
    words = opened(draft, how).file.words
    assert len(words) <= LONGEST_WORDS
    assert words.endswith("[Resten står i mejlet, som hör till ärendet.]")
    draft.refresh_from_db()
    assert draft.body == text.strip()


def test_chosen_attachments_go_at_once_and_the_others_stay_with_the_request(company, anna, how):
    two = [(name, "application/pdf", b"%PDF-" + name.encode()) for name in ("körkort.pdf", "avtal.pdf")]
    draft = create_mail(company, attachments=two)
    opened(draft, Handling(by=how.by, user=how.user, at=NOW, drop=[1]))
    assert [one.name for one in draft.attachments.all()] == ["avtal.pdf"]


@pytest.mark.parametrize(
    ("known", "days", "left"), [("", 6, 2), ("", 7, 1), ("id_shown", 0, 1)], ids=["six", "seven", "known"]
)
def test_identity_papers_go_when_they_have_served_and_after_seven_days_at_most(
    company, anna, how, handler, known, days, left
):
    two = [(name, "application/pdf", b"%PDF-" + name.encode()) for name in ("pass.pdf", "avtal.pdf")]
    draft = create_mail(company, attachments=two)
    request = opened(draft, Handling(by=how.by, user=how.user, at=RECEIVED, identity=[1]))
    if known:
        establish_identity(request=request, method=known, at=NOW, **handler)
    forget_identity_papers(at=RECEIVED + timedelta(days=days))
    assert draft.attachments.count() == left
    assert draft.attachments.filter(name="avtal.pdf").exists()


def test_an_attachment_of_a_request_can_be_deleted_later_and_only_once(company, anna, how):
    draft = create_mail(company)
    opened(draft, how)
    drop_attachment(mail=draft, number=1, how=how)
    assert not draft.attachments.exists()
    with pytest.raises(NotPossible):
        drop_attachment(mail=draft, number=1, how=how)


def test_a_reply_finds_the_request_by_the_mail_it_answers(company, anna, how):
    request = asking(anna, at=RECEIVED)
    ours = OutgoingMessage.objects.get(event="request_received")
    draft = create_mail(company, title="Sv: x", headers={"In-Reply-To": f"<{ours.message_id}>"})
    assert (draft.thread, draft.round_trip) == (request, True)
    assert requests_to_add_to(draft) == [request]


def test_a_reply_belongs_to_the_letter_it_answers_and_not_to_the_newest_it_names(company, anna):
    older, newer = asking(anna, at=RECEIVED), asking(anna, at=NOW, right=Right.PORTABILITY)
    number = {one.pk: f"<{one.letters.get(event='request_received').message_id}>" for one in (older, newer)}
    headers = {
        "In-Reply-To": number[older.pk],
        "References": f"<a@example.se> {number[newer.pk]} {number[older.pk]}",
    }
    assert create_mail(company, title="Sv: x", headers=headers).thread == older


def test_a_reply_to_a_reply_belongs_to_the_nearest_mail_that_is_part_of_a_request(company, anna, how):
    first = opened(create_mail(company, number="1@example.se"), how)
    opened(create_mail(company, number="2@example.se", at=NOW), how, Right.ERASURE)
    headers = {"References": "<2@example.se> <1@example.se>"}
    assert create_mail(company, title="Sv: x", headers=headers).thread == first


def test_a_reply_from_an_address_that_only_came_with_the_request_proves_nothing(company, anna, how, handler):
    eve = Requester(subject=anna, name="Anna", email="eve@example.se")
    draft = create_mail(company, sender="Anna <eve@example.se>")
    request = as_request(mail=draft, asked=Asked(right=Right.ERASURE), requester=eve, how=how)
    ask_identity(request=request, doubt="Ny adress", at=NOW, **handler)
    ours = OutgoingMessage.objects.get(event="request_identity")
    reply = create_mail(
        company, sender="Anna <eve@example.se>", title="Sv", headers={"In-Reply-To": f"<{ours.message_id}>"}
    )
    assert (reply.thread, reply.round_trip) == (request, False)


def test_a_reply_in_one_request_proves_nothing_in_another(company, anna, how, handler):
    annas = asking(anna, at=RECEIVED, right=Right.ERASURE, identity="")
    ask_identity(request=annas, doubt="Tvivel", at=RECEIVED, **handler)
    other = asking(anna, at=NOW, right=Right.ACCESS)
    ours = OutgoingMessage.objects.filter(event="request_received").latest("pk")
    reply = create_mail(company, title="Sv", headers={"In-Reply-To": f"<{ours.message_id}>"})
    assert (reply.thread, reply.round_trip) == (other, True)
    with pytest.raises(NotPossible, match="visar därför inte vem"):
        add_to_request(mail=reply, request=annas, how=how, proves_identity=True)
    annas.refresh_from_db()
    assert annas.state == State.IDENTITY_PENDING
    assert Mail.objects.get(pk=reply.pk).state == MailState.DRAFT


@pytest.mark.parametrize(
    ("title", "found"), [("Ang. {ref}", True), ("Ang. {short}", True), ("Ang. 00000000", False)]
)
def test_a_mail_finds_the_request_whose_reference_it_names(company, anna, title, found):
    request = asking(anna, at=RECEIVED)
    named = title.format(ref=request.ref, short=str(request.ref)[:8])
    draft = create_mail(company, title=named)
    assert (draft.thread == request, draft.round_trip) == (found, False)


def test_a_mail_answers_a_question_about_identity_only_where_it_answers_our_mail(company, anna, how, handler):
    request = asking(anna, at=RECEIVED, identity="")
    ask_identity(request=request, doubt="Annan adress", at=RECEIVED, **handler)
    ours = OutgoingMessage.objects.get(event="request_identity")
    stranger = create_mail(company, title=f"Ang. {request.ref}")
    with pytest.raises(NotPossible):
        add_to_request(mail=stranger, request=request, how=how, proves_identity=True)
    request.refresh_from_db()
    assert request.state == State.IDENTITY_PENDING
    reply = create_mail(company, title="Sv", headers={"References": f"<{ours.message_id}>"})
    add_to_request(mail=reply, request=request, how=how, proves_identity=True)
    request.refresh_from_db()
    assert (request.state, request.identity_method) == (State.IN_PROGRESS, "mail_round_trip")
    reply.refresh_from_db()
    assert (reply.outcome, reply.file) == (Outcome.ADDED, request.file)


def test_an_inquiry_is_kept_as_one_from_somebody_new_and_the_mail_keeps_no_words(company, how):
    draft = create_mail(company, sender="Ny Kund <ny@example.se>", title="Offert", text="Vad kostar det?")
    assert draft.suggestion == "inquiry"
    inquiry = as_inquiry(mail=draft, kind="quote", how=how)
    assert (inquiry.received_at, inquiry.message) == (RECEIVED, "Offert\n\nVad kostar det?")
    assert (inquiry.subject.full_name, inquiry.subject.kind) == ("Ny Kund", "lead")
    assert inquiry.subject.identities.get().verified_at is None
    assert_forgotten(draft, Outcome.INQUIRY)


def test_an_inquiry_of_a_known_person_is_theirs(company, anna, how):
    as_inquiry(mail=create_mail(company), kind="question", how=how)
    assert Inquiry.objects.get().subject == anna
    assert DataSubject.objects.count() == 1


def test_a_job_application_is_counted_and_nothing_of_it_stays(company, how):
    draft = create_mail(company, title="Jobbansökan", text="Jag söker tjänsten.")
    assert draft.suggestion == "recruitment"
    as_recruitment(mail=draft, how=how)
    assert_forgotten(draft, Outcome.RECRUITMENT)
    assert LedgerEntry.objects.filter(action="request.recruitment").count() == 1


@pytest.mark.parametrize(("slug", "words"), [("winlas", "https://jobs.winlas.se"), ("winston", "från dem")])
def test_an_applicant_is_told_where_the_application_went_and_no_address_is_kept(
    handler, smtp_sink, django_capture_on_commit_callbacks, slug, words
):
    mail = create_mail(with_policy(slug), title="Jobbansökan", text="Jag söker tjänsten.")
    with django_capture_on_commit_callbacks(execute=True):
        as_recruitment(mail=mail, how=Handling(at=NOW, **handler))
    assert smtp_sink.received[-1].recipients == ("anna@example.se",)
    assert words in mailed_text(smtp_sink)
    kept = OutgoingMessage.objects.get(event="recruitment")
    assert (kept.subject, kept.title, kept.body, kept.status) == (None, "", "", "sent")


@pytest.mark.parametrize("headers", [{"Auto-Submitted": "auto-generated"}, {"Precedence": "bulk"}])
def test_no_machine_is_told_where_an_application_went(company, how, headers):
    as_recruitment(mail=create_mail(company, title="Jobbansökan", text="Jobb.", headers=headers), how=how)
    assert not OutgoingMessage.objects.exists()


def test_our_own_address_is_not_told_where_an_application_went(company, how, settings):
    settings.BOUNCE_MAILBOX = "anna@example.se"
    as_recruitment(mail=create_mail(company, title="Jobbansökan", text="Jag söker jobb."), how=how)
    assert not OutgoingMessage.objects.exists()


def test_what_is_not_ours_is_deleted_with_a_reason(company, how):
    draft = create_mail(company, title="Best SEO", text="Buy backlinks")
    as_not_ours(mail=draft, reason=Reason.ADVERTISING, how=how)
    assert_forgotten(draft, Outcome.NOT_OURS)
    draft.refresh_from_db()
    assert draft.reason == "advertising"


def assert_forgotten(draft, outcome):
    """Nothing that names anybody is left of a mail."""
    draft.refresh_from_db()
    assert (draft.state, draft.outcome) == (MailState.HANDLED, outcome)
    assert [draft.from_name, draft.from_email, draft.title, draft.body, draft.suggestion] == [""] * 5
    assert (draft.because, draft.subject, draft.file) == ([], None, None)
    assert not Attachment.objects.filter(mail=draft).exists()


def test_the_database_itself_keeps_no_words_of_what_is_nobodys(company):
    draft = create_mail(company)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=draft.pk).update(state="handled", outcome="not_ours", handled_at=NOW)


def test_an_automatic_answer_is_set_aside_and_can_be_taken_back(company, anna):
    draft = create_mail(company, headers={"Auto-Submitted": "auto-replied"})
    assert (draft.state, draft.suggestion) == (MailState.SET_ASIDE, "")
    assert take_back(mail=draft).state == MailState.DRAFT
    with pytest.raises(AlreadyHandled):
        take_back(mail=draft)


def test_our_own_mail_that_comes_back_is_set_aside(company, anna):
    asking(anna, at=RECEIVED)
    ours = OutgoingMessage.objects.get(event="request_received")
    back = create_mail(company, number=ours.message_id)
    assert (back.state, back.machine) == (MailState.SET_ASIDE, "OWN_MAIL")


def test_a_returned_mail_marks_the_message_that_never_arrived(company, anna):
    asking(anna, at=RECEIVED)
    ours = OutgoingMessage.objects.get(event="request_received")
    OutgoingMessage.objects.filter(pk=ours.pk).update(status="sent")
    report = (
        "From: MAILER-DAEMON@example.se\r\nSubject: Undelivered\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        "Final-Recipient: rfc822; anna@example.se\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{ours.message_id}>\r\n\r\n--x--\r\n"
    )
    assert create_mail(company, report.encode()).state == MailState.SET_ASIDE
    ours.refresh_from_db()
    assert ours.status == "bounced"


def test_a_report_that_the_database_could_not_take_just_now_stays_in_the_inbox(company, monkeypatch):
    def busy(*_arguments, **_named):
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(taking, "record_returned_mail", busy)
    report = b"Content-Type: multipart/report; boundary=x\r\nFrom: x@example.se\r\n\r\n--x\r\n\r\n--x--"
    with pytest.raises(OperationalError), transaction.atomic():
        create_mail(company, report)
    assert not Mail.objects.exists()


def test_a_report_that_is_nonsense_is_set_aside_and_stops_nothing(company):
    nonsense = b"Content-Type: multipart/report; boundary=x\r\nFrom: x@example.se\r\n\r\n--x\r\n\xff\xfe--x--"
    assert create_mail(company, nonsense).state == MailState.SET_ASIDE
