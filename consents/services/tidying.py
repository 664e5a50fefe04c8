"""What the hub does with its own records of mail and consent, every night (RT-14, RT-15)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from accounts.models import Controller
from consents.models import ConsentRecord, MessageStatus, OutgoingMessage
from consents.policy import live_file
from consents.services.telling import tell_recipients
from law import defaults
from law.calendar import STOCKHOLM, stockholm_day
from law.periods import Period
from ledger.actor import WORKER
from ledger.services import record as ledger_line
from register.services.weighing import watch_assessments

WITH_WORDS = ~Q(body="") | ~Q(title="")
LOST = "LOST"
"""The reason of a message whose worker died between noting it and hearing from the relay."""
LOST_AFTER = timedelta(hours=1)
DAY = timedelta(days=1)

END_LAPSED = """
with ended as (
    update consents_consentevidence e
    set ended_at = greatest(
        e.given_at, case when r.expires_at <= %(at)s then r.expires_at else p.since_at end)
    from consents_consentrecord r
    join register_consenttext t on t.id = r.text_id
    join register_livepolicy p on p.controller_id = r.controller_id
    where r.controller_id = %(controller)s and r.status = 'given' and e.record_ref = r.ref
        and e.ended_at is null
        and (r.expires_at <= %(at)s or not exists (
            select 1 from register_consenttext now
            where now.policy_version_id = p.policy_version_id and now.purpose_key = r.purpose
            and now.channel = r.channel and now.digest = t.digest))
    returning r.id, r.subject_id, e.ended_at,
        case when r.expires_at <= %(at)s then 'expired' else 'stale' end as kind)
insert into consents_consentevent (record_id, subject_id, kind, at, recorded_at, way, actor_role, actor_ref,
    form_digest, evidence)
select id, subject_id, kind, ended_at, %(at)s, 'by_itself', 'worker', '', '', '' from ended order by id
returning record_id
"""


def tidy(*, controller: Controller | None, today: date, at: datetime) -> None:
    """Do the night's work for a controller; None stands for mail sent before there was any."""
    forget_words(controller=controller, today=today)
    if controller is None:
        forget_mail_of_nobody(today=today)
    else:
        end_lapsed_consents(controller=controller, at=at)
        watch_assessments(controller=controller, at=at)
    settle_lost_messages(controller=controller, at=at)


def forget_words(*, controller: Controller | None, today: date) -> int:
    """Empty the words of messages whose time is past (30 days, or the policy's); give how many."""
    policy = live_file(controller) if controller else None
    period = policy.settings.message_bodies.law if policy else Period(days=defaults.MESSAGE_BODY_DAYS)
    rows = OutgoingMessage.objects.filter(WITH_WORDS, controller=controller)
    return sum(past.update(title="", body="") for past in _days_past(rows, period, today))


def forget_mail_of_nobody(*, today: date) -> int:
    """Erase the records of mail that belong to no controller, after the default 12 months."""
    rows = OutgoingMessage.objects.filter(controller=None)
    period = Period(months=defaults.MESSAGE_LOG_MONTHS)
    return sum(past.delete()[0] for past in _days_past(rows, period, today))


def end_lapsed_consents(*, controller: Controller, at: datetime) -> int:
    """Note when a yes ended by itself: its time ran out, or its words no longer hold; give how many.

    In what survives the person, and as a step the person can read. Nobody is mailed about it: to ask
    for a yes by mail is marketing, and there is no consent to it any more. Noted once.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(END_LAPSED, {"controller": controller.pk, "at": at})
        ended = [record for (record,) in cursor.fetchall()]
        for record in _with_recipients(ended):
            tell_recipients(record)
        if ended:
            ledger_line(
                controller=controller.slug,
                by=WORKER,
                action="consent.end",
                object_type="consent_record",
                category="consent_evidence",
                counts={"consents": len(ended)},
                at=at,
            )
        return len(ended)


def _with_recipients(ids: Collection[int]) -> Iterator[ConsentRecord]:
    """Give those of some consents that named anybody to be given data."""
    rows = ConsentRecord.objects.filter(pk__in=ids).exclude(text__recipients=[])
    yield from rows.select_related("controller", "subject", "text").iterator()


def settle_lost_messages(*, controller: Controller | None, at: datetime) -> int:
    """Say of messages still on their way after an hour that they never left, as far as we know."""
    lost = OutgoingMessage.objects.filter(
        controller=controller, status=MessageStatus.QUEUED, at__lt=at - LOST_AFTER
    )
    return sum(
        lost.filter(pk=pk).update(status=MessageStatus.FAILED, reasons=[*reasons, LOST])
        for pk, reasons in lost.values_list("pk", "reasons")
    )


def _days_past(
    rows: QuerySet[OutgoingMessage], period: Period, today: date
) -> Iterator[QuerySet[OutgoingMessage]]:
    """Give the rows of each Stockholm day whose period is over, oldest first; each must be dealt with."""
    while oldest := rows.order_by("at").values_list("at", flat=True).first():
        day = stockholm_day(oldest)
        if period.after(day) >= today:
            return
        yield rows.filter(at__lt=datetime.combine(day + DAY, time.min, STOCKHOLM))
