"""Make tonight's plan: bring units in line, decide, and write what is due as rows.

The plan is dry run, approval list and work queue in one. It is made in one transaction: a crash
leaves no half plan, and no holder counts as looked at who was not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection, transaction

from accounts.models import Controller
from register.models import LivePolicy, PolicyVersion
from retention.findings import report_undecided
from retention.live import BoundPolicy, live_policy, old_policy_ids
from retention.models import OPEN_STATES, PurgeRun, RunState
from retention.purge.candidates import (
    Night,
    items_to_look_at,
    organisations_to_look_at,
    subjects_to_look_at,
)
from retention.units.assess import Assessment, assess
from retention.units.holders import Holder
from retention.units.organisations import load_organisations
from retention.units.people import load_people
from retention.units.rows import copy_rows
from retention.units.store import UnitStore

ITEM = """retention_purgeitem (run_id, holder, unit_id, category, item_id, subject_id, contact_id, org_id,
    action, reasons, action_date, state)"""
OWNER = "retention_purgeitemowner (run_id, holder, kind, owner_id, facts_version)"
SEEN = "purge_seen (kind, id, version)"
LOOKED_AT = """
update {table} h set units_version = s.version from purge_seen s
where s.kind = %s and s.id = h.id and h.units_version <> s.version
"""


def plan(*, controller: Controller, as_of: date, at: datetime) -> PurgeRun:
    """Plan the purge of a controller for a Stockholm day; an earlier open plan is replaced.

    `at` is the instant of planning. For a day to come, or to look without leaving a trace, make the
    plan in a transaction that is rolled back (`simulate`).
    """
    with transaction.atomic(), one_planner(controller):
        live = live_policy(controller)
        _replace_older(controller)
        run = PurgeRun.objects.create(
            controller=controller,
            as_of=as_of,
            policy_version_id=live.version_id,
            controller_version=controller_version(controller),
            planned_at=at,
        )
        writer = PlanWriter(run, live)
        night = Night(controller.pk, as_of, old_policy_ids(controller, live))
        _look_at_everybody(writer, night)
        writer.finish()
        report_undecided(controller, at=at)
    return run


def _look_at_everybody(writer: PlanWriter, night: Night) -> None:
    # Whom to look at is settled before anything is written; organisations go first, so that their
    # version was read before their contacts' facts (purge.md, rule 8).
    people, organisations = subjects_to_look_at(night), organisations_to_look_at(night)
    items = items_to_look_at(night)
    for ids in organisations:
        writer.add(load_organisations(ids))
    for due in items:
        writer.add(load_organisations(due.org_ids, due.only), only=due.unit_ids)
    for ids in people:
        writer.add(load_people(ids, unpaid_scope=writer.live.rules.unpaid_scope))


class PlanWriter:
    """Writes units, items and owners chunk by chunk, and what the run comes to at the end."""

    def __init__(self, run: PurgeRun, live: BoundPolicy) -> None:
        self.run = run
        self.live = live
        self.holder = 0
        self.due = 0
        self.digest = hashlib.sha256()
        with connection.cursor() as cursor:
            cursor.execute(
                "create temporary table purge_seen (kind text, id bigint, version bigint) on commit drop"
            )

    def add(self, holders: Sequence[Holder], only: Iterable[int] | None = None) -> None:
        """Assess a chunk of holders, bring their units in line and write what is due."""
        assessed = {n: list(assess(h, self.run.as_of, self.live)) for n, h in enumerate(holders)}
        store = UnitStore(self.run.controller_id, self.live, only)
        ids = store.bring_in_line(holders, assessed)
        items: list[tuple[object, ...]] = []
        owners: list[tuple[object, ...]] = []
        for n, holder in enumerate(holders):
            due = [a for a in assessed[n] if a.decision.is_destructive]
            if due:
                self.holder += 1
                items += [self._item(a, ids[a.key.category, a.key.item_id]) for a in due]
                owners += [(self.run.pk, self.holder, *owner) for owner in holder.owners]
                self._digest(holder, due)
        self.due += len(items)
        seen = [] if only is not None else [(h.kind, h.pk, h.version) for h in holders]
        for into, rows in ((ITEM, items), (OWNER, owners), (SEEN, seen)):
            copy_rows(into, rows)

    def _item(self, assessment: Assessment, unit_id: int) -> tuple[object, ...]:
        key, decision = assessment.key, assessment.decision
        return (
            self.run.pk,
            self.holder,
            unit_id,
            *key,
            decision.action.value,
            [str(reason) for reason in decision.reasons],
            decision.action_date,
            "planned",
        )

    def _digest(self, holder: Holder, due: Sequence[Assessment]) -> None:
        owners = ",".join(f"{o.kind}{o.pk}v{o.version}" for o in holder.owners)
        for a in due:
            line = f"{a.key.category}/{a.key.item_id}/{a.decision.action}/{a.decision.reasons}/{owners}\n"
            self.digest.update(line.encode())

    def finish(self) -> None:
        """Mark everybody as looked at, and decide whether the run may start by itself."""
        run = self.run
        with connection.cursor() as cursor:
            for kind, table in (("org", "subjects_customerorg"), ("subject", "subjects_datasubject")):
                cursor.execute(LOOKED_AT.format(table=table), [kind])
            cursor.execute("analyze retention_purgeitem, retention_purgeitemowner")
            cursor.execute(
                "select count(*) from retention_retentionunit where controller_id = %s", [run.controller_id]
            )
            run.units_total = cursor.fetchone()[0]
        run.due_total = self.due
        run.cap = max(self.live.cap_units, run.units_total * self.live.cap_percent // 100)
        run.digest = hashlib.sha256(self.digest.digest()).hexdigest()
        if run.due_total > run.cap and not _released_before(run):
            run.state = RunState.AWAITING_RELEASE
        run.save()
        self.close()

    def close(self) -> None:
        """Drop what was noted of who was looked at; the transaction would do it at its end."""
        with connection.cursor() as cursor:
            cursor.execute("drop table purge_seen")


def _released_before(run: PurgeRun) -> bool:
    """Carry a release over from an earlier night's plan of exactly the same items (design.md 5)."""
    earlier = (
        PurgeRun.objects.filter(controller=run.controller, digest=run.digest, released_at__isnull=False)
        .exclude(pk=run.pk)
        .exclude(state=RunState.DONE)
        .last()
    )
    if earlier is None:
        return False
    run.released_at, run.released_by = earlier.released_at, earlier.released_by
    return True


def _replace_older(controller: Controller) -> None:
    PurgeRun.objects.filter(controller=controller, state__in=OPEN_STATES).update(state=RunState.REPLACED)


def controller_version(controller: Controller) -> int:
    """Read the version of a controller's financial years, which a plan stands on."""
    controller.refresh_from_db(fields=["facts_version"])
    return controller.facts_version


@contextmanager
def one_planner(controller: Controller) -> Iterator[None]:
    """Let one plan of a controller be made at a time; a second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('retention.plan'), %s)", [controller.pk])
    yield


@contextmanager
def simulate(
    *, controller: Controller, as_of: date, at: datetime, under: PolicyVersion | None = None
) -> Iterator[PurgeRun]:
    """Make a real plan for any day, let the caller read it, and undo all of it.

    `under` is the policy to plan by; the one that holds when left out.
    """
    with transaction.atomic():
        if under is not None:
            values = {"policy_version": under, "since_at": at}
            LivePolicy.objects.update_or_create(controller=controller, defaults=values)
        yield plan(controller=controller, as_of=as_of, at=at)
        transaction.set_rollback(True)
