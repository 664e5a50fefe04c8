"""Somebody outside: what they fill in, and the link they find in their mail."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from privacyhub.services.mail_sink import MailSink

ADDRESS = "ny@example.se"
SAID = {"email": ADDRESS, "name": "Kim Ask", "words": "Allt ni har."}


def ask(choice: str = "kopia", *, client: Client | None = None, slug: str = "winlas", **said: Any) -> Any:
    """Send a form; `said` changes what stands in it."""
    headers = said.pop("headers", None)
    return (client or Client()).post(f"/{slug}/begaran/{choice}/", {**SAID, **said}, headers=headers)


def write_to(kind: str = "quote", *, slug: str = "winlas", **said: Any) -> Any:
    """Send the contact form."""
    return Client().post(f"/{slug}/kontakt/", {"kind": kind, **SAID, **said})


def mailed_text(sink: MailSink, number: int = -1) -> str:
    """Give the plain text of a mail."""
    return str(sink.received[number].message.get_body(("plain",)).get_content())


def link(sink: MailSink) -> str:
    """Give the path of the newest link that was mailed."""
    for number in reversed(range(len(sink.received))):
        if found := re.search(r"https?://[^/]+(/\w+/bekrafta/[^/\s]+/)", mailed_text(sink, number)):
            return found[1]
    raise AssertionError("no mail holds a link")


def press(path: str) -> HttpResponse:
    """Press the button on the page that a link opens."""
    return Client().post(path, follow=True)  # type: ignore[return-value]


def words_of(answer: Any) -> str:
    """Give a page's words without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
