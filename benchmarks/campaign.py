"""A newsletter to 10,000 people through a real SMTP server: `python -m benchmarks.campaign [PEOPLE]`.

Prints what was sent and why not, and counts what came out at the other end: mails to anybody who may
not be mailed (must be 0), and mails without the RFC 8058 headers or their link in both parts (0). Every
tenth address is refused by the server. Then the same campaign is sent again under its key (0 mails).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from benchmarks._harness import database, peak_mib, timed
from benchmarks.gate import NOW, asked, company, populated

WORDS = {"title": "Nytt i våren", "paragraphs": ["Vi har byggt ett schema som läser sig självt."]}


def main(people: int) -> None:
    """Make the people, send twice, and print the counts."""
    with database():
        from django.db import connection
        from django.test import override_settings

        from privacyhub.services.mail_sink import LOOPBACK, mail_sink

        controller = company()
        ids = populated(controller, people)
        close_addresses(controller, ids[5::20])
        with mail_sink() as sink:
            sink.refuse |= {f"person{pk}@example.se": "550 5.1.1 No such mailbox" for pk in ids[3::10]}
            server = {
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": LOOPBACK,
                "EMAIL_PORT": sink.port,
                "EMAIL_USE_TLS": False,
                "EMAIL_USE_SSL": False,
            }
            with override_settings(**server):
                report(people, *timed(lambda: send(controller, ids)), sink.received, closed(controller, ids))
                first = len(sink.received)
                again = send(controller, ids)
        print(f"sent again under the same key: {counted(again.statuses)}, mails {len(sink.received) - first}")
        print(f"peak memory {peak_mib():.0f} MiB")
        connection.close()


def close_addresses(controller: Any, ids: list[int]) -> None:
    """Let every twentieth have opted out by the link of an earlier mail."""
    from consents.services import suppress_addresses_of

    suppress_addresses_of(subject_ids=ids, controller=controller, at=NOW)


def closed(controller: Any, ids: list[int]) -> set[str]:
    """Give the addresses that may not be mailed, as the gate says of each person."""
    from consents.gate import may_use_all

    answers = may_use_all(ids, asked(controller))
    return {f"person{pk}@example.se" for pk, decision in answers.items() if not decision.allowed}


def send(controller: Any, ids: list[int]) -> Any:
    """Send the newsletter of the autumn to everybody."""
    from consents import outgoing

    return outgoing.send_campaign(
        controller=controller,
        recipients=recipients(ids),
        event="newsletter",
        context=WORDS,
        at=NOW,
        key="hosten-2026",
    )


def recipients(ids: list[int]) -> Iterator[Any]:
    """Give the people one by one: memory stays flat."""
    from consents import outgoing
    from subjects.models import DataSubject

    for subject in DataSubject.objects.filter(pk__in=ids).order_by("pk").iterator(chunk_size=500):
        yield outgoing.Recipient(subject=subject, to=f"person{subject.pk}@example.se")


def report(people: int, seconds: float, sent: Any, received: list[Any], closed: set[str]) -> None:
    """Print the two ends of it."""
    print(f"{people} recipients in {seconds:.0f} s: {counted(sent.statuses)}")
    print(f"the gate's reasons: {counted(sent.reasons)}")
    came = Counter(address for mail in received for address in mail.recipients)
    print(f"received {len(received)}, to two of one address {sum(n - 1 for n in came.values())}")
    print(f"to somebody who may not be mailed {len(closed & came.keys())}")
    print(f"without the headers or the link {sum(not is_whole(mail) for mail in received)}")


def counted(statuses: Counter[str]) -> dict[str, int]:
    """Write a count by its plain names."""
    return {str(status): n for status, n in sorted(statuses.items())}


def is_whole(mail: Any) -> bool:
    """Tell whether a mail has the one-click headers, and their link in both of its parts."""
    message = mail.message
    link = re.sub(r"[\s<>]", "", str(message["List-Unsubscribe"]))
    parts = [message.get_body((kind,)).get_content() for kind in ("plain", "html")]
    one_click = message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return one_click and link.startswith("http") and all(link in part for part in parts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
