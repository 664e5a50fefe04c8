"""What does not work: reminders, deliveries and findings that wait for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import Controller
from retention.models import ReminderStatus
from staff.selectors.query import figures

LOOK_BACK_DAYS = 30
LATE_DELIVERY = timedelta(hours=1)
REMINDERS = """
select coming.*, fared.* from (
    select count(*) filter (where u.remind_on <= %(today)s),
        count(*) filter (where u.remind_on > %(today)s)
    from retention_retentionunit u
    where u.controller_id = any(%(controllers)s) and u.remind_on <= %(week)s
) coming cross join (
    select count(*) filter (where r.status = %(sent)s), count(*) filter (where r.status = %(bounced)s),
        count(*) filter (where r.status = %(failed)s)
    from retention_reminder r join subjects_datasubject s on s.id = r.subject_id
    where s.controller_id = any(%(controllers)s) and r.at >= %(since)s
) fared
"""
OUTBOX = """
select count(*) filter (where e.attempts > 0 or e.created_at < %(late)s), count(*), min(e.created_at)
from outbox_outboxevent e
where e.state <> 'acknowledged' and e.controller in
    (select slug from accounts_controller where id = any(%(controllers)s))
"""
FINDINGS = """
select f.code, count(*)
from register_finding f where f.controller_id = any(%(controllers)s) and f.closed_at is null
group by f.code order by count(*) desc, f.code
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminders:
    """Mails before a profile goes: to send now, within a week, and how the last month's fared."""

    due: int = 0
    week: int = 0
    sent: int = 0
    bounced: int = 0
    failed: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Deliveries:
    """What other systems have not yet acknowledged: late or tried in vain, in all, and since when."""

    late: int = 0
    waiting: int = 0
    since_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FindingKind:
    """How many findings of one code are open."""

    code: str
    count: int


def reminders(controllers: Iterable[Controller], *, today: date, at: datetime) -> Reminders:
    """Count the reminders to come and how the last month's fared."""
    rows = figures(
        REMINDERS,
        controllers,
        today=today,
        week=today + timedelta(days=7),
        since=at - timedelta(days=LOOK_BACK_DAYS),
        sent=ReminderStatus.SENT,
        bounced=ReminderStatus.BOUNCED,
        failed=ReminderStatus.FAILED,
    )
    if not rows:
        return Reminders()
    now, week, sent, bounced, failed = rows[0]
    return Reminders(due=now, week=week, sent=sent, bounced=bounced, failed=failed)


def deliveries(controllers: Iterable[Controller], *, at: datetime) -> Deliveries:
    """Count what other systems have still to acknowledge."""
    rows = figures(OUTBOX, controllers, late=at - LATE_DELIVERY)
    return Deliveries(late=rows[0][0], waiting=rows[0][1], since_at=rows[0][2]) if rows else Deliveries()


def finding_kinds(controllers: Iterable[Controller]) -> list[FindingKind]:
    """Count the open findings by code."""
    return [FindingKind(code, count) for code, count in figures(FINDINGS, controllers)]
