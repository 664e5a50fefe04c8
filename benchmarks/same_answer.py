"""What a form tells of an address, known against unknown: `python -m benchmarks.same_answer [PAIRS]`.

Each pair sends the public request form once for a customer's address and once for nobody's, in an order
that is tossed, against PostgreSQL, Valkey and a mail sink on loopback. Measured are the bytes of the
answer and of the page it leads to, without the token whose form is fixed, and the time. AUC is the
chance that a known address took longer than an unknown one: 0.5 tells nothing.
"""

from __future__ import annotations

import bisect
import random
import statistics
import sys
from dataclasses import dataclass, field
from typing import Any

from benchmarks._harness import database, timed

FORM = {"name": "Kim Ask", "words": "Allt ni har."}


@dataclass
class Side:
    """What was measured of one kind of address."""

    seconds: list[float] = field(default_factory=list)
    sizes: set[tuple[int, int, int, int]] = field(default_factory=set)


def main(pairs: int) -> None:
    """Measure the pairs and print one line for each side, and the AUC."""
    with database():
        from django.conf import settings

        from privacyhub.services.mail_sink import mail_sink

        settings.ALLOWED_HOSTS = ["testserver"]
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # each request comes from a network of its own
        settings.ACCOUNT_RATE_LIMITS = {
            **settings.ACCOUNT_RATE_LIMITS,
            "public_request_company": "9999999/h/key",
        }
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        company = people(pairs)
        with mail_sink() as sink:
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
            sides = measure(company.slug, pairs)
            mails = len(sink.received)
    for name, side in sides.items():
        said = ", ".join(map(str, sorted(side.sizes)))
        median = statistics.median(side.seconds) * 1000
        print(f"{name:<8} status, bytes, status, bytes: {said}   median {median:6.2f} ms")
    print(
        f"AUC {auc(sides['known'].seconds, sides['unknown'].seconds):.3f} over {pairs} pairs, {mails} mails"
    )


def people(count: int) -> Any:
    """Make a company under its real policy with so many customers, each with a contract and a profile."""
    from tests.factories import create_contact, create_subject, create_support_profile
    from tests.myprofile.people import make_policy

    company = make_policy("winlas")
    for number in range(count):
        person = create_subject(company, email=f"k{number:06}@example.se")
        create_contact(person, controller=company)
        create_support_profile(person)
    return company


def measure(slug: str, pairs: int) -> dict[str, Side]:
    """Send each pair in a tossed order, after ten that warm up."""
    from django.test import Client

    client, toss = Client(), random.Random(2026)
    sides = {"known": Side(), "unknown": Side()}
    for number in range(10):
        send(client, slug, f"varm{number}@example.se", f"10.1.0.{number}", Side())
    for number in range(pairs):
        order = [("known", f"k{number:06}@example.se"), ("unknown", f"u{number:06}@example.se")]
        toss.shuffle(order)
        for place, (name, email) in enumerate(order):
            send(client, slug, email, f"10.{2 + place}.{number // 250}.{number % 250}", sides[name])
    return sides


def send(client: Any, slug: str, email: str, network: str, side: Side) -> None:
    """Send the form once, without cookies, and open the page it leads to."""
    client.cookies.clear()
    headers = {"X-Forwarded-For": network}
    seconds, first = timed(
        lambda: client.post(f"/{slug}/begaran/kopia/", {"email": email, **FORM}, headers=headers)
    )
    second = client.get(first["Location"])
    side.seconds.append(seconds)
    side.sizes.add((first.status_code, len(first.content), second.status_code, len(second.content)))


def auc(known: list[float], unknown: list[float]) -> float:
    """Give the chance that a known one took longer (Mann-Whitney U / n*m)."""
    others = sorted(unknown)
    below = sum(bisect.bisect_left(others, one) + bisect.bisect_right(others, one) for one in known)
    return below / 2 / (len(known) * len(unknown))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
