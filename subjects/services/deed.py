"""What every deed here shares: one transaction, tried again when the database asks for it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import Error, transaction
from django.utils.translation import gettext_lazy as _

from subjects.services.errors import HolderErased

P = ParamSpec("P")
T = TypeVar("T")

ERASED = "PH001"
TRY_AGAIN = frozenset({"40P01", "40001"})
"""SQLSTATE of a deadlock and of a serialisation failure: nothing was done, the same deed may pass now."""
TRIES = 4
PAUSE_SECONDS = 0.05
"""At most so long before the next try: the other party of the deadlock goes first."""


def deed(do: Callable[P, T]) -> Callable[P, T]:
    """Do all of it in one transaction or nothing of it.

    A deadlock is tried again, unless the deed is part of a greater transaction, which then has to
    decide. Raises HolderErased where the database found that the holder is erased (SQLSTATE PH001).
    """

    @wraps(do)
    def doing(*args: P.args, **kwargs: P.kwargs) -> T:
        tries = 1 if transaction.get_connection().in_atomic_block else TRIES
        for left in reversed(range(tries)):
            try:
                with transaction.atomic():
                    return do(*args, **kwargs)
            except Error as fault:
                if not (left and sqlstate(fault) in TRY_AGAIN):
                    raise _named(fault) from fault
            time.sleep(random.uniform(0, PAUSE_SECONDS))
        raise AssertionError("the last try returns or raises")

    return doing


def sqlstate(fault: BaseException) -> str:
    """Give the five characters by which PostgreSQL names a fault; empty when there are none."""
    return getattr(fault.__cause__, "pgcode", None) or ""


def _named(fault: Error) -> Exception:
    if sqlstate(fault) == ERASED:
        return HolderErased(_("Uppgifterna är gallrade. Det går inte att lägga till något på dem."))
    return fault
