"""One batch of a purge: lock, compare, erase and record, in one transaction (purge.md).

Under READ COMMITTED a purge that checks rows it does not lock erases wrongly (reliability.md F1).
So every owner a decision stood on is locked first, organisations before subjects and each in
ascending id; only then a new statement compares their versions with the planned ones. Nothing
that any change has touched since the plan is erased, and this SQL needs to know no law.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from retention.erasing import holders
from retention.erasing.categories import steps_of
from retention.erasing.logins import CUSTOMERS, erase_logins
from retention.erasing.mark import marked
from retention.erasing.refusals import close_addresses
from retention.live import policy_is_still_live
from retention.models import OwnerKind, PurgeRun

OWNER_TABLE = {OwnerKind.ORG: "subjects_customerorg", OwnerKind.SUBJECT: "subjects_datasubject"}

COMPARE = """
with verdict as (
    select w.holder,
        bool_or(coalesce(o.facts_version, s.facts_version, -1) <> w.facts_version) as moved,
        bool_or(case w.kind when 'org' then w.owner_id <> all(%(orgs)s)
            else w.owner_id <> all(%(subjects)s) end) as busy
    from retention_purgeitemowner w
    left join subjects_customerorg o on w.kind = 'org' and o.id = w.owner_id
    left join subjects_datasubject s on w.kind = 'subject' and s.id = w.owner_id
    where w.run_id = %(run)s and w.holder between %(first)s and %(last)s
    group by w.holder)
update retention_purgeitem i set state = case when v.moved then 'moved' else 'done' end
from verdict v
where i.run_id = %(run)s and i.holder = v.holder and i.state = 'planned' and (v.moved or not v.busy)
returning i.state, i.category
"""


class PlanIsVoid(Exception):
    """The policy or a financial year has changed since the plan, or its day is over: plan again."""


@dataclass
class BatchResult:
    """What one batch did: items by state, and rows by table."""

    done: int = 0
    moved: int = 0
    rows: Counter[str] = field(default_factory=Counter)


def erase_batch(run: PurgeRun, *, first: int, last: int, today: date, wait: bool = False) -> BatchResult:
    """Erase the planned items of the holders numbered `first` to `last`, where nothing has moved.

    With `wait` the locks of others are waited for (two seconds each); without, a holder somebody
    else has locked stays planned for a later pass. Raises PlanIsVoid, and OperationalError where
    PostgreSQL asks for another try (40001, 40P01, 55P03): then nothing of the batch has happened.
    """
    values: dict[str, Any] = {
        "run": run.pk,
        "first": first,
        "last": last,
        "today": today,
        "slug": run.controller.slug,
        "ref": str(run.ref),
        "policy": str(run.policy_version_id),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "set local lock_timeout = '2s'; set local statement_timeout = '120s'; "
            "set local idle_in_transaction_session_timeout = '60s'; "
            # A thousand look-ups, not a walk through the whole table, on the disks of today.
            "set local random_page_cost = 1.1"
        )
        _hold_the_ground(cursor, run, today)
        for kind in (OwnerKind.ORG, OwnerKind.SUBJECT):
            values[f"{kind}s"] = _lock_owners(cursor, kind, values, wait=wait)
        result, categories = _compare(cursor, values)
        if result.done:
            with marked(cursor, run, first=first, last=last):
                close_addresses(cursor, run.controller, values)
                for category in sorted(categories):
                    _erase_category(cursor, category, values, result.rows)
                _erase_holders(cursor, values, result.rows)
    return result


def _hold_the_ground(cursor: CursorWrapper, run: PurgeRun, today: date) -> None:
    """Lock what the whole plan stands on: the controller's live policy and financial years, and the day."""
    if run.as_of != today:
        raise PlanIsVoid(_("Planens dag är över: en plan utförs på sin egen dag."))
    cursor.execute(
        "select facts_version from accounts_controller where id = %s for share", [run.controller_id]
    )
    if cursor.fetchone()[0] != run.controller_version:
        raise PlanIsVoid(_("Ett räkenskapsår har ändrats sedan planen gjordes."))
    if not policy_is_still_live(run):
        raise PlanIsVoid(_("En annan policyversion gäller än när planen gjordes."))


def _lock_owners(cursor: CursorWrapper, kind: OwnerKind, values: dict[str, Any], *, wait: bool) -> list[int]:
    cursor.execute(
        f"select o.id from {OWNER_TABLE[kind]} o where o.id in ("
        "select w.owner_id from retention_purgeitemowner w join retention_purgeitem i "
        "on i.run_id = w.run_id and i.holder = w.holder and i.state = 'planned' "
        "where w.run_id = %(run)s and w.holder between %(first)s and %(last)s and w.kind = %(kind)s) "
        f"order by o.id for update{'' if wait else ' skip locked'}",
        {**values, "kind": kind.value},
    )
    return [pk for (pk,) in cursor.fetchall()]


def _compare(cursor: CursorWrapper, values: dict[str, Any]) -> tuple[BatchResult, set[str]]:
    cursor.execute(COMPARE, values)
    states = Counter(cursor.fetchall())
    result = BatchResult(
        done=sum(n for (state, _), n in states.items() if state == "done"),
        moved=sum(n for (state, _), n in states.items() if state == "moved"),
    )
    return result, {category for (state, category) in states if state == "done"}


def _erase_category(cursor: CursorWrapper, category: str, values: dict[str, Any], rows: Counter[str]) -> None:
    for step in steps_of(category):
        cursor.execute(step.sql(), {**values, "category": category})
        rows[step.table] += cursor.fetchone()[0]


def _erase_holders(cursor: CursorWrapper, values: dict[str, Any], rows: Counter[str]) -> None:
    cursor.execute(holders.UNITS, values)
    rows["retention_retentionunit"] += cursor.fetchone()[0]
    cursor.execute(holders.CONTACTS, values)
    rows["subjects_contact"] += cursor.fetchone()[0]
    cursor.execute(holders.subjects(), values)
    subjects, users = cursor.fetchone()
    rows["subjects_datasubject"] += subjects
    rows["accounts_user"] += erase_logins(cursor, users, which=CUSTOMERS, today=values["today"])
    cursor.execute(holders.ORGANISATIONS, values)
    rows["subjects_customerorg"] += cursor.fetchone()[0]
    for statement in holders.SURVIVORS:
        cursor.execute(statement, values)
