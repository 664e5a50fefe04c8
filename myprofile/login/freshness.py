"""How long ago somebody proved who they are in this very session: a package asks for a fresh code."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

KEY = "logged_in_at"
FRESH_SECONDS = 15 * 60


@receiver(user_logged_in, dispatch_uid="myprofile.note_the_time")
def note_the_time(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Note in the session when its log-in happened; another session of the same person has its own."""
    if request is not None:
        request.session[KEY] = int(time.time())


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether the session was logged in to less than 15 minutes ago."""
    since = request.session.get(KEY)
    return isinstance(since, int) and 0 <= time.time() - since < FRESH_SECONDS
