"""Runs as the dashboard and the list of runs show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, QuerySet

from accounts.models import Controller
from register.models import LivePolicy
from retention.models import PurgeRun, RunState

USUAL_DAYS = 90
ENOUGH_NIGHTS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """What the completed runs of the last 90 days came to, and when the last one was."""

    nights: int = 0
    low: int = 0
    high: int = 0
    last_on: date | None = None

    @property
    def telling(self) -> bool:
        """Tell whether there were enough runs to call anything usual."""
        return self.nights >= ENOUGH_NIGHTS


def runs_of(controllers: Iterable[Controller]) -> QuerySet[PurgeRun]:
    """Give the runs of some companies, the latest first."""
    runs = PurgeRun.objects.filter(controller__in=list(controllers))
    return runs.select_related("controller", "policy_version").order_by("-as_of", "-id")


def latest_runs(controllers: Iterable[Controller]) -> dict[int, PurgeRun]:
    """Give each company's latest run that was not replaced by another plan."""
    runs = runs_of(controllers).exclude(state=RunState.REPLACED)
    latest = runs.order_by("controller_id", "-as_of", "-id").distinct("controller_id")
    return {run.controller_id: run for run in latest}


def usual_nights(
    controllers: Iterable[Controller], *, today: date, but: PurgeRun | None = None
) -> Mapping[int, Usual]:
    """Give what is usual for each company, `but` for a run that is compared with it."""
    done = PurgeRun.objects.filter(
        controller__in=list(controllers),
        state=RunState.DONE,
        as_of__range=(today - timedelta(days=USUAL_DAYS), today),
    )
    done = done.exclude(pk=but.pk) if but else done
    rows = done.values_list("controller_id").annotate(
        nights=Count("id"), low=Min("due_total"), high=Max("due_total"), last_on=Max("as_of")
    )
    return {
        controller: Usual(nights=nights, low=low, high=high, last_on=last_on)
        for controller, nights, low, high, last_on in rows.order_by()
    }


def without_policy(controllers: Iterable[Controller]) -> list[Controller]:
    """Give the companies that have no policy to follow: nothing of theirs is planned or erased."""
    controllers = list(controllers)
    live = set(LivePolicy.objects.filter(controller__in=controllers).values_list("controller_id", flat=True))
    return [controller for controller in controllers if controller.pk not in live]
