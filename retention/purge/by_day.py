"""What has no unit goes by day: anonymous visits, extracts, and the hub's own logs (RT-11, RT-15).

The day is found under the same law as everything else: the oldest day of a table is asked about,
erased if it is due, and the next oldest asked about, until one may stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from accounts.models import Controller
from law.calendar import STOCKHOLM, stockholm_day
from retention.erasing.mark import marked
from retention.law import Action, Facts, decide
from retention.law.facts import Consent, Disclosure, Record, SecurityEvent, StatsExtract, WebVisit
from retention.live import BoundPolicy, live_policy
from retention.models import PurgeRun

ROWS_PER_BATCH = 5000


@dataclass(frozen=True, kw_only=True)
class DayTable:
    """A table that is kept by day: which column says the day, and what a day is to the law."""

    category: str
    table: str
    column: str
    facts: Callable[[date], Facts]
    instant: bool = False
    still: str = "true"
    anonymise: str = ""

    def bounds(self, day: date) -> tuple[date, date]:
        """Give where a Stockholm day begins and where the next one does, as the column counts."""
        following = day + timedelta(days=1)
        if not self.instant:
            return day, following
        return datetime.combine(day, time.min, STOCKHOLM), datetime.combine(following, time.min, STOCKHOLM)


def _record(category: str, trigger: str) -> Callable[[date], Facts]:
    return lambda day: Facts(records=(Record(category, {trigger: day}),))


DAY_TABLES = (
    DayTable(
        category="web_visit_stats",
        table="subjects_webvisit",
        column="visited_on",
        facts=lambda day: Facts(web_visits=(WebVisit(day, ip_masked=True),)),
    ),
    DayTable(
        category="stats_extract",
        table="subjects_statsextract",
        column="created_on",
        facts=lambda day: Facts(stats_extracts=(StatsExtract(day, anonymised=False),)),
        still="not anonymised",
        anonymise="""cells = coalesce((select jsonb_object_agg(k, v) from jsonb_each(cells) as c (k, v)
            where jsonb_typeof(v) = 'number' and v::numeric >= k_min), '{}'), anonymised = true""",
    ),
    DayTable(
        category="disclosure_log",
        table="subjects_disclosure",
        column="disclosed_on",
        facts=lambda day: Facts(disclosures=(Disclosure(day),)),
    ),
    DayTable(
        category="access_log",
        table="subjects_accesslog",
        column="at",
        instant=True,
        facts=_record("access_log", "seen_on"),
    ),
    DayTable(
        category="security_log",
        table="accounts_securityevent",
        column="at",
        instant=True,
        facts=lambda day: Facts(security_log=(SecurityEvent(day),)),
    ),
    DayTable(
        category="message_log",
        table="consents_outgoingmessage",
        column="at",
        instant=True,
        facts=_record("message_log", "sent_on"),
    ),
    DayTable(
        category="consent_evidence",
        table="consents_consentevidence",
        column="ended_at",
        instant=True,
        facts=lambda day: Facts(consents=(Consent(day),)),
        still="""ended_at is not null and not exists (
            select 1 from consents_consentevidence o
            where o.person_digest = consents_consentevidence.person_digest
            and (o.ended_at is null or o.ended_at > consents_consentevidence.ended_at))""",
    ),
    DayTable(
        category="consent_evidence",
        table="cookies_cookiechoice",
        column="ends_at",
        instant=True,
        facts=lambda day: Facts(consents=(Consent(day),)),
    ),
)


def erase_by_day(run: PurgeRun, today: date) -> Counter[str]:
    """Erase or anonymise every day that is due in the tables without units; give rows by table."""
    live = live_policy(run.controller)
    rows: Counter[str] = Counter()
    for table in DAY_TABLES:
        while (action := _due_action(table, run.controller, live, today)) is not None:
            rows[table.table] += _act(table, run, *action)
    return rows


def _due_action(
    table: DayTable, controller: Controller, live: BoundPolicy, today: date
) -> tuple[Action, date] | None:
    """Give what to do with the oldest day of a table, or None when it may stay."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {table.column} from {table.table} where controller_id = %s and {table.still} "
            f"order by {table.column} limit 1",
            [controller.pk],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    day = stockholm_day(row[0]) if table.instant else row[0]
    decision = decide(table.category, table.facts(day), today, live.rules)
    return (decision.action, day) if decision.is_destructive else None


def _act(table: DayTable, run: PurgeRun, action: Action, day: date) -> int:
    """Act on one batch of a day's rows, in a transaction of its own."""
    begins, ends = table.bounds(day)
    # An array, since a plan may ask a subquery that locks again for each row: the batch would grow.
    picked = (
        f"array(select id from {table.table} where controller_id = %(controller)s and {table.still} "
        f"and {table.column} >= %(begins)s and {table.column} < %(ends)s limit %(size)s for update)"
    )
    if action is Action.ANONYMISE:
        deed = f"update {table.table} set {table.anonymise} where id = any({picked})"
    else:
        deed = f"delete from {table.table} where id = any({picked})"
    with transaction.atomic(), connection.cursor() as cursor, marked(cursor, run, first=0, last=0):
        values: dict[str, Any] = {
            "controller": run.controller_id,
            "begins": begins,
            "ends": ends,
            "size": ROWS_PER_BATCH,
        }
        cursor.execute(deed, values)
        return int(cursor.rowcount)
