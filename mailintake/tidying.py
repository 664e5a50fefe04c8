"""Every night: machines' answers and what was nobody's are forgotten, and drafts nobody looks at are told of.

A draft has no end of its own: its clock runs, and somebody has to say what it is. What is attached to the
answer to a question about identity is told of in time to keep the seven days of identity papers: whether
something is such a paper only a person can say, so nothing unread is deleted. A mail of a request
goes with the request's file (dsr_file). The rest is message_log: its words go after the days that the
policy gives the words of messages, the row with the log (RT-15).
"""

from __future__ import annotations

import logging
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Controller
from consents.policy import live_file
from law import defaults
from law.calendar import STOCKHOLM, stockholm_day
from law.periods import Period
from ledger.actor import WORKER
from ledger.services import record
from mailintake.models import Attachment, Mail, MailState
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.selectors import has_live_policy
from register.services.findings import keep_findings
from retention.law import decide
from retention.law.facts import Facts, Record
from retention.live import live_policy

log = logging.getLogger(__name__)
CATEGORY, CODE = "message_log", "MESSAGE_LOG_12M"
WAITING = Text(
    sv="{n} mejl i brevlådan har väntat mer än {days} dagar på att någon säger vad de är. Tiden går.",
    en="{n} mails have waited more than {days} days for somebody to say what they are. Their clock runs.",
)

PAPERS = Text(
    sv="{n} mejl som svarar på en fråga om identitet har bilagor som ingen har tittat på. Det som visar vem "
    "någon är ska raderas senast {days} dagar efter att det kom.",
    en="{n} mails that answer a question about identity have attachments that nobody has looked at. What "
    "shows who somebody is has to be deleted within {days} days of its arrival.",
)


def tidy_every(*, today: date, at: datetime) -> None:
    """Do the night's work for every company; what fails for one does not stop the others."""
    for controller in Controller.objects.order_by("slug"):
        try:
            forget_words(controller=controller, today=today)
            forget_rows(controller=controller, today=today, at=at)
            tell_of_waiting(controller=controller, at=at)
            tell_of_papers(controller=controller, at=at)
        except Exception as fault:  # the kind alone: what a database says of a row can name a person
            log.error("the tidying of %s's mails failed: %s", controller.slug, type(fault).__name__)


@transaction.atomic
def forget_words(*, controller: Controller, today: date) -> int:
    """Empty what machines answered once the days for words are over (30, or the policy's); give how many."""
    policy = live_file(controller)
    period = policy.settings.message_bodies.law if policy else Period(days=defaults.MESSAGE_BODY_DAYS)
    rows = Mail.objects.filter(controller=controller, state=MailState.SET_ASIDE)
    due = [
        pk
        for pk, received_at in rows.exclude(from_email="", from_name="", title="", body="").values_list(
            "pk", "received_at"
        )
        if period.after(stockholm_day(received_at)) < today
    ]
    for attachment in Attachment.objects.filter(mail__in=due):
        attachment.delete()
    return rows.filter(pk__in=due).update(from_email="", from_name="", title="", body="", subject=None)


@transaction.atomic
def forget_rows(*, controller: Controller, today: date, at: datetime) -> int:
    """Erase the rows of mails that became nothing, as the law says of the log of messages; give how many."""
    if not has_live_policy(controller):
        return 0
    live, gone = live_policy(controller), 0
    rows = Mail.objects.filter(controller=controller, file=None).exclude(state=MailState.DRAFT)
    for mail in rows.order_by("received_at", "pk").iterator(chunk_size=200):
        facts = Facts(records=(Record(CATEGORY, {"sent_on": stockholm_day(mail.received_at)}),))
        if not decide(CATEGORY, facts, today, live.rules).is_destructive:
            break
        mail.delete()
        gone += 1
    if gone:
        record(
            controller=controller.slug,
            by=WORKER,
            action="mail.forget",
            object_type="mailbox.mail",
            category=CATEGORY,
            rule_codes=(CODE,),
            counts={"mailbox_mail": gone},
            at=at,
        )
    return gone


def tell_of_waiting(*, controller: Controller, at: datetime) -> int:
    """Open or close the finding about drafts older than half of our own target (DL-9); give how many."""
    days = defaults.ANSWER_TARGET_DAYS // 2
    waiting = _drafts(controller).filter(received_at__lt=_days_ago(days, at)).count()
    return _keep("F-MAILWAIT", "mailbox.drafts", WAITING, controller, waiting, at=at, days=days)


def tell_of_papers(*, controller: Controller, at: datetime) -> int:
    """Open or close the finding about answers to a question of identity whose papers nobody has looked at.

    It comes when half of the days are over that such papers may stay (RT-13, Art. 12(6)); give how many.
    """
    days = defaults.IDENTITY_DOCUMENT_DAYS
    answers = _drafts(controller).filter(
        Q(thread__questions__kind="identity", thread__questions__answered_at=None),
        fetched_at__lt=_days_ago(days // 2, at),
        attachments__content__isnull=False,
    )
    waiting = answers.distinct().count()
    return _keep("F-MAILPAPERS", "mailbox.papers", PAPERS, controller, waiting, at=at, days=days)


def _drafts(controller: Controller) -> QuerySet[Mail]:
    return Mail.objects.filter(controller=controller, state=MailState.DRAFT)


def _days_ago(days: int, at: datetime) -> datetime:
    return datetime.combine(stockholm_day(at) - timedelta(days=days), time.min, STOCKHOLM)


def _keep(
    code: str, where: str, words: Text, controller: Controller, waiting: int, *, at: datetime, days: int
) -> int:
    text = Text(sv=words.sv.format(n=waiting, days=days), en=words.en.format(n=waiting, days=days))
    found = [LintFinding(code, where, text)] if waiting else []
    keep_findings(controller=controller, found=found, within=[where], at=at)
    return waiting
