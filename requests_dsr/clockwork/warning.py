"""Warn the staff before a legal limit, and tell the DPO every day that one is passed (DL-9, DL-7).

A request that is closed is answered once its answer has left: until then it is warned of like an open one.
A granted erasure that is not carried out is told to the DPO as well, and so is what has waited for the
person's own answer as long as an unknown sender is waited for (DL-3): its clock stands, it keeps what it asks
about from erasure, and nobody else would ask.
A morning that never came is made up for by the next one, and so is one whose mails reached nobody. Each
request is claimed by one conditional update before anybody is mailed: workers that wake together mail once.
The mails hold references and days, never a name: they are read on telephones and in lists.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Controller, Role, User
from accounts.selectors import holders_of
from consents import outgoing
from consents.law import MessageClass
from consents.models import MessageStatus, OutgoingMessage
from law.calendar import midnight_after, stockholm_day
from requests_dsr.clocks import levels_of, waiting_questions
from requests_dsr.law import ServiceLevels
from requests_dsr.law.numbers import DEFAULTS
from requests_dsr.models import DataSubjectRequest, RequestEvent
from requests_dsr.services.reaching.undelivered import unerased
from requests_dsr.states import OPEN, State
from requests_dsr.untold import is_untold, waits_to_be_told, with_telling

WARNED, OVERDUE, SILENT = "WARNED", "OVERDUE", "SILENT"
WARNING, LATE = "request_warning", "request_overdue"
LOOK_BACK = timedelta(days=14)
"""Longer than the first warning comes before its limit."""


@transaction.atomic
def warn(controller: Controller, *, at: datetime) -> int:
    """Mail handlers and DPO the requests of which a limit is seven or two days away; once for each day.

    An extended request has two limits: the one of its answer, and before it the one of a refusal.
    """
    today = stockholm_day(at)
    staff = holders_of(controller, (Role.HANDLER, Role.DPO), on=today)
    ahead = _unanswered(controller).filter(due_on__gte=today) if staff else ()
    found = [(request, levels_of(request)) for request in ahead]
    told_on = _told_on(controller, today) if found else frozenset()
    new = [
        (request, levels.refuse_by_on if _may_refuse(levels, today) else None)
        for request, levels in found
        if (since := _to_warn_since(levels, today)) and _claim(request, "warned_on", since, today, told_on)
    ]
    return _tell(controller, staff, new, WARNING, code=WARNED, at=at)


@transaction.atomic
def escalate(controller: Controller, *, at: datetime) -> int:
    """Mail the DPO the requests whose limit has passed, every day until the person has been answered.

    With them stand the granted erasures that were not carried out in time, and what waits for the person.
    """
    today = stockholm_day(at)
    staff = holders_of(controller, (Role.DPO,), on=today)
    late = [*_unanswered(controller).filter(due_on__lt=today), *unerased(controller, at=at)] if staff else []
    late += _long_silent(controller, today) if staff else []
    new = [(request, None) for request in late if _claim(request, "escalated_on", today, today, ())]
    return _tell(controller, staff, new, LATE, code=OVERDUE, at=at)


def _long_silent(controller: Controller, today: date) -> list[DataSubjectRequest]:
    """Give what stands still for a question that the person has not answered in sixty days."""
    found = DataSubjectRequest.objects.filter(controller=controller, due_on=None, state__in=sorted(OPEN))
    asked_by = today - timedelta(days=DEFAULTS.close_unverified_days)
    return [
        request
        for request in found.prefetch_related("questions").order_by("received_at", "pk")
        if (asked := waiting_questions(request)) and stockholm_day(asked[-1].asked_at) <= asked_by
    ]


def _is_silent(request: DataSubjectRequest) -> bool:
    return request.due_on is None and State(request.state) in OPEN


def _unanswered(controller: Controller) -> QuerySet[DataSubjectRequest]:
    found = with_telling(DataSubjectRequest.objects.filter(controller=controller, due_on__isnull=False))
    waiting = found.filter(Q(state__in=sorted(OPEN)) | Q(waits_to_be_told()))
    return waiting.prefetch_related("questions").order_by("due_on", "pk")


def _to_warn_since(levels: ServiceLevels, today: date) -> date | None:
    """Give the last day of a warning that has come, while the limit it is about lies ahead."""
    days = [*levels.warn_on, *(levels.warn_of_refusal_on if _may_refuse(levels, today) else ())]
    if levels.overdue_from is None or today >= levels.overdue_from:
        return None
    return max((day for day in days if day <= today), default=None)


def _may_refuse(levels: ServiceLevels, today: date) -> bool:
    return levels.refuse_by_on is not None and today <= levels.refuse_by_on


def _told_on(controller: Controller, today: date) -> frozenset[date]:
    """Give the days of late on which a warning left for somebody, and did not come back."""
    sent = OutgoingMessage.objects.filter(controller=controller, event=WARNING, status=MessageStatus.SENT)
    lately = sent.filter(at__gte=midnight_after(today - LOOK_BACK))
    return frozenset(stockholm_day(at) for at in lately.values_list("at", flat=True))


def _claim(
    request: DataSubjectRequest, column: str, since: date, today: date, told_on: Collection[date]
) -> bool:
    """Take the telling of a request upon oneself, unless it was told on that day or later.

    What was claimed on an earlier day than today counts only if a mail left on that day.
    """
    untold = Q(**{column: None}) | Q(**{f"{column}__lt": since})
    untold |= Q(**{f"{column}__lt": today}) & ~Q(**{f"{column}__in": told_on})
    return bool(DataSubjectRequest.objects.filter(untold, pk=request.pk).update(**{column: today}))


def _tell(
    controller: Controller,
    staff: list[User],
    new: Sequence[tuple[DataSubjectRequest, date | None]],
    event: str,
    *,
    code: str,
    at: datetime,
) -> int:
    """Mail one list to each of the staff, and note on each request that it was told, once a mail has left."""
    rows = [
        {
            "reference": str(request.ref),
            "due_on": request.due_on,
            "refuse_by_on": refuse_by_on,
            "state": request.get_state_display(),
            "untold": is_untold(request),
            "silent": _is_silent(request),
            "unerased": code == OVERDUE
            and not _is_silent(request)
            and not (request.due_on and request.due_on < stockholm_day(at)),
        }
        for request, refuse_by_on in new
    ]
    mails = [
        outgoing.send(
            controller=controller,
            to=user.email,
            event=event,
            context={
                "rows": [row for row in rows if not (row["unerased"] or row["silent"])],
                "silent": [row for row in rows if row["silent"]],
                "silent_days": DEFAULTS.close_unverified_days,
                "unerased": [row for row in rows if row["unerased"]],
                "today": stockholm_day(at),
                "panel_link": settings.SITE_URL,
            },
            language=user.language,
            message_class=MessageClass.SERVICE,
            at=at,
        )
        for user in (staff if rows else ())
    ]
    told = [(request, SILENT if _is_silent(request) else code) for request, _refuse_by_on in new]
    transaction.on_commit(lambda: _note_told(told, mails, at=at))
    return len(new)


def _note_told(
    told: Sequence[tuple[DataSubjectRequest, str]], mails: Sequence[OutgoingMessage], *, at: datetime
) -> None:
    if not any(mail.status == MessageStatus.SENT for mail in mails):
        return
    RequestEvent.objects.bulk_create(
        RequestEvent(
            request=request, at=at, source=request.state, target=request.state, role="worker", code=code
        )
        for request, code in told
    )
