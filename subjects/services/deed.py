"""What every deed here shares: one transaction, tried again when the database asks for it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import Error, transaction
from django.utils.translation import gettext_lazy as _

from subjects.services.errors import HolderErased, HoldersChanged

P = ParamSpec("P")
T = TypeVar("T")

ERASED = "PH001"
TRY_AGAIN = frozenset({"40P01", "40001"})
"""SQLSTATE of a deadlock and of a serialisation failure: nothing was done, the same deed may pass now."""
ALREADY_ERASED = _("Uppgifterna är gallrade. Det går inte att lägga till något på dem.")
TRIES = 4
PAUSE_SECONDS = 0.05
"""At most so long before the next try: the other party of the deadlock goes first."""


def deed(do: Callable[P, T]) -> Callable[P, T]:
    """Do all of it in one transaction or nothing of it.

    A deadlock is tried again, and so is a deed whose holders changed before it had locked them; unless the
    deed is part of a greater transaction, which then has to decide. What fails after the commit is never a
    reason to do it twice. Raises HolderErased where the database found that the holder is erased
    (SQLSTATE PH001).
    """

    @wraps(do)
    def doing(*args: P.args, **kwargs: P.kwargs) -> T:
        outermost = not transaction.get_connection().in_atomic_block
        for left in reversed(range(TRIES if outermost else 1)):
            done = _Done()
            try:
                with transaction.atomic():
                    if outermost:
                        transaction.on_commit(done.note)  # the first of what follows the commit
                    return do(*args, **kwargs)
            except Error as fault:
                if sqlstate(fault) == ERASED:
                    raise HolderErased(ALREADY_ERASED) from fault
                if done.noted or not left or sqlstate(fault) not in TRY_AGAIN:
                    raise
            except HoldersChanged:
                if done.noted or not left:
                    raise
            time.sleep(random.uniform(0, PAUSE_SECONDS))
        raise AssertionError("the last try returns or raises")

    return doing


def sqlstate(fault: BaseException) -> str:
    """Give the five characters by which PostgreSQL names a fault; empty when there are none."""
    return getattr(fault.__cause__, "pgcode", None) or ""


class _Done:
    """Whether a transaction was committed."""

    def __init__(self) -> None:
        self.noted = False

    def note(self) -> None:
        self.noted = True
