"""The door for the clock: the task reads the time once and calls a service."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from requests_dsr.clockwork import every_morning


@shared_task(name="requests.clock", ignore_result=True)
def clock_task() -> None:
    """Warn, nudge, retry, expire and forget, for every controller (06:00)."""
    every_morning(at=timezone.now())
