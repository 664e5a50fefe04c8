"""One night, for every controller: what the clock and the operator's commands both call."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from accounts.models import Controller
from register.selectors import has_live_policy
from retention.models import PurgeRun, RunState
from retention.purge.executing import Progress, execute
from retention.purge.logins import (
    erase_staff_logins,
    forget_events_of_nobody,
    forget_expired_sessions,
)
from retention.purge.planning import plan
from retention.purge.traces import forget_tombstones
from retention.reconciling import Drift, reconcile
from retention.reminding import RemindReport, remind_due

log = logging.getLogger(__name__)


def controllers() -> Iterator[Controller]:
    """Give the controllers that have a policy to follow."""
    return (c for c in Controller.objects.order_by("slug") if has_live_policy(c))


def plan_tonight(*, today: date, at: datetime) -> list[PurgeRun]:
    """Plan every controller's purge; one that cannot be planned does not stop the others."""
    return [run for c in controllers() if (run := _plan_one(c, today, at)) is not None]


def _plan_one(controller: Controller, today: date, at: datetime) -> PurgeRun | None:
    run = None
    with _apart(f"the plan of {controller.slug}"):
        run = plan(controller=controller, as_of=today, at=at)
    return run


def execute_tonight(*, today: date, at: datetime, progress: Progress | None = None) -> list[PurgeRun]:
    """Execute what may start today. What is missing or void is planned first: an outage catches up.

    One company's trouble does not stop the others: its run stays, and goes on at the next call.
    """
    done = []
    for controller in controllers():
        run = ready_run(controller, today) or _plan_one(controller, today, at)
        if run is not None and run.state != RunState.AWAITING_RELEASE:
            with _apart(f"the purge of {controller.slug}"):
                done.append(execute(run=run, today=today, progress=progress))
    with _apart("the tidying of logins, sessions and tombstones"):
        erase_staff_logins(today)
        forget_expired_sessions(at)
        forget_events_of_nobody(today)
        forget_tombstones(today)
    return done


@contextmanager
def _apart(work: str) -> Iterator[None]:
    """Keep one piece of a night's work from stopping the rest; log that it failed, and of what kind.

    The kind alone: what a database says of a row can name a person.
    """
    try:
        yield
    except Exception as fault:
        code = getattr(fault.__cause__, "pgcode", None) or ""
        log.error("%s failed: %s %s", work, type(fault).__name__, code)


def ready_run(controller: Controller, today: date) -> PurgeRun | None:
    """Give today's plan that was released by a person and is not yet executed; else plan afresh.

    A plan that waits, or one that was made hours ago, is cheap to make again and misses nothing.
    """
    return PurgeRun.objects.filter(
        controller=controller, as_of=today, state=RunState.PLANNED, released_at__isnull=False
    ).first()


def remind_today(*, today: date, at: datetime) -> dict[str, RemindReport]:
    """Send every controller's due reminders."""
    return {c.slug: remind_due(controller=c, today=today, at=at) for c in controllers()}


def reconcile_tonight(*, today: date, at: datetime) -> dict[str, Drift]:
    """Check every controller's units; drift is a finding."""
    return {c.slug: reconcile(controller=c, today=today, at=at) for c in controllers()}
