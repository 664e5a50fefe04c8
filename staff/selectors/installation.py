"""How the installation is set up: companies, who has which role, and what the clock does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, QuerySet
from django_celery_beat.models import PeriodicTask

from accounts.models import Controller, StaffRole


def roles_of(controllers: Iterable[Controller]) -> QuerySet[StaffRole]:
    """Give the roles that have not ended, by company and person; `ends_on` where access ends by itself."""
    roles = StaffRole.objects.filter(controller__in=list(controllers), ended_at=None)
    return (
        roles.select_related("controller", "user")
        .annotate(ends_on=Max("grants__ends_on"))
        .order_by("controller__name", "role", "user__email")
    )


def is_over(role: StaffRole, *, on: date) -> bool:
    """Tell whether a time-limited access (of `roles_of`) has ended by itself (WN-41)."""
    ends_on: date | None = role.ends_on  # type: ignore[attr-defined]
    return ends_on is not None and ends_on < on


def schedule() -> QuerySet[PeriodicTask]:
    """Give what the clock does, as the database scheduler has it."""
    tasks: QuerySet[PeriodicTask] = PeriodicTask.objects.exclude(name__startswith="celery.")
    return tasks.order_by("name").select_related("crontab", "interval")
