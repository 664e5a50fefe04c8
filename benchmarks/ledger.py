"""How fast lines are written, sealed and verified, and in how much memory.

    python -m benchmarks.ledger [--rows 100000] [--offline 1000000]

Ratios are to an INSERT ... SELECT of the same rows into a bare table, in the same run. The rows are those
of a purge. The offline verifier runs as its own process, on the standard library alone.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from benchmarks._harness import database, peak_mib, timed

ROUNDS = 3
COLUMNS = "(controller, action, object_type, unit_ref, category, rule_codes, policy_version, counts, run)"
ROWS = """
select 'winston', 'retention.erase', 'unit', gen_random_uuid(), 'support_profile', 'SUPPORT_24M', 'winston/3',
    '{"subjects_activity": 3, "subjects_supportprofile": 1}'::jsonb,
    '5e9d0ba4-4f3c-4c55-9f0e-3c4a4f3c4a4f'::uuid
from generate_series(1, %s)
"""

# Run the file as a program of its own, and let it say how much memory it has had since it began.
ALONE = """
import runpy, sys
sys.argv[:] = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def _timed(work: Callable[[], object]) -> float:
    return timed(work)[0]


def _insert(table: str, rows: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"insert into {table} {COLUMNS} {ROWS}", [rows])


def _in_the_database(rows: int) -> None:
    from django.db import connection

    from ledger.audit import audit
    from ledger.models import LedgerEntry
    from ledger.selectors import receipt
    from ledger.services import seal

    with connection.cursor() as cursor:
        cursor.execute("create table bare (like ledger_ledgerentry including defaults including identity)")
    seconds: dict[str, list[float]] = {}
    before = peak_mib()
    for _ in range(ROUNDS):
        for name, work in {
            "insert into a bare table": lambda: _insert("bare", rows),
            "insert into the ledger": lambda: _insert("ledger_ledgerentry", rows),
            "seal": seal,
            "seal, nothing new": seal,
        }.items():
            seconds.setdefault(name, []).append(_timed(work))
    seconds["verify the database"] = [_timed(audit) / ROUNDS]
    newest = LedgerEntry.objects.order_by("id").last()
    assert newest is not None
    seconds["one receipt"] = [_timed(lambda: receipt(newest.pk)) for _ in range(ROUNDS)]
    bare = statistics.median(seconds["insert into a bare table"])
    print(f"\n{rows:,} rows, {ROUNDS} rounds, {ROUNDS * rows:,} rows in the ledger at the end")
    print(f"{'':30}{'median s':>10}{'rows/s':>12}{'ratio':>8}")
    for name, times in seconds.items():
        median = statistics.median(times)
        rate = "" if name in ("one receipt", "seal, nothing new") else f"{rows / median:,.0f}"
        print(f"{name:30}{median:10.3f}{rate:>12}{bare / median if rate else 0:8.2f}")
    print(f"memory at its highest: {peak_mib():.0f} MiB; before the first row: {before:.0f} MiB")


def _export(path: Path, rows: int) -> str:
    """Write an export as the program does, without a database: entries, ten heads, the public key."""
    from datetime import UTC, datetime

    from ledger.heads import head_line, new_head
    from ledger.keys import public_key
    from ledger.rows import canonical
    from ledger.verify import EXPORT, Tree, encode, leaf_hash

    tree, run = Tree(), str(uuid4())
    counts = '{"subjects_activity": 3, "subjects_supportprofile": 1}'
    said = ["winston", "worker", "", "retention.erase", "unit"]
    with path.open("wb") as file:
        file.write(encode({"format": EXPORT, "size": rows}).encode() + b"\n")
        for number in range(rows):
            ground = [str(uuid4()), "support_profile", "SUPPORT_24M", "winston/3", counts, run]
            data = canonical([number + 1, 1_795_602_684_177_731 + number, *said, *ground])
            leaf = leaf_hash(data)
            tree.add(leaf)
            file.write(b'{"leaf":"%s","entry":%s}\n' % (leaf.hex().encode(), data))
            if tree.size % (rows // 10) == 0:
                head = new_head(size=tree.size, root=tree.root(), at=datetime.now(UTC), settled_id=number)
                file.write(head_line(head.note))
    return public_key()


def _offline(rows: int) -> None:
    from ledger import verify

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        key = _export(path, rows)
        print(
            f"\noffline, {rows:,} entries, {path.stat().st_size / 1e6:,.0f} MB; target: 1,000,000 below 10 s"
        )
        command = [sys.executable, "-I", "-S", "-c", ALONE, str(verify.__file__), str(path), "--key", key]
        for _ in range(ROUNDS):
            seconds, done = timed(lambda: subprocess.run(command, check=True, capture_output=True, text=True))
            print(f"verify.py: {seconds:.2f} s, {done.stdout.split()[-2]} kB at its highest")


def main() -> None:
    """Run both parts and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--offline", type=int, default=1_000_000)
    given = parser.parse_args()
    with database():
        _in_the_database(given.rows)
        _offline(given.offline)


if __name__ == "__main__":
    main()
