"""The clock's door to this package: Celery looks for tasks in files of this name."""

from privacyhub.health import heartbeat

__all__ = ["heartbeat"]
