"""The demo's first purge, in the foreground, with its report; the first run is released as a DPO would."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import Controller, Role, StaffRole, User
from law.calendar import stockholm_day
from privacyhub.demo.step import Demo
from retention.models import PurgeRun, RunState
from retention.night import controllers
from retention.purge.executing import execute
from retention.purge.planning import plan
from retention.purge.releasing import release_run
from retention.report import report


def purge_once(demo: Demo) -> None:
    """Plan and execute every company's purge; a first run above the cap is released, and it says so."""
    for controller in controllers():
        run = _released(demo, controller)
        if run.state == RunState.PLANNED:
            run = execute(run=run, today=run.as_of)
        demo.console.stream.write(report(run) + "\n")


def _released(demo: Demo, controller: Controller) -> PurgeRun:
    """Plan; release the very first run when it waits: the demo's people are made to be past their date."""
    now = timezone.now()
    first = not PurgeRun.objects.filter(controller=controller, state=RunState.DONE, due_total__gt=0).exists()
    run = plan(controller=controller, as_of=stockholm_day(now), at=now)
    officer = _data_protection_officer(controller)
    if run.state != RunState.AWAITING_RELEASE or not first or officer is None:
        return run
    demo.console.stream.write(
        f"{controller.name}: {run.due_total} units are due, more than {run.cap}, so the run waits for a"
        " person. The demo releases this first run as the data protection officer would.\n"
    )
    return release_run(run=run, by=officer, at=now)


def _data_protection_officer(controller: Controller) -> User | None:
    role = StaffRole.objects.filter(controller=controller, role=Role.DPO, ended_at=None).first()
    return role.user if role else None
