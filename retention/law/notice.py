"""Notice before erasure: nobody's profile goes in silence, or before the day we named (RT-5, WL-33)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from law.periods import Period
from law.reasons import Code
from retention.law.facts import Reminder, ReminderStatus
from retention.law.limit import Limit
from retention.law.rule import Notice


def effective(reminders: tuple[Reminder, ...], since: date, as_of: date) -> tuple[Reminder, ...]:
    """Give the reminders that count, by day: sent or bounced, from the last activity until today.

    A failed one never left the server. Activity after a reminder makes it void (RT-6).
    """
    return tuple(
        sorted(
            (
                reminder
                for reminder in reminders
                if reminder.status is not ReminderStatus.FAILED and since <= reminder.on <= as_of
            ),
            key=lambda reminder: reminder.on,
        )
    )


def noticed(limit: Limit, notice: Notice, told: tuple[Reminder, ...], as_of: date) -> Limit:
    """Move a limit so that it keeps the least notice and every day we named; say if a reminder is due.

    A day that a mail named holds though a policy has been shortened since (docs/adr/0009).
    """
    assert limit.action_date is not None
    if not told:
        return _never_told(limit, notice, limit.action_date, as_of)
    limit = _not_before(limit, Period(days=notice.minimum_days).after(told[0].on), Code.REMINDER_LATE_GRACE)
    for promised_on in sorted(reminder.promised_on for reminder in told if reminder.promised_on):
        limit = _not_before(limit, promised_on, Code.REMINDER_PROMISED)
    assert limit.action_date is not None
    return _reminded(limit, notice, limit.action_date, told, as_of)


def _not_before(limit: Limit, day: date, code: Code) -> Limit:
    assert limit.action_date is not None
    if day <= limit.action_date:
        return limit
    moved_by = {Code.REMINDER_LATE_GRACE, Code.REMINDER_PROMISED}
    reasons = tuple(reason for reason in limit.reasons if reason not in moved_by)
    return replace(limit, action_date=day, reasons=(*reasons, code))


def _never_told(limit: Limit, notice: Notice, purge_on: date, as_of: date) -> Limit:
    """Remind, and never erase, while no reminder has left: the notice starts with the next run's mail."""
    if as_of < purge_on:
        return _reminded(limit, notice, purge_on, (), as_of)
    return replace(
        limit,
        action_date=None,
        remind_on=purge_on - timedelta(days=notice.last_lead),
        reasons=(*limit.reasons, Code.REMINDER_MISSING),
    )


def _reminded(limit: Limit, notice: Notice, purge_on: date, told: tuple[Reminder, ...], as_of: date) -> Limit:
    """Ask for a reminder when the latest point passed has none on or after it; missed ones collapse."""
    points = tuple(purge_on - timedelta(days=lead) for lead in notice.leads)
    limit = replace(limit, turns=(*limit.turns, *points, purge_on))
    passed = max((point for point in points if point <= as_of), default=None)
    if as_of >= purge_on or passed is None or (told and told[-1].on >= passed):
        return limit
    return replace(limit, remind_on=passed, reasons=(*limit.reasons, Code.REMINDER_DUE))
