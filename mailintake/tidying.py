"""Every night: machines' answers and what was nobody's are forgotten, and drafts nobody looks at are told of.

A draft has no end of its own: its clock runs, and somebody has to say what it is (`papers` tells of what is
attached to it). A mail of a request goes with the request's file (dsr_file). The rest is message_log: its
words go after the days that the policy gives the words of messages, the row with the log (RT-15).
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Controller
from consents.policy import live_file
from law import defaults
from law.calendar import midnight_after, stockholm_day
from law.periods import Period
from ledger.actor import WORKER
from ledger.services import record
from mailintake.models import Attachment, Mail, MailState
from mailintake.papers import escalate_papers, tell_of_papers
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.selectors import has_live_policy
from register.services.findings import keep_findings
from retention.law import decide
from retention.law.facts import Facts, Record
from retention.live import live_policy

log = logging.getLogger(__name__)
CATEGORY, CODE, PLACE = "message_log", "MESSAGE_LOG_12M", "mailbox.drafts"
WAITING = Text(
    sv="{n} mejl i brevlådan har väntat mer än {days} dagar på att någon säger vad de är. Tiden går.",
    en="{n} mails have waited more than {days} days for somebody to say what they are. Their clock runs.",
)


def tidy_every(*, today: date, at: datetime) -> None:
    """Do the night's work for every company; what fails for one does not stop the others."""
    for controller in Controller.objects.order_by("slug"):
        try:
            forget_words(controller=controller, today=today)
            forget_rows(controller=controller, today=today, at=at)
            tell_of_waiting(controller=controller, at=at)
            tell_of_papers(controller=controller, at=at)
            escalate_papers(controller=controller, at=at)
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
    drafts = Mail.objects.filter(controller=controller, state=MailState.DRAFT)
    before = midnight_after(stockholm_day(at) - timedelta(days=days + 1))
    waiting = drafts.filter(received_at__lt=before).count()
    text = Text(sv=WAITING.sv.format(n=waiting, days=days), en=WAITING.en.format(n=waiting, days=days))
    found = [LintFinding("F-MAILWAIT", PLACE, text)] if waiting else []
    keep_findings(controller=controller, found=found, within=[PLACE], at=at)
    return waiting
