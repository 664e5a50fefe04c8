"""The door for the clock: each task reads the time once and calls a service."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from law.calendar import stockholm_day
from retention.night import execute_tonight, plan_tonight, reconcile_tonight, remind_today


@shared_task(name="retention.plan", ignore_result=True)
def plan_task() -> None:
    """Plan the purge of every controller (00:15)."""
    now = timezone.now()
    plan_tonight(today=stockholm_day(now), at=now)


@shared_task(name="retention.execute", ignore_result=True)
def execute_task() -> None:
    """Execute every plan of today that need not wait for a person (01:00)."""
    now = timezone.now()
    execute_tonight(today=stockholm_day(now), at=now)


@shared_task(name="retention.reconcile", ignore_result=True)
def reconcile_task() -> None:
    """Check every unit against the law afresh, and report drift (04:00)."""
    now = timezone.now()
    reconcile_tonight(today=stockholm_day(now), at=now)


@shared_task(name="retention.remind", ignore_result=True)
def remind_task() -> None:
    """Send the reminders that are due (07:00)."""
    now = timezone.now()
    remind_today(today=stockholm_day(now), at=now)
