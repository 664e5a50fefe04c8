"""Write the security log: one row for each company a login belongs to (RT-13)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from accounts.models import Controller, SecurityEvent, SecurityKind, User
from law.identifiers import NotAnIdentifier, mask_ip


def note_event(
    *,
    kind: SecurityKind,
    user: User | None,
    at: datetime,
    request: HttpRequest | None = None,
    controller: Controller | None = None,
) -> None:
    """Note what happened to a login, at each company it belongs to, or at the one that is named.

    Without a login (an address nobody has) the event is noted at the company asked for, or at none.
    """
    companies: list[Controller | None] = [controller] if controller or user is None else [*_companies(user)]
    network = _network(request)
    SecurityEvent.objects.bulk_create(
        SecurityEvent(controller=company, user=user, kind=kind, network=network, at=at)
        for company in companies or [None]
    )


def _companies(user: User) -> list[Controller]:
    """Give the companies that know a login: as a customer's person, or as somebody who works there."""
    works = Q(staff_roles__user=user, staff_roles__ended_at=None)
    return list(Controller.objects.filter(works | Q(subjects__user=user)).distinct().order_by("pk"))


def _network(request: HttpRequest | None) -> str | None:
    """Give the network a request came from, never the whole address (WN-37)."""
    if request is not None:
        with suppress(NotAnIdentifier):
            return mask_ip(request.META.get("REMOTE_ADDR", ""))
    return None
