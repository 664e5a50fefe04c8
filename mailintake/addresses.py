"""Where a company's data-protection mailbox is: `MAILBOX_<SLUG>_URL`, read once. Pure Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

NAMED = re.compile(r"^MAILBOX_([A-Z0-9_]+)_URL(?:_FILE)?$")
PORTS = {"imaps": 993, "imap+starttls": 143, "imap": 143}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
KEEP_DAYS = 30
OPTIONS = frozenset({"folder", "recruitment", "keep", "since", "ca"})


class BadAddress(ValueError):
    """The address of a mailbox cannot be read; the message says what to mend, without the password."""


@dataclass(frozen=True, kw_only=True)
class MailboxAddress:
    """A mailbox on an IMAP server.

    `inbox` is read; what was taken in lies in `folder`, for `keep_days` after it is handled (None: for
    ever). Job applications are moved to `recruitment`. What was received before `since` is left alone.
    `ca` is the file of a private authority.
    """

    scheme: str
    host: str
    port: int
    user: str
    password: str
    inbox: str = "INBOX"
    folder: str = "PrivacyHub"
    recruitment: str = "Rekrytering"
    keep_days: int | None = KEEP_DAYS
    since: date | None = None
    ca: str = ""

    def __repr__(self) -> str:
        return f"<mailbox at {self.host}:{self.port}>"


def names_in(environment: Iterable[str]) -> set[str]:
    """Give the names between `MAILBOX_` and `_URL` among the names of environment variables."""
    return {match[1] for name in environment if (match := NAMED.match(name))}


def name_of(slug: str) -> str:
    """Give what a company is called in the environment: `winston-ab` is `WINSTON_AB`."""
    return slug.upper().replace("-", "_")


def address_of(slug: str, urls: Mapping[str, str]) -> MailboxAddress | None:
    """Give where a company's mailbox is, None where none is set. Raises BadAddress."""
    url = urls.get(name_of(slug), "")
    return parse(url) if url else None


def parse(url: str) -> MailboxAddress:
    """Read `imaps://user:password@host:993/INBOX?folder=...&keep=30`. Raises BadAddress."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise BadAddress("the address is no URL: write imaps://user:password@host/INBOX") from None
    if parts.scheme not in PORTS:
        raise BadAddress("the address begins with imaps:// or imap+starttls://")
    if not (parts.hostname and parts.username and parts.password):
        raise BadAddress("the address names a user, a password and a host: imaps://user:password@host/INBOX")
    if parts.scheme == "imap" and parts.hostname not in LOOPBACK:
        raise BadAddress("imap:// sends the password in the clear: use imaps:// or imap+starttls://")
    options = _options(parts.query)
    return MailboxAddress(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port,
        user=unquote(parts.username),
        password=unquote(parts.password),
        inbox=unquote(parts.path.strip("/")) or "INBOX",
        keep_days=_days(options.get("keep", str(KEEP_DAYS))),
        folder=options.get("folder", "PrivacyHub"),
        recruitment=options.get("recruitment", "Rekrytering"),
        since=_day(options["since"]) if "since" in options else None,
        ca=options.get("ca", ""),
    )


def _options(query: str) -> dict[str, str]:
    given = {name: values[-1] for name, values in parse_qs(query).items()}
    if unknown := sorted(set(given) - OPTIONS):
        raise BadAddress(f"unknown option {unknown[0]}: there are {', '.join(sorted(OPTIONS))}")
    return given


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadAddress("since is a day: 2026-11-25") from None


def _days(keep: str) -> int | None:
    if keep == "always":
        return None
    if not (keep.isdecimal() and len(keep) < 5):
        raise BadAddress("keep is a number of days, or always")
    return int(keep)
