"""Write the security log: an event at the company it was at, or at each the login belongs to (RT-13)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from accounts.asked_for import controller_asked_for
from accounts.models import Controller, Place, SecurityEvent, SecurityKind, StaffRole, User
from law.identifiers import NotAnIdentifier, mask_ip


def note_event(
    *,
    kind: SecurityKind,
    user: User | None,
    at: datetime,
    request: HttpRequest | None = None,
    controller: Controller | None = None,
) -> None:
    """Note what happened to a login where it happened, if that is known, else at each company it belongs to.

    `controller` names the company; without it, the page that the request is on does. Without a login (an
    address nobody has) the event is noted at the company asked for, or at none.
    """
    network = _network(request)
    SecurityEvent.objects.bulk_create(
        SecurityEvent(controller=company, user=user, kind=kind, place=place, network=network, at=at)
        for company, place in _places(user, controller, request)
    )


def _places(
    user: User | None, named: Controller | None, request: HttpRequest | None
) -> list[tuple[Controller | None, Place]]:
    if named is not None:
        return [(named, Place.HERE)]
    if user is None:
        return [(None, Place.SHARED)]
    companies: list[Controller] = _companies(user)
    page = controller_asked_for(request) if request is not None else None
    if not companies:
        return [(None, Place.SHARED)]
    if page not in companies:
        return [(company, Place.SHARED) for company in companies]
    works_at = {role.controller_id for role in StaffRole.objects.filter(user=user, ended_at=None)}
    return [
        (company, Place.HERE if company == page else Place.SHARED)
        for company in companies
        if company == page or company.pk in works_at
    ]


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
