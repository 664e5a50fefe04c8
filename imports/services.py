"""Take in a file: all of it or nothing, after trying it; what is past its date stays out."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Controller
from imports.drafting import Drafter, compiled
from imports.drafting.values import Sources
from imports.judging import Past, past_their_date
from imports.mapping import Mapping
from imports.mapping.judging import columns_of
from imports.outcome import refuse_past, refuse_unknown, refuse_waiting
from imports.reading import open_records
from imports.reading.sums import read_sums
from imports.report import FileFault, LineFault, Report
from imports.staging import Staging
from imports.staging.filling import CHUNK_LINES
from imports.wording import WHY
from imports.writing import Written, write
from imports.writing.statements import Writer
from law.calendar import stockholm_day
from ledger.actor import Actor
from ledger.services import record
from register.selectors import live_policy as policy_version
from register.wording import policy_words
from retention.live import live_policy
from subjects.services.deed import deed


@deed
def import_file(
    *, mapping: Mapping, file: Path, controller: Controller, by: Actor, at: datetime, dry_run: bool = False
) -> Report:
    """Import a CSV file by a mapping: all of it, or nothing when a line is faulty.

    The file is read whole before anything is decided. Rows that would be erased tonight are refused
    as past their date, one by one, and the rest is written; a second run changes nothing. With
    `dry_run` everything is done and taken back. Raises retention.live.NoPolicy where the controller
    has no policy to decide by.
    """
    report = Report(file.name, dry_run=dry_run)
    staging = Staging()
    staging.make()
    try:
        _stage(mapping, file, controller, staging, report)
    except FileFault as fault:
        report.faults.append(fault.fault)
    if report.sound:
        written = _write_what_may_stand(mapping, controller, staging, report, at)
        report.new, report.there = written.new, written.there
    if dry_run or not report.sound:
        transaction.set_rollback(True)
    elif any(report.new.values()):
        counts = {part: n for part, n in report.new.items() if n}
        record(controller=controller.slug, by=by, action="imports.import_file", counts=counts, at=at)
    return report


def _stage(mapping: Mapping, file: Path, controller: Controller, staging: Staging, report: Report) -> None:
    """Read every line into the staging tables; with a fault in one, the rest is read for theirs."""
    _refuse_unruled(mapping, live_policy(controller).rules.categories)
    sums = {name: read_sums(file.parent, join, mapping.file) for name, join in mapping.joins.items()}
    needed = columns_of(mapping.row) | {join.key for join in mapping.joins.values()}
    drafter = compiled(Sources(mapping, sums))
    for line, record_or_fault in open_records(file, mapping.file, needed):
        report.lines += 1
        _stage_line(line, record_or_fault, drafter, staging, report)
        if report.lines % CHUNK_LINES == 0:
            staging.flush()
    staging.flush()
    staging.index()
    refuse_waiting(controller, staging, report)


def _refuse_unruled(mapping: Mapping, ruled: frozenset[str]) -> None:
    """Refuse records of a category for which the policy has no rule: they could never be erased (WN-30)."""
    for record_part in mapping.row.records:
        if record_part.category not in ruled:
            why = _("policyn har ingen gallringsregel för kategorin %(name)s")
            raise FileFault(why % {"name": record_part.category})


def _stage_line(
    line: int, found: LineFault | object, drafter: Drafter, staging: Staging, report: Report
) -> None:
    if isinstance(found, LineFault):
        report.faults.append(found)
        return
    rows, faults = drafter.draft(line, found)  # type: ignore[arg-type]
    report.faults += [LineFault(line, why) for why in faults]
    if report.sound:
        staging.add(rows)


def _write_what_may_stand(
    mapping: Mapping, controller: Controller, staging: Staging, report: Report, at: datetime
) -> Written:
    """Write, ask the law, and take back and write anew without what it refuses, until it refuses nothing.

    Each round refuses at least one row more, so there is a last one. A clean file is written once.
    """
    live = live_policy(controller)
    for attempt in count():
        undo = transaction.savepoint()
        written = write(Writer(controller, mapping.source, at))
        past: list[Past] = []
        if not written.faults:
            past = past_their_date(stockholm_day(at), live)
            if not past:
                transaction.savepoint_commit(undo)
                return written
        transaction.savepoint_rollback(undo)
        if past:
            refuse_past(past, policy_words(policy_version(controller)), staging, report)
        elif not (attempt and refuse_unknown(written, staging, report)):
            _note_faults(written, report)
            return written
    raise AssertionError("the last round refuses nothing")


def _note_faults(written: Written, report: Report) -> None:
    for name, lines in written.faults.items():
        report.faults += [LineFault(line, str(WHY[name])) for line in lines]
