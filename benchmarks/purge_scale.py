"""A fixed due set among ever more people: `python -m benchmarks.purge_scale [N ...]`.

Targets 4 and 5 of performance.md: finding what is due reads blocks by what is due, not by N, and the
worker's memory does not grow. Each N is a company of its own with the same number of due units.
"""

from __future__ import annotations

import json
import sys
from datetime import date

from benchmarks._harness import Statements, database, peak_mib, timed

AS_OF = date(2026, 11, 25)
DUE = 5000
"""One in N / DUE profiles and organisations is past its date."""


def main(sizes: list[int]) -> None:
    """Run every size and print a table."""
    with database():
        print(f"{'subjects':>9} {'phase':<22} {'seconds':>8} {'statements':>10} {'units':>8} {'peak MiB':>9}")
        for number, size in enumerate(sizes):
            for phase, seconds, statements, units in phases(f"scale{chr(97 + number)}", size):
                print(f"{size:>9} {phase:<22} {seconds:>8.2f} {statements:>10} {units:>8} {peak_mib():>9.0f}")
                sys.stdout.flush()


def phases(slug: str, size: int):
    """Give each phase: made, planned first, the due found, planned again, executed."""
    from django.db import connection
    from django.utils import timezone

    from benchmarks._population import populate
    from benchmarks.purge_ratios import timed_parts
    from retention.purge.executing import execute
    from retention.purge.planning import plan
    from tests.policies import make_live

    settings = {
        "authority_gate": "court_decision",
        "opt_out_ways": ["mail_link"],
        "purge_cap": {"units": 1_000_000},
    }
    controller = make_live(slug, settings=settings)

    def counted(work):
        statements = Statements()
        with connection.execute_wrapper(statements):
            seconds, result = timed(work)
        return seconds, statements.count, result

    def planned():
        return plan(controller=controller, as_of=AS_OF, at=timezone.now())

    one_in = max(2, size // DUE)
    seconds, n, _ = counted(lambda: populate(controller, subjects=size, as_of=AS_OF, due_one_in=one_in))
    yield "populate", seconds, n, 0
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    seconds, n, run = counted(planned)
    yield "plan, all units new", seconds, n, run.units_total
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    blocks = blocks_to_find(controller)
    yield f"find: {blocks / run.due_total:.1f} blocks a unit", 0, 3, run.due_total
    seconds, n, run = counted(planned)
    yield "plan, only the due", seconds, n, run.due_total
    with timed_parts() as parts:
        seconds, n, run = counted(lambda: execute(run=run, today=AS_OF))
    done = run.items.filter(state="done").count()
    yield f"execute ({run.state})", seconds - parts["prove"], n, done
    yield "the proof after it", parts["prove"], 0, 0


def blocks_to_find(controller) -> int:
    """Count the blocks that the three statements read which say whom to look at tonight."""
    from django.db import connection

    from retention.live import live_policy, old_policy_ids
    from retention.purge.candidates import CHANGED_ORGS, DUE_ITEMS, SUBJECTS, Night

    night = Night(controller.pk, AS_OF, old_policy_ids(controller, live_policy(controller)))
    blocks = 0
    with connection.cursor() as cursor:
        for statement in (SUBJECTS, CHANGED_ORGS, DUE_ITEMS):
            cursor.execute(f"explain (analyze, buffers, format json) {statement}", night.values())
            said = cursor.fetchone()[0]
            (top,) = json.loads(said) if isinstance(said, str) else said
            blocks += top["Plan"]["Shared Hit Blocks"] + top["Plan"]["Shared Read Blocks"]
    return blocks


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100_000, 1_000_000])
