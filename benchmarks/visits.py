"""Visits that are due among visits that are kept: `python -m benchmarks.visits [KEPT ...]`.

The purge drops a night's visits (20,000 over seven days) in O(due): its time must not follow how many
are kept. The limit is one bare DELETE of the same rows by the same index. The last column is the
statistics page's one query over everything kept.
"""

from __future__ import annotations

import statistics
import sys
from datetime import date

from benchmarks._harness import database, timed

TODAY = date(2026, 11, 25)
DUE, DUE_DAYS = 20_000, 7
ROUNDS = 3
FILL = """
insert into subjects_webvisit (controller_id, site, path, visited_on, ip_masked)
select %(c)s, 'www.example.se', '/sida-' || (g %% 50), %(first)s::date + (g %% %(days)s)::int, '198.51.100.0'
from generate_series(1, %(n)s) g
"""
BARE = "delete from subjects_webvisit where controller_id = %(c)s and visited_on < %(end)s"


def main(sizes: list[int]) -> None:
    """Fill, purge and compare, for each number of kept visits."""
    with database():
        from django.db import connection

        from law.calendar import add_months
        from register.selectors import live_policy
        from retention.models import PurgeRun, RunState
        from retention.purge.by_day import erase_by_day
        from staff.selectors.visits import site_visits
        from tests.myprofile.people import make_policy

        company = make_policy("winston")
        kept_from = add_months(TODAY, -26)
        run = PurgeRun.objects.create(
            controller=company, as_of=TODAY, state=RunState.RUNNING, policy_version=live_policy(company),
            controller_version=1,
        )  # fmt: skip

        def fill(first: date, days: int, rows: int) -> None:
            with connection.cursor() as cursor:
                cursor.execute(FILL, {"c": company.pk, "first": first, "days": days, "n": rows})
                cursor.execute("analyze subjects_webvisit")

        def due() -> None:
            fill(date.fromordinal(kept_from.toordinal() - DUE_DAYS), DUE_DAYS, DUE)

        def bare() -> None:
            with connection.cursor() as cursor:
                cursor.execute(BARE, {"c": company.pk, "end": kept_from})

        print(
            f"{'kept':>9} {'due':>7} {'purge ms':>9} {'rows/s':>9} {'bare ms':>8} {'ratio':>6} {'page ms':>8}"
        )
        held = 0
        for size in sizes:
            fill(kept_from, 791, size - held)
            held = size
            taken: dict[str, list[float]] = {"purge": [], "bare": [], "page": []}
            for _ in range(ROUNDS):
                due()
                seconds, rows = timed(lambda: erase_by_day(run, TODAY))
                assert rows["subjects_webvisit"] == DUE
                taken["purge"].append(seconds)
                due()
                taken["bare"].append(timed(bare)[0])
                taken["page"].append(timed(lambda: list(site_visits([company], today=TODAY)))[0])
            purge, plain, page = (statistics.median(taken[name]) for name in ("purge", "bare", "page"))
            print(
                f"{size:>9,} {DUE:>7,} {purge * 1000:>9.0f} {DUE / purge:>9,.0f} {plain * 1000:>8.0f} "
                f"{purge / plain:>6.2f} {page * 1000:>8.0f}"
            )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000])
