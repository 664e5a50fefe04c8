"""Who did it, as far as the ledger may know: a role, and for staff an opaque reference."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Say who acts: a role of domain.md 5, and for staff a reference such as `user:17`.

    A data subject acts without a reference. With one, all the deeds of a person could be
    linked to each other after the person is gone (domain.md 4.2, RT-6).
    """

    role: str
    ref: str = ""


WORKER = Actor(role="worker")
SUBJECT = Actor(role="subject")
