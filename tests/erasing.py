"""Be an executing purge for a moment: what a test or a generator of data does must pass the triggers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction

from accounts.models import Controller
from register.models import LivePolicy
from retention.erasing.mark import marked
from retention.models import PurgeRun, RunState
from tests.factories import noon
from tests.policies import make_live

TODAY = date(2026, 11, 25)


@contextmanager
def as_a_purge(controller: Controller) -> Iterator[None]:
    """Mark a transaction as a batch of a run that is being executed; the run is finished afterwards."""
    live = LivePolicy.objects.filter(controller=controller).first()
    live = live or LivePolicy.objects.get(controller=make_live(controller))
    with transaction.atomic(), connection.cursor() as cursor:
        run = PurgeRun.objects.create(
            controller=controller,
            as_of=TODAY,
            policy_version_id=live.policy_version_id,
            controller_version=controller.facts_version,
            state=RunState.DONE,
        )
        with marked(cursor, run, first=1, last=1):
            yield
        PurgeRun.objects.filter(pk=run.pk).update(finished_at=noon(TODAY))
