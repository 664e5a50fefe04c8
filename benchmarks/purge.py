"""One whole purge over N synthetic subjects: `python -m benchmarks.purge [N ...]`.

Prints, for each N: seconds and statements of each phase, items, rows, and peak memory of the worker.
The population is made anew for each N under a controller of its own; figures are of this machine.
"""

from __future__ import annotations

import sys
from datetime import date

from benchmarks._harness import Statements, database, peak_mib, timed

AS_OF = date(2026, 11, 25)


def main(sizes: list[int]) -> None:
    """Run every size and print a table."""
    with database():
        from django.db import connection

        print(f"{'subjects':>9} {'phase':<22} {'seconds':>8} {'statements':>10} {'items':>8} {'peak MiB':>9}")
        for number, size in enumerate(sizes):
            for phase, seconds, statements, items in phases(f"bench{chr(97 + number)}", size):
                print(f"{size:>9} {phase:<22} {seconds:>8.2f} {statements:>10} {items:>8} {peak_mib():>9.0f}")
        connection.close()


def phases(slug: str, size: int):
    """Give each phase of a population's life: made, planned first, planned again, executed, planned idle."""
    from django.db import connection
    from django.utils import timezone

    from benchmarks._population import populate
    from retention.purge.executing import execute
    from retention.purge.planning import plan
    from tests.policies import make_live

    controller = make_live(
        slug,
        settings={
            "authority_gate": "court_decision",
            "opt_out_ways": ["mail_link"],
            "purge_cap": {"units": 1_000_000},
        },
    )

    def counted(work):
        statements = Statements()
        with connection.execute_wrapper(statements):
            seconds, result = timed(work)
        return seconds, statements.count, result

    def planned():
        return plan(controller=controller, as_of=AS_OF, at=timezone.now())

    seconds, n, _ = counted(lambda: populate(controller, subjects=size, as_of=AS_OF))
    yield "populate", seconds, n, 0
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    seconds, n, run = counted(planned)
    yield "plan, all units new", seconds, n, run.units_total
    seconds, n, run = counted(planned)
    yield "plan, only the due", seconds, n, run.due_total
    seconds, n, run = counted(lambda: execute(run=run, today=AS_OF))
    done = run.items.filter(state="done").count()
    yield f"execute ({run.state})", seconds, n, done
    seconds, n, run = counted(planned)
    yield "plan, the night after", seconds, n, run.due_total


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
