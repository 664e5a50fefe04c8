"""Warn the staff before a legal limit, and tell the DPO every day that one is passed (DL-9).

The mails hold references and days, never a name: they are read on telephones and in lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Controller, Role, StaffRole, User
from consents import outgoing
from consents.law import MessageClass
from law.calendar import stockholm_day
from requests_dsr.clocks import levels_of
from requests_dsr.models import DataSubjectRequest, RequestEvent
from requests_dsr.states import OPEN

WARNED, OVERDUE = "WARNED", "OVERDUE"


def warn(controller: Controller, *, at: datetime) -> int:
    """Mail handlers and DPO the requests whose limit is seven or two days away; once for each day."""
    today = stockholm_day(at)
    soon = [request for request in _open(controller) if today in levels_of(request).warn_on]
    return _tell(controller, soon, (Role.HANDLER, Role.DPO), "request_warning", code=WARNED, at=at)


def escalate(controller: Controller, *, at: datetime) -> int:
    """Mail the DPO the requests whose limit has passed, every day until they are answered."""
    late = list(_open(controller).filter(due_on__lt=stockholm_day(at)))
    return _tell(controller, late, (Role.DPO,), "request_overdue", code=OVERDUE, at=at)


def staff_of(controller: Controller, roles: Iterable[Role], *, on: date) -> list[User]:
    """Give who holds one of the roles at a controller that day, each once."""
    ended = Q(grants__isnull=False) & ~Q(grants__ends_on__gte=on)
    held = StaffRole.objects.filter(controller=controller, role__in=list(roles), ended_at=None).exclude(ended)
    return list(User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("pk"))


def _open(controller: Controller) -> QuerySet[DataSubjectRequest]:
    found = DataSubjectRequest.objects.filter(controller=controller, state__in=sorted(OPEN))
    return found.exclude(due_on=None).prefetch_related("questions").order_by("due_on", "pk")


@transaction.atomic
def _tell(
    controller: Controller,
    requests: Sequence[DataSubjectRequest],
    roles: Iterable[Role],
    event: str,
    *,
    code: str,
    at: datetime,
) -> int:
    """Mail one list to each of the staff, and note on each request that it was told today."""
    day = stockholm_day(at)
    told = {
        event.request_id
        for event in RequestEvent.objects.filter(request__in=requests, code=code)
        if stockholm_day(event.at) == day
    }
    new = [request for request in requests if request.pk not in told]
    if not new:
        return 0
    rows = [
        {"reference": str(request.ref), "due_on": request.due_on, "state": request.get_state_display()}
        for request in new
    ]
    for user in staff_of(controller, roles, on=day):
        outgoing.send(
            controller=controller,
            to=user.email,
            event=event,
            context={"rows": rows, "today": day, "panel_link": settings.SITE_URL},
            language=user.language,
            message_class=MessageClass.SERVICE,
            at=at,
        )
    RequestEvent.objects.bulk_create(
        RequestEvent(
            request=request, at=at, source=request.state, target=request.state, role="worker", code=code
        )
        for request in new
    )
    return len(new)
