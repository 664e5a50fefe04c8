"""Each mail is forgotten by a rule: with its request, with the log of messages, or when somebody decides."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from law.calendar import add_months
from mailintake.models import Attachment, Mail, MailState
from mailintake.services import Handling, as_not_ours
from mailintake.services.closing import Reason
from mailintake.tidying import forget_rows, forget_words, tell_of_waiting, tidy_every
from register.models import Finding
from requests_dsr.clockwork.archiving import forget_files
from requests_dsr.package.content import put_together
from requests_dsr.package.files.zipping import write_zip
from requests_dsr.package.gathering import gather
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from retention.models import Tombstone
from tests.factories import noon
from tests.mailintake.conftest import NOW, RECEIVED
from tests.mailintake.making import create_mail
from tests.mailintake.test_handling import opened
from tests.requests_dsr.cases import TODAY

pytestmark = pytest.mark.django_db
ANSWERS = {"headers": {"Auto-Submitted": "auto-replied"}}


@pytest.fixture
def how(handler):
    return Handling(at=NOW, **handler)


def test_the_mail_of_a_request_goes_with_its_file_and_leaves_tombstones(company, anna, how, handler):
    draft = create_mail(company)
    request = opened(draft, how)
    move(request=request, to=State.WITHDRAWN, at=NOW, comment="Ringde", **handler)
    attachment = Attachment.objects.get()
    last_day = add_months(TODAY, 24)
    assert forget_files(company, at=noon(last_day)) == 0
    assert Mail.objects.filter(pk=draft.pk).exists()
    assert forget_files(company, at=noon(last_day + timedelta(days=1))) == 1
    assert not Mail.objects.exists()
    assert not Attachment.objects.exists()
    stones = set(Tombstone.objects.values_list("table", "pk_erased"))
    assert {("mailbox_mail", draft.pk), ("mailbox_attachment", attachment.pk)} <= stones


def test_a_machines_answer_loses_its_words_after_30_days_and_its_row_after_12_months(company, anna):
    answer = create_mail(company, **ANSWERS)
    received = TODAY.replace(day=20)
    assert forget_words(controller=company, today=received + timedelta(days=30)) == 0
    assert forget_words(controller=company, today=received + timedelta(days=31)) == 1
    answer.refresh_from_db()
    assert [answer.from_email, answer.title, answer.body, answer.subject] == ["", "", "", None]
    assert not answer.attachments.exists()
    last = add_months(received, 12)
    assert forget_rows(controller=company, today=last, at=NOW) == 0
    assert forget_rows(controller=company, today=last + timedelta(days=1), at=NOW) == 1


def test_what_was_nobodys_is_forgotten_with_the_log_of_messages(company, how):
    draft = create_mail(company)
    as_not_ours(mail=draft, reason=Reason.SPAM, how=how)
    assert forget_rows(controller=company, today=add_months(TODAY, 13), at=NOW) == 1


def test_a_draft_is_never_forgotten_and_one_that_waits_a_week_is_a_finding(company, anna):
    create_mail(company)
    assert forget_rows(controller=company, today=add_months(TODAY, 99), at=NOW) == 0
    assert forget_words(controller=company, today=add_months(TODAY, 99)) == 0
    assert tell_of_waiting(controller=company, at=RECEIVED + timedelta(days=7)) == 0
    assert tell_of_waiting(controller=company, at=RECEIVED + timedelta(days=8)) == 1
    finding = Finding.objects.get(code="F-MAILWAIT", closed_at=None)
    assert "1 mejl" in finding.text_sv
    assert "anna" not in finding.text_sv.lower()
    Mail.objects.update(state=MailState.SET_ASIDE)
    tidy_every(today=TODAY, at=RECEIVED + timedelta(days=9))
    assert not Finding.objects.filter(code="F-MAILWAIT", closed_at=None).exists()


def test_a_persons_mails_are_in_the_copy_of_their_data_and_nobody_elses(company, anna, how):
    create_mail(company, text="Jag heter Anna, qwlånad")  # anybody can write any sender on a mail
    create_mail(company, text="Om något annat, qwannan", sender="annan@example.se")
    request = opened(create_mail(company, text="qwbegäran"), how)
    rows = gather(anna).rows
    said = " ".join(row["body"] for row in rows["mailbox_mail"])
    assert "qwbegäran" in said
    assert "qwlånad" not in said
    assert "qwannan" not in said
    assert [row["name"] for row in rows["mailbox_attachment"]] == ["brev.pdf"]
    assert request.subject == anna


def test_an_attachment_is_in_the_package_as_a_file_of_its_own(company, anna, how):
    attached = [("../=avtal.exe", "application/pdf", b"%PDF-1.7 qwinnehall")]
    opened(create_mail(company, attachments=attached), how)
    content = put_together(anna, kind="access", as_of=TODAY, at=NOW)
    into = BytesIO()
    write_zip(content, into, at=NOW)
    with ZipFile(into) as package:
        files = {name: package.read(name) for name in package.namelist() if name.startswith("files/")}
    assert files == {"files/0001.pdf": b"%PDF-1.7 qwinnehall"}
    assert not content.part.unread


def test_an_attachment_that_cannot_be_unlocked_is_named_among_what_could_not_be_read(
    company, anna, how, settings
):
    opened(create_mail(company), how)
    content = put_together(anna, kind="access", as_of=TODAY, at=NOW)
    settings.PACKAGE_KEY = b"2" * 32
    write_zip(content, BytesIO(), at=NOW)
    assert [one.what for one in content.part.unread] == ["files/0001.pdf"]


def test_the_link_to_an_erased_person_is_cut(company, anna):
    draft = create_mail(company)
    assert draft.subject == anna
    from retention.erasing.holders import subjects

    assert "update mailbox_mail set subject_id = null" in subjects()
