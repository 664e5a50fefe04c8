"""Erase what is due of one person now, by the same path as every night: a granted request waits for none.

A plan of one person, and of the business that is theirs alone, made and executed in one transaction. It
leaves the night's own plan alone: what that one still has of the person finds other versions under lock,
and is planned anew.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from ledger import services as ledger
from ledger.actor import Actor
from retention.erasing.batch import erase_batch
from retention.live import live_policy
from retention.models import PurgeRun, RetentionUnit, RunState
from retention.purge.executing import TRIES, TRY_AGAIN
from retention.purge.planning import PlanWriter, controller_version, one_planner
from retention.purge.traces import unlink_files
from retention.units.whole_person import load_whole_person
from subjects.models import DataSubject

Due = frozenset[tuple[str, int]]
Item = tuple[str, int, str, list[str]]


class NotAsDecided(Exception):
    """What is due is not what was decided on, or somebody holds the person: nothing was erased."""


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What one execution erased: the units, their references, the rows by table, whether the person went.

    Of each unit `items` says category, item id, action and the codes it went by.
    """

    items: tuple[Item, ...] = ()
    unit_refs: tuple[UUID, ...] = ()
    rows: dict[str, int]
    whole_person: bool


def erase_now(
    *,
    subject: DataSubject,
    decided: Collection[tuple[str, int]],
    by: Actor,
    at: datetime,
    today: date,
    first: Callable[[], object] = lambda: None,
    along: Callable[[Erased], None] = lambda erased: None,
) -> Erased:
    """Plan and execute what is due of one person today, and nothing that is not among `decided`.

    `decided` holds (category, item id) of every unit that was decided to go. `first` is done before, and
    may raise what stops it; `along` after: both in the transaction of the erasure, so that they stand or
    fall with it, and again where it is tried again. Raises NotAsDecided, with everything as it was: the
    night's purge takes what the law says then. Seal the ledger afterwards.
    """
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                first()
                erased = _erase(subject, frozenset(decided), by=by, at=at, today=today)
                along(erased)
            unlink_files()
            return erased
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) not in TRY_AGAIN:
                raise
            time.sleep(0.05 * 2**attempt)
    raise NotAsDecided(_("Uppgifterna var låsta av någon annan. Det görs om i natt."))


def _erase(subject: DataSubject, decided: Due, *, by: Actor, at: datetime, today: date) -> Erased:
    controller = subject.controller
    with one_planner(controller):
        live = live_policy(controller)
        run = PurgeRun.objects.create(
            controller=controller,
            as_of=today,
            policy_version_id=live.version_id,
            controller_version=controller_version(controller),
            planned_at=at,
            state=RunState.DONE,  # beside the night's open run, of which there is one
        )
        writer = PlanWriter(run, live)
        for holder in load_whole_person(subject.pk, live):
            writer.add([holder])
        due = frozenset(run.items.values_list("category", "item_id"))
        if not due or not due <= decided:
            raise NotAsDecided(_("Uppgifterna har ändrats sedan beslutet. Granska på nytt."))
        refs = tuple(
            RetentionUnit.objects.filter(pk__in=run.items.values("unit_id")).values_list(
                "unit_ref", flat=True
            )
        )
        result = erase_batch(run, first=1, last=writer.holder, today=today, wait=True)
        if result.moved or result.done != len(due):
            raise NotAsDecided(_("Uppgifterna ändrades under tiden. Granska på nytt."))
        _note(run, writer, by=by, at=at, rows=dict(result.rows))
        items = tuple(run.items.order_by("pk").values_list("category", "item_id", "action", "reasons"))
    gone = not DataSubject.objects.filter(pk=subject.pk).exists()
    return Erased(items=items, unit_refs=refs, rows=dict(result.rows), whole_person=gone)


def _note(run: PurgeRun, writer: PlanWriter, *, by: Actor, at: datetime, rows: dict[str, int]) -> None:
    run.due_total, run.units_total, run.counts, run.finished_at = writer.due, writer.due, rows, at
    run.digest = hashlib.sha256(writer.digest.digest()).hexdigest()
    run.save(update_fields=["due_total", "units_total", "counts", "finished_at", "digest"])
    writer.close()
    ledger.record(
        controller=run.controller.slug,
        by=by,
        action="run.execute",
        object_type="retention.purgerun",
        policy_version=run.policy_version_id,
        counts=rows,
        run=run.ref,
        at=at,
    )
