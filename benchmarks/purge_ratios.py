"""The purge against the physical limit and the textbook loop: `python -m benchmarks.purge_ratios [N]`.

Targets 1, 2, 3 and 6 of performance.md; the proof after a run, which no target counts, stands apart.
Every variant of a round erases the same due set in a fresh copy of one database; ratios are of the same
interleaved round, because the machine is shared.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from benchmarks._harness import database, timed

AS_OF = date(2026, 11, 25)
ROUNDS = 3
LOOPED = 300
"""How many objects the textbook loop is given: at its pace the whole set would take all day."""


def main(size: int) -> None:
    """Make the population, run the rounds and print each variant's units a second, with ratios."""
    with database():
        from django.db import connection

        controller = prepared(size)
        template = connection.settings_dict["NAME"]
        variants = variants_of(controller)
        seconds: dict[str, list[float]] = {name: [] for name in variants}
        units: dict[str, int] = {}
        sealing: list[float] = []
        proving: list[float] = []
        for _round in range(ROUNDS):
            for name, work in variants.items():
                with copy_of(template), timed_parts() as parts:
                    taken, units[name] = timed(work)
                taken -= parts["prove"]
                seconds[name].append(taken / units[name])
                if name == "whole run":
                    sealing.append(parts["seal"] / taken)
                    proving.append(parts["prove"])
        limit = seconds["limit"]
        print(f"{size} subjects, {units['limit']} units due, {ROUNDS} interleaved rounds")
        print(f"{'variant':<28} {'units':>7} {'units/s':>8} {'x limit, median':>16}  each round")
        for name, each in seconds.items():
            ratios = [a / b for a, b in zip(limit, each, strict=True)]
            print(
                f"{name:<28} {units[name]:>7} {1 / statistics.median(each):>8.0f} "
                f"{statistics.median(ratios):>16.3f}  {' '.join(f'{r:.3f}' for r in ratios)}"
            )
        print(f"sealing: {statistics.median(sealing):.0%} of the whole run")
        print(f"the proof after it: {statistics.median(proving):.1f} s")


def prepared(size: int):
    """Give a controller with a population and a plan for tonight, and statistics up to date."""
    from django.db import connection
    from django.utils import timezone

    from benchmarks._population import populate
    from retention.purge.planning import plan
    from tests.policies import make_live

    controller = make_live(
        "bench",
        settings={
            "authority_gate": "court_decision",
            "opt_out_ways": ["mail_link"],
            "purge_cap": {"units": 1_000_000},
        },
    )
    populate(controller, subjects=size, as_of=AS_OF)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    plan(controller=controller, as_of=AS_OF, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    return controller


def variants_of(controller):
    """Give each variant: work that erases what is due and says how many units that was."""
    from django.utils import timezone

    from benchmarks._limit import erase_at_the_limit
    from retention.models import PurgeRun
    from retention.purge.executing import execute
    from retention.purge.planning import plan

    def done(run) -> int:
        return run.items.filter(state="done").count()

    return {
        "limit": lambda: erase_at_the_limit(controller, as_of=AS_OF),
        "execute and seal": lambda: done(execute(run=PurgeRun.objects.latest("pk"), today=AS_OF)),
        "execute and seal, 2 workers": lambda: done(together(PurgeRun.objects.latest("pk"))),
        "whole run": lambda: done(
            execute(run=plan(controller=controller, as_of=AS_OF, at=timezone.now()), today=AS_OF)
        ),
        "loop over profiles": lambda: loop_over("support_profile", controller),
        "loop over customers": lambda: loop_over("customer_data", controller),
    }


def together(run):
    """Execute one run by two processes at once; give it when both are done."""
    from django.db import connection

    from retention.purge.executing import execute

    connection.close()
    child = os.fork()
    if child == 0:
        try:
            execute(run=run, today=AS_OF)
        finally:
            os._exit(0)
    execute(run=run, today=AS_OF)
    os.waitpid(child, 0)
    run.refresh_from_db()
    return run


def loop_over(category: str, controller) -> int:
    """Erase objects one by one, each in a transaction, as a first version does it."""
    from django.db import transaction

    from ledger.actor import WORKER
    from ledger.services import record
    from retention.models import Reminder, RetentionUnit
    from subjects.models import CustomerData, SupportProfile

    due = RetentionUnit.objects.filter(
        controller=controller, look_on__lte=AS_OF, action="erase", category=category
    )
    units = list(due[:LOOPED])
    for unit in units:
        with transaction.atomic():
            if category == "support_profile":
                Reminder.objects.filter(profile_id=unit.item_id).delete()
                SupportProfile.objects.get(pk=unit.item_id).delete()
            else:
                CustomerData.objects.get(contact_id=unit.item_id).delete()
            unit.delete()
            record(
                controller=controller.slug, by=WORKER, action="retention.erase", object_type="unit",
                unit_ref=unit.unit_ref, category=category,
            )  # fmt: skip
    return len(units)


@contextmanager
def copy_of(template: str):
    """Be in a fresh copy of a database for a moment, with a file of heads of its own."""
    from django.db import connection
    from django.test import override_settings

    name = f"{template}_copy"
    elsewhere(connection, "postgres", f'create database "{name}" template "{template}" strategy file_copy')
    connection.settings_dict["NAME"] = name
    with connection.cursor() as cursor:
        cursor.execute("checkpoint")
    heads = Path(mkdtemp()) / "heads.jsonl"
    try:
        with override_settings(LEDGER_HEADS_FILE=heads):
            yield
    finally:
        rmtree(heads.parent)
        elsewhere(connection, "postgres", f'drop database "{name}"')
        connection.settings_dict["NAME"] = template
        connection.close()


def elsewhere(connection, name: str, statement: str) -> None:
    """Run one statement from another database: nobody may be in the one it speaks of."""
    connection.close()
    connection.settings_dict["NAME"] = name
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


@contextmanager
def timed_parts():
    """Collect the seconds that sealing and the proof take, of this process."""
    from ledger import services
    from retention.purge import executing

    taken = {"seal": 0.0, "prove": 0.0}

    def timing(name, work):
        def timed_work(*args, **kwargs):
            start = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                taken[name] += time.perf_counter() - start

        return timed_work

    seal, prove = services.seal, executing.prove
    services.seal, executing.prove = timing("seal", seal), timing("prove", prove)
    try:
        yield taken
    finally:
        services.seal, executing.prove = seal, prove


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
