"""Was this written by a machine, and would an answer go round for ever (RFC 3834, RFC 3464)?

Only an answer to us that a machine wrote is set aside. A mail that merely came through one, such as a
mailing list, a web form or a service that asks on a person's behalf, may be a request: it is a draft
like any other, with a mark, and is never answered unless a person says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message as Raw

from mailintake.reading.headers import header, message_id, sender


@dataclass(frozen=True, kw_only=True)
class Own:
    """What is ours: our addresses, in lower case, and a way to ask whether we sent a Message-ID."""

    addresses: frozenset[str] = frozenset()
    sent: Callable[[str], bool] = lambda _id: False


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What gave a machine away, and whether the mail is an answer of one: that is set aside."""

    code: str
    set_aside: bool


def machine_behind(raw: Raw, own: Own) -> Machine | None:
    """Tell what machine is behind a mail, None for a person's own."""
    for code, set_aside, holds in _SIGNS:
        if holds(raw, own):
            return Machine(code=code, set_aside=set_aside)
    return None


def _is_report(raw: Raw, own: Own) -> bool:
    return raw.get_content_type() == "multipart/report" and "disposition" not in str(raw.get("Content-Type"))


def _is_read_receipt(raw: Raw, own: Own) -> bool:
    return raw.get_content_type() == "multipart/report"


def _is_bounce(raw: Raw, own: Own) -> bool:
    local = sender(raw)[1].partition("@")[0]
    empty = header(raw, "Return-Path") == "<>"
    return local in {"mailer-daemon", "postmaster"} and (empty or bool(header(raw, "X-Failed-Recipients")))


def _was_sent_by_us(raw: Raw, own: Own) -> bool:
    return bool(message_id(raw)) and own.sent(message_id(raw))


def _answers_by_itself(raw: Raw, own: Own) -> bool:
    replied = header(raw, "Auto-Submitted").lower().startswith("auto-replied")
    older = ("X-Autoreply", "X-Autorespond", "X-Autoresponder")
    return replied or header(raw, "Precedence").lower() == "auto_reply" or any(header(raw, n) for n in older)


def _is_generated(raw: Raw, own: Own) -> bool:
    said = header(raw, "Auto-Submitted").lower()
    return bool(said) and said != "no"


def _is_from_us(raw: Raw, own: Own) -> bool:
    return sender(raw)[1] in own.addresses


def _is_of_a_list(raw: Raw, own: Own) -> bool:
    return bool(header(raw, "List-Id") or header(raw, "List-Unsubscribe"))


def _is_bulk(raw: Raw, own: Own) -> bool:
    return header(raw, "Precedence").lower() in {"bulk", "junk", "list"}


def _wants_no_answer(raw: Raw, own: Own) -> bool:
    return bool(header(raw, "X-Auto-Response-Suppress"))


_SIGNS: tuple[tuple[str, bool, Callable[[Raw, Own], bool]], ...] = (
    ("BOUNCE", True, _is_report),
    ("RECEIPT", True, _is_read_receipt),
    ("BOUNCE", True, _is_bounce),
    ("OWN_MAIL", True, _was_sent_by_us),
    ("AUTO_REPLY", True, _answers_by_itself),
    ("GENERATED", False, _is_generated),
    ("OWN_ADDRESS", False, _is_from_us),
    ("LIST", False, _is_of_a_list),
    ("BULK", False, _is_bulk),
    ("NO_ANSWER", False, _wants_no_answer),
)
"""Code, whether it is set aside, and the sign; the first that holds is told."""
