"""Check, never mend: every unit against the law, every living holder for a unit (04:00).

Drift must be 0. Where it is not, a person is told; the next plan does the mending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from accounts.models import Controller
from retention.findings import report_drift
from retention.live import BoundPolicy, live_policy
from retention.purge.candidates import streamed
from retention.units.assess import assess
from retention.units.holders import Holder
from retention.units.organisations import load_organisations
from retention.units.people import load_people
from retention.units.store import UnitStore

SUBJECTS = """
select id from subjects_datasubject
where controller_id = %(controller)s and facts_version = units_version order by id
"""
ORGS = """
select id from subjects_customerorg
where controller_id = %(controller)s and facts_version = units_version order by id
"""
WITHOUT_UNIT = """
select count(*) from subjects_datasubject s
where s.controller_id = %(controller)s and s.facts_version = s.units_version
    and not exists (select 1 from retention_retentionunit u where u.subject_id = s.id)
    and not exists (select 1 from subjects_record r where r.subject_id = s.id)
"""


@dataclass(slots=True)
class Drift:
    """Units that differ from what the law says today, and living persons nothing is kept of."""

    checked: int = 0
    drifted: int = 0
    without_unit: int = 0


def reconcile(*, controller: Controller, today: date, at: datetime) -> Drift:
    """Recompute every unit of a controller without writing; report what differs as a finding.

    Holders with a change since the last plan are left out: they are planned again tonight.
    """
    live = live_policy(controller)
    drift = Drift()
    with transaction.atomic():
        for holders in _chunks(controller, live):
            _compare(controller, live, holders, today, drift)
        with connection.cursor() as cursor:
            cursor.execute(WITHOUT_UNIT, {"controller": controller.pk})
            drift.without_unit = cursor.fetchone()[0]
    report_drift(controller, drifted=drift.drifted, without_unit=drift.without_unit, at=at)
    return drift


def _chunks(controller: Controller, live: BoundPolicy) -> Iterator[Sequence[Holder]]:
    values = {"controller": controller.pk}
    for rows in streamed(SUBJECTS, values):
        yield load_people([pk for (pk,) in rows], unpaid_scope=live.rules.unpaid_scope)
    for rows in streamed(ORGS, values, size=200):
        yield load_organisations([pk for (pk,) in rows])


def _compare(
    controller: Controller, live: BoundPolicy, holders: Sequence[Holder], today: date, drift: Drift
) -> None:
    assessed = {n: list(assess(holder, today, live)) for n, holder in enumerate(holders)}
    difference = UnitStore(controller.pk, live).compare(holders, assessed)
    drift.checked += sum(len(found) for found in assessed.values())
    drift.drifted += len(difference.new) + len(difference.changed) + len(difference.orphans)
