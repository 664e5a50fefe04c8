"""Live through days as the clock does: plan and purge at night, remind in the morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from accounts.models import Controller
from law.calendar import STOCKHOLM
from retention.models import PurgeRun, RunState
from retention.purge.executing import execute
from retention.purge.planning import plan
from retention.reminding import RemindReport, remind_due

DAY = timedelta(days=1)


def morning(day: date) -> datetime:
    """Give seven o'clock in Stockholm."""
    return datetime.combine(day, time(7), STOCKHOLM)


def remind(controller: Controller, day: date) -> RemindReport:
    """Run the reminders of one morning, after a plan that looked at what changed."""
    plan(controller=controller, as_of=day, at=morning(day) - timedelta(hours=6))
    return remind_due(controller=controller, today=day, at=morning(day))


def live_through(controller: Controller, day: date) -> RemindReport:
    """Live one day and night: plan and purge at one o'clock, reminders at seven."""
    run = plan(controller=controller, as_of=day, at=morning(day) - timedelta(hours=6))
    if run.state == RunState.AWAITING_RELEASE:
        PurgeRun.objects.filter(pk=run.pk).update(state=RunState.PLANNED)
    execute(run=run, today=day)
    return remind_due(controller=controller, today=day, at=morning(day))


def days(first: date, last: date) -> Iterator[date]:
    """Give every day from the first to the last."""
    return (first + DAY * n for n in range((last - first).days + 1))
