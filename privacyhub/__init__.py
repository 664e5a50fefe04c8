"""Settings, urls, Celery and the admin site. Nobody imports this package but Django and Celery."""

from privacyhub.celery import app as celery_app

__all__ = ["celery_app"]
