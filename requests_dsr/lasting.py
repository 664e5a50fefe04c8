"""How long what is fetched by the person lasts: seven days, from when the letter about it has left.

Until then nobody knows of it, and it stays: a relay that was down, or a letter that waits to be posted, takes
no day away (domain.md 4.2, 4.5).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

LIVES = timedelta(days=7)


def packages_that_last(at: datetime) -> Q:
    """Give the condition on a package that its days are not over at an instant (UTC)."""
    return Q(deleted_at=None) & (Q(expires_at=None) | Q(expires_at__gt=at))


def is_over(ends_at: datetime | None, at: datetime) -> bool:
    """Tell whether the days are over at an instant (UTC); `ends_at` is None while they have not begun."""
    return ends_at is not None and ends_at <= at
