"""Identity papers that nobody has looked at: told of in time, and past their days to the DPO every morning.

What shows who somebody is goes within seven days (RT-13; Art. 12(6)). Marked by the staff it goes by itself
(`services.attachments`). In a draft only a person can say whether that is what an attachment is, so
nothing unread is deleted, and nothing stays unread in silence.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Controller, Role
from accounts.selectors import holders_of
from consents import outgoing
from consents.law import MessageClass
from consents.models import MessageStatus, OutgoingMessage
from law.calendar import midnight_after, stockholm_day
from law.defaults import IDENTITY_DOCUMENT_DAYS
from mailintake.models import Attachment, Mail, MailState
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.services.findings import keep_findings

EVENT = "mail_papers"
CODE, PLACE = "F-MAILPAPERS", "mailbox.papers"
PAPERS = Text(
    sv="{n} mejl har bilagor som ingen har tittat på. Det som visar vem någon är ska raderas senast {days} "
    "dagar efter att det kom.",
    en="{n} mails have attachments that nobody has looked at. What shows who somebody is has to be deleted "
    "within {days} days of its arrival.",
)


def tell_of_papers(*, controller: Controller, at: datetime) -> int:
    """Open or close the finding about drafts with attachments; it comes when half of the days are over."""
    today = stockholm_day(at)
    waiting = _unseen(controller, today - timedelta(days=IDENTITY_DOCUMENT_DAYS // 2 + 1)).count()
    sv, en = (words.format(n=waiting, days=IDENTITY_DOCUMENT_DAYS) for words in (PAPERS.sv, PAPERS.en))
    found = [LintFinding(CODE, PLACE, Text(sv=sv, en=en))] if waiting else []
    keep_findings(controller=controller, found=found, within=[PLACE], at=at)
    return waiting


def escalate_papers(*, controller: Controller, at: datetime) -> int:
    """Mail the DPO, once a day for as long as it lasts, how many drafts hold attachments past the days.

    A day on which no mail left counts as one on which nobody was told.
    """
    today = stockholm_day(at)
    waiting = _unseen(controller, today - timedelta(days=IDENTITY_DOCUMENT_DAYS)).count()
    if not waiting or _is_told(controller, today):
        return 0
    for user in holders_of(controller, (Role.DPO,), on=today):
        outgoing.send(
            controller=controller,
            to=user.email,
            event=EVENT,
            context={"mails": waiting, "days": IDENTITY_DOCUMENT_DAYS, "panel_link": settings.SITE_URL},
            language=user.language,
            message_class=MessageClass.SERVICE,
            at=at,
        )
    return waiting


def _unseen(controller: Controller, last_day: date) -> QuerySet[Mail]:
    """Give the drafts fetched on a Stockholm day or before it that hold something attached."""
    held = Attachment.objects.filter(mail=OuterRef("pk"), content__isnull=False)
    drafts = Mail.objects.filter(Exists(held), controller=controller, state=MailState.DRAFT)
    return drafts.filter(fetched_at__lt=midnight_after(last_day))


def _is_told(controller: Controller, today: date) -> bool:
    sent = OutgoingMessage.objects.filter(controller=controller, event=EVENT, status=MessageStatus.SENT)
    return sent.filter(at__gte=midnight_after(today - timedelta(days=1))).exists()
