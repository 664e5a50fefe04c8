"""A form that is sent twice is one form: a double press, a reload, a second tab with the same page.

Its mark is taken in the transaction of what it asks for: both stand, or neither. Of two presses at
the same moment the second waits until the first is committed or undone. So what failed (a deadlock, a
worker that was killed) can be sent again, and nobody is told that we have what we have not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar
from uuid import uuid4

from accounts.models import SentForm, User
from subjects.services.deed import deed

T = TypeVar("T")
FIELD = "once"
"""What the mark is called in a form."""
LIVES = timedelta(hours=24)
LONGEST = 40
FORGOTTEN_AT_ONCE = 100


def new_mark() -> str:
    """Give a mark to put in a form."""
    return uuid4().hex


def do_once(*, user: User, mark: str, do: Callable[[], T], at: datetime) -> tuple[T] | None:
    """Do what a user's form asks, in one transaction with its mark; None where that was done before.

    A form without a mark is always the first. Raises whatever `do` raises; the form may then be sent again.
    """

    @deed
    def doing() -> tuple[T] | None:
        return (do(),) if _is_first(user, mark, at) else None

    return doing()


def _is_first(user: User, mark: str, at: datetime) -> bool:
    if not (mark.isascii() and mark.isalnum() and len(mark) <= LONGEST):
        return True
    _forget(before=at - LIVES)
    digest = sha256(f"{user.pk}:{mark}".encode()).digest()
    _form, new = SentForm.objects.get_or_create(digest=digest, defaults={"sent_at": at})
    return new


def _forget(*, before: datetime) -> None:
    """Delete old marks; those that another press is deleting just now are left to it."""
    old = SentForm.objects.filter(sent_at__lt=before).order_by("pk").select_for_update(skip_locked=True)
    SentForm.objects.filter(pk__in=[*old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]]).delete()
