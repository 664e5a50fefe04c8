"""Execute a plan: batch by batch, then what goes by day, then the seal, then the proof.

Every batch is a transaction of its own and may be repeated: a crash leaves whole batches done and
the rest planned. PostgreSQL is the queue; whoever calls this again goes on where it stopped.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import services as ledger
from ledger.actor import Actor
from ledger.models import LedgerEntry
from retention.erasing.batch import PlanIsVoid, erase_batch
from retention.models import PurgeItem, PurgeRun, RunState
from retention.proving import Sample, prove
from retention.purge.by_day import erase_by_day
from retention.purge.traces import unlink_files

EXECUTED = "run.execute"
HOLDERS_PER_BATCH = 1000
WAITING_PASSES = 3
TRIES = 5
TRY_AGAIN = {"40001", "40P01", "55P03"}
Progress = Callable[[int, int], None]


class NotReady(Exception):
    """The run is not one that may be executed: it waits for a person, is done, or was replaced."""


def execute(*, run: PurgeRun, today: date, progress: Progress | None = None) -> PurgeRun:
    """Execute a planned or interrupted run on its own Stockholm day, and seal it.

    `progress` is called with (items handled, items in all) after each batch. Items whose owners
    moved since the plan stay, and are planned anew the next night. Raises NotReady.
    """
    run = _start(run)
    sample = Sample.of(run)
    try:
        for first, last, wait in _ranges(run):
            _batch(run, first, last, today, wait=wait)
            if progress:
                progress(run.items.exclude(state="planned").count(), run.due_total)
        _add(run, erase_by_day(run, today))
    except PlanIsVoid as void:
        return _stop(run, str(void))
    if run.items.filter(state="planned").exists():
        return _stop(run, _("Några innehavare var låsta av någon annan. Kör igen."))
    unlink_files()
    run = _finish(run)
    prove(run, sample, at=timezone.now())
    return run


def _start(run: PurgeRun) -> PurgeRun:
    started = PurgeRun.objects.filter(
        pk=run.pk, state__in=[RunState.PLANNED, RunState.FAILED, RunState.RUNNING]
    ).update(state=RunState.RUNNING, trouble="")
    run = PurgeRun.objects.select_related("controller").get(pk=run.pk)
    if not started:
        raise NotReady(
            _("Gallring %(run)d kan inte utföras: %(state)s.")
            % {"run": run.pk, "state": run.get_state_display()}
        )
    return run


def _ranges(run: PurgeRun) -> Iterator[tuple[int, int, bool]]:
    """Give ranges of holders: all of them once without waiting, then what is left, waiting for locks."""
    for turn in range(1 + WAITING_PASSES):
        after = 0
        while True:
            holders = list(
                PurgeItem.objects.filter(run=run, state="planned", holder__gt=after)
                .values_list("holder", flat=True)
                .distinct()
                .order_by("holder")[:HOLDERS_PER_BATCH]
            )
            if not holders:
                break
            after = holders[-1]
            yield holders[0], after, turn > 0


def _batch(run: PurgeRun, first: int, last: int, today: date, *, wait: bool) -> None:
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                result = erase_batch(run, first=first, last=last, today=today, wait=wait)
                _add(run, result.rows)
            return
        except OperationalError as error:
            run.refresh_from_db(fields=["counts"])
            code = getattr(error.__cause__, "pgcode", None)
            if code not in TRY_AGAIN:
                raise
            if code == "55P03":
                return  # somebody holds a lock: these holders stay planned for the next pass
            time.sleep(0.05 * 2**attempt)


def _add(run: PurgeRun, rows: Counter[str]) -> None:
    """Add rows by table to the run's counts, in the transaction that erased them.

    What another worker has added meanwhile is read under the row's lock, the last that a batch takes.
    """
    with transaction.atomic():
        stored = PurgeRun.objects.select_for_update().values_list("counts", flat=True).get(pk=run.pk)
        run.counts = dict(Counter(stored) + rows)
        PurgeRun.objects.filter(pk=run.pk).update(counts=run.counts)


def _stop(run: PurgeRun, trouble: str) -> PurgeRun:
    """Say what hindered, unless another worker has finished the run meanwhile."""
    PurgeRun.objects.filter(pk=run.pk).exclude(state=RunState.DONE).update(
        state=RunState.FAILED, trouble=trouble
    )
    run.refresh_from_db()
    return run


def _finish(run: PurgeRun) -> PurgeRun:
    """Write the run's own line, sign the ledger's head, and only then call the run complete.

    Two workers that end together, and one that comes back after a crash, write the line once.
    """
    with transaction.atomic():
        run = PurgeRun.objects.select_for_update(of=["self"]).select_related("controller").get(pk=run.pk)
        if not LedgerEntry.objects.filter(run=run.ref, action=EXECUTED).exists():
            ledger.record(
                controller=run.controller.slug,
                by=Actor(role="worker"),
                action=EXECUTED,
                object_type="retention.purgerun",
                policy_version=run.policy_version_id,
                counts=run.counts,
                run=run.ref,
            )
    run.sealed_size = ledger.seal().size
    run.state, run.finished_at = RunState.DONE, timezone.now()
    run.save(update_fields=["sealed_size", "state", "finished_at"])
    return run
