"""The door for the clock: reads the time once and calls a service."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from accounts.models import Controller
from consents.services.tidying import tidy
from law.calendar import stockholm_day

log = logging.getLogger(__name__)


@shared_task(name="consents.tidy", ignore_result=True)
def tidy_task() -> None:
    """Forget the words of old messages and note what lapsed, for every controller (04:30)."""
    now = timezone.now()
    for controller in [*Controller.objects.order_by("slug"), None]:
        try:
            tidy(controller=controller, today=stockholm_day(now), at=now)
        except Exception:
            log.exception("the tidying of %s failed", controller.slug if controller else "nobody's mail")
