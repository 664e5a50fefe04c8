"""Notice before erasure: nobody's profile goes in silence (RT-5, WL-33)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from law.periods import Period
from law.reasons import Code
from retention.law.facts import Reminder, ReminderStatus
from retention.law.limit import Limit
from retention.law.policy import Notice


def effective(reminders: tuple[Reminder, ...], since: date, as_of: date) -> tuple[date, ...]:
    """Give the days of the reminders that count: sent or bounced, from the last activity until today.

    A failed one never left the server. Activity after a reminder makes it void (RT-6).
    """
    return tuple(
        sorted(
            reminder.on
            for reminder in reminders
            if reminder.status is not ReminderStatus.FAILED and since <= reminder.on <= as_of
        )
    )


def noticed(limit: Limit, notice: Notice, told_on: tuple[date, ...], as_of: date) -> Limit:
    """Move a limit so that it keeps the least notice, and say whether a reminder is due today."""
    assert limit.action_date is not None
    if not told_on:
        return _never_told(limit, notice, limit.action_date, as_of)
    purge_on = max(limit.action_date, Period(days=notice.minimum_days).after(told_on[0]))
    if purge_on > limit.action_date:
        limit = replace(limit, action_date=purge_on, reasons=(*limit.reasons, Code.REMINDER_LATE_GRACE))
    return _reminded(limit, notice, purge_on, told_on, as_of)


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


def _reminded(limit: Limit, notice: Notice, purge_on: date, told_on: tuple[date, ...], as_of: date) -> Limit:
    """Ask for a reminder when the latest point passed has none on or after it; missed ones collapse."""
    points = tuple(purge_on - timedelta(days=lead) for lead in notice.leads)
    limit = replace(limit, turns=(*limit.turns, *points, purge_on))
    passed = max((point for point in points if point <= as_of), default=None)
    if as_of >= purge_on or passed is None or (told_on and told_on[-1] >= passed):
        return limit
    return replace(limit, remind_on=passed, reasons=(*limit.reasons, Code.REMINDER_DUE))
