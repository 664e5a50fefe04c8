"""A form that is sent twice is one form: a double press, a reload, a second tab with the same page."""

from __future__ import annotations

from uuid import uuid4

from django.core.cache import cache
from django.http import HttpRequest

FIELD = "once"
LIVES = 24 * 3600
LONGEST = 40


def new_mark() -> str:
    """Give a mark to put in a form."""
    return uuid4().hex


def is_first(request: HttpRequest) -> bool:
    """Take a sent form's mark; False when it was taken before. A form without one is always the first."""
    key = _key(request)
    return key is None or bool(cache.add(key, 1, LIVES))


def give_back(request: HttpRequest) -> None:
    """Let a form be sent again, because nothing came of it."""
    if (key := _key(request)) is not None:
        cache.delete(key)


def _key(request: HttpRequest) -> str | None:
    mark = request.POST.get(FIELD, "")
    usable = mark.isascii() and mark.isalnum() and len(mark) <= LONGEST
    return f"once:{request.user.pk}:{mark}" if usable else None
