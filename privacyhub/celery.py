"""Celery, the doorbell: tables are the queue (design.md 5)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "privacyhub.settings")
app = Celery("privacyhub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
