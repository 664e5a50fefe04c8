"""Celery, the doorbell: tables are the queue (design.md 5)."""

import os
import sys
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "privacyhub.settings")
app = Celery("privacyhub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_throw_away_keys(**kwargs: Any) -> None:
    """Stop a worker or a clock whose keys are forgotten when it ends."""
    from django.conf import settings

    from privacyhub.keys import hint

    if settings.THROWN_AWAY_KEYS and not settings.DEBUG:
        sys.exit(hint(settings.THROWN_AWAY_KEYS))  # an exception would only be logged by the signal
