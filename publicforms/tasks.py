"""The door for the clock."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from publicforms.services.taking_in import forget_old


@shared_task(name="publicforms.tidy", ignore_result=True)
def tidy_task() -> None:
    """Forget the forms that nobody confirmed in time (04:40)."""
    forget_old(at=timezone.now())
