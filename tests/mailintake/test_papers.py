"""What may show who somebody is stays in no draft in silence: a finding in time, then the DPO, every day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consents.models import MessageStatus, OutgoingMessage
from mailintake.models import Attachment
from mailintake.papers import escalate_papers, tell_of_papers
from mailintake.services import Handling, as_not_ours, forget_identity_papers
from mailintake.services.closing import Reason
from mailintake.tidying import tidy_every
from register.models import Finding
from tests.mailintake.conftest import NOW
from tests.mailintake.making import create_mail
from tests.mailintake.test_handling import opened
from tests.requests_dsr.cases import TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def how(handler):
    return Handling(at=NOW, **handler)


def told(status=MessageStatus.SENT):
    return OutgoingMessage.objects.filter(event="mail_papers", status=status)


def test_attachments_nobody_has_looked_at_are_a_finding_when_half_of_their_days_are_over(company, anna, how):
    draft = create_mail(company, at=NOW)
    create_mail(company, at=NOW, attachments=())
    assert tell_of_papers(controller=company, at=NOW + 3 * DAY) == 0
    assert tell_of_papers(controller=company, at=NOW + 4 * DAY) == 1
    finding = Finding.objects.get(code="F-MAILPAPERS", closed_at=None)
    assert finding.text_sv.startswith("1 mejl")
    assert "7 dagar" in finding.text_sv
    opened(draft, how)
    tidy_every(today=TODAY, at=NOW + 5 * DAY)
    assert not Finding.objects.filter(code="F-MAILPAPERS", closed_at=None).exists()


def test_from_the_seventh_day_on_the_dpo_is_mailed_every_morning_until_somebody_has_looked(
    company, dpo, how, django_capture_on_commit_callbacks
):
    draft = create_mail(company, at=NOW, sender="anna@example.se", title="Mitt pass")
    days = {}
    for day in (6, 7, 7, 8):
        with django_capture_on_commit_callbacks(execute=True):
            tidy_every(today=TODAY + day * DAY, at=NOW + day * DAY)
        days[day] = told().count()
    assert days == {6: 0, 7: 1, 8: 2}, "twice on one morning is once"
    as_not_ours(mail=draft, reason=Reason.PRIVATE, how=how)
    assert escalate_papers(controller=company, at=NOW + 9 * DAY) == 0


def test_the_mail_goes_to_the_dpo_alone_and_names_nobody(
    company, dpo, handler, smtp_sink, django_capture_on_commit_callbacks
):
    create_mail(company, at=NOW, sender="Anna Ek <anna@example.se>", title="Mitt pass")
    with django_capture_on_commit_callbacks(execute=True):
        assert escalate_papers(controller=company, at=NOW + 7 * DAY) == 1
    (sent,) = smtp_sink.received
    assert sent.recipients == (dpo["user"].email,)
    for secret in (b"Anna", b"anna@", b"pass"):
        assert secret not in sent.content


def test_a_mail_that_never_left_has_told_nobody(
    company, dpo, smtp_sink, settings, django_capture_on_commit_callbacks
):
    create_mail(company, at=NOW)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with django_capture_on_commit_callbacks(execute=True):
        escalate_papers(controller=company, at=NOW + 7 * DAY)
    assert told(MessageStatus.FAILED).count() == 1
    settings.EMAIL_PORT = port
    with django_capture_on_commit_callbacks(execute=True):
        assert escalate_papers(controller=company, at=NOW + 7 * DAY) == 1
    assert told().count() == 1


def test_a_paper_that_staff_have_marked_goes_without_anybody(company, anna, how):
    """Marked while the mail is decided on; nobody ever establishes who it is."""
    draft = create_mail(company, at=NOW)
    opened(draft, Handling(by=how.by, user=how.user, at=NOW, identity=[1]))
    assert forget_identity_papers(at=NOW + 6 * DAY) == 0
    assert forget_identity_papers(at=NOW + 7 * DAY) == 1
    assert not Attachment.objects.exists()
