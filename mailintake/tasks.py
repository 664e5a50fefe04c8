"""The doors for the clock: each reads the time once and calls a service."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from law.calendar import stockholm_day
from mailintake.fetching import fetch_every
from mailintake.services import forget_identity_papers
from mailintake.tidying import tidy_every


@shared_task(name="mailbox.fetch", ignore_result=True)
def fetch_task() -> None:
    """Read every company's data-protection mailbox, and let go of identity papers (every five minutes)."""
    try:
        forget_identity_papers(at=timezone.now())
    finally:  # a fault with one is no reason to leave the other undone
        fetch_every()


@shared_task(name="mailbox.tidy", ignore_result=True)
def tidy_task() -> None:
    """Forget mails whose time is over, and tell of those that wait too long (04:45)."""
    now = timezone.now()
    tidy_every(today=stockholm_day(now), at=now)
