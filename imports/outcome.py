"""Mark what is refused, row by row or the whole line, and note it in the report."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from accounts.models import Controller
from imports.judging import Past
from imports.report import Refusal, Report
from imports.staging import Staging
from imports.staging.filling import CHUNK_LINES
from imports.staging.tables import UNITS
from imports.waiting import waiting
from imports.wording import HOLDER_REFUSED, PART_NAMES, WAITS, past_its_date
from imports.writing import Written
from register.wording import PolicyWords
from subjects.models import IdentityKind

UNKNOWN = ("unknown_organisation", "unknown_person")


def refuse_past(past: Sequence[Past], words: PolicyWords, staging: Staging, report: Report) -> None:
    """Leave out what is past its date; a line with nothing left that is kept for a reason goes whole."""
    found = [(line, one) for one in past for _pk, line in one.rows]
    for part in {one.part for one in past}:
        staging.skip(part, [pk for one in past if one.part == part for pk, _line in one.rows])
    whole = _lines_with_nothing_left({line for line, _one in found})
    staging.skip_lines(whole)
    for line, one in found:
        report.refusals.append(
            Refusal(
                line=line,
                part=str(PART_NAMES[one.part]),
                why=past_its_date(one, words),
                whole_line=line in whole,
                kept_until=one.decision.retain_until,
            )
        )


def refuse_unknown(written: Written, staging: Staging, report: Report) -> bool:
    """Leave out lines whose organisation or person was refused with another line; tell if there were any."""
    lines = sorted({line for name in UNKNOWN for line in written.faults.get(name, ())})
    if not lines or set(written.faults) - set(UNKNOWN):
        return False
    staging.skip_lines(lines)
    report.refusals += [Refusal(line, "", str(HOLDER_REFUSED)) for line in lines]
    return True


def refuse_waiting(controller: Controller, staging: Staging, report: Report) -> None:
    """Leave out the lines of addresses that were erased on request: a person decides (domain.md 4.2)."""
    last = 0
    while rows := _addresses(after=last):
        last = rows[-1][0]
        held = waiting(controller, {address for _line, address in rows})
        lines = [line for line, address in rows if address in held]
        staging.skip_lines(lines)
        report.refusals += [Refusal(line, "", str(WAITS)) for line in lines]


def _addresses(*, after: int) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select line, normalised from import_identity where kind = %s and line > %s "
            "order by line limit %s",
            [IdentityKind.EMAIL.value, after, CHUNK_LINES],
        )
        return list(cursor.fetchall())


def _lines_with_nothing_left(lines: set[int]) -> set[int]:
    """Give the lines with no part left that would be a unit."""
    left = " union all ".join(
        f"select line from import_{part} where line = any(%(lines)s) and not skip" for part in UNITS
    )
    with connection.cursor() as cursor:
        cursor.execute(left, {"lines": list(lines)})
        return lines - {row[0] for row in cursor.fetchall()}
