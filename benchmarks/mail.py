"""How fast a mailbox is read: `python -m benchmarks.mail [N ...]`, against a real IMAP server on loopback.

Times of one round: plain mails of 300 bytes, mails with a PDF of 200 kB, and a round with nothing new.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks._harness import database, timed

RECEIVED = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
PDF = [("avtal.pdf", "application/pdf", b"%PDF-1.7 " + b"x" * 200_000)]


def main(sizes: list[int]) -> None:
    """Run every size and print mails a second."""
    with database(), tempfile.TemporaryDirectory() as folder:
        from django.conf import settings

        from tests.mailintake import imap

        print(f"{'mails':>7} {'kind':<14} {'seconds':>8} {'mails/s':>8}")
        for size in sizes:
            for kind, count, attachments in (("plain", size, ()), ("PDF of 200 kB", size // 10, PDF)):
                server = imap.start(folder=Path(folder))
                settings.MAILBOXES = {"BENCH": server.url}
                try:
                    for seconds, done in (measure(server, kind, count, attachments), again()):
                        rate = done.taken / seconds
                        name = kind if done.taken else "nothing new"
                        print(f"{done.taken:>7} {name:<14} {seconds:8.2f} {rate:8.0f}")
                finally:
                    server.stop()


def measure(server, kind, count, attachments):
    """Fill the inbox and read it."""
    from tests.mailintake.imap import mail

    written = (
        mail(f"Radera mig {n}", number=f"{kind[:3]}{count}-{n}@example.se", attachments=attachments)
        for n in range(count)
    )
    server.fill(*written, at=RECEIVED)
    return timed(fetch)


def again():
    """Read a mailbox with nothing new."""
    return timed(fetch)


def fetch():
    """Read the mailbox of the benchmark's company."""
    from accounts.models import Controller
    from mailintake.fetching import fetch_one

    company, _new = Controller.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    done = fetch_one(controller=company)
    assert done is not None
    assert not done.trouble, done
    return done


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000])
