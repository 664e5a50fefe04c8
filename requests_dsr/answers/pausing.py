"""Tell those who hold a person's data that it is paused, and that the pause is over (Art. 18, 19).

A restriction acts from the moment it is asked for by somebody we know, and so does the pause that comes
with an objection (18(1)(d)). So the recipients are told then, not when it is granted. They are told of
the end on the day the pause ends, after the person (18(3)).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from connectors.asking import marks_of
from connectors.models import NoticeKind, NoticeState, RecipientKind, RecipientNotice
from connectors.services import Told, note_recipients
from law.calendar import stockholm_day
from law.rights import Right
from ledger.actor import Actor
from register.selectors import has_live_policy
from requests_dsr.answers.recipients import carry_out_notices, recipients_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.reaching.recipients import note_never_told
from requests_dsr.states import State
from retention.live import live_policy
from subjects.models import BlockKind, DataSubject, ProcessingBlock

ENDS = (NoticeKind.RESTRICTION_LIFTED, NoticeKind.OBJECTION_UPHELD)
"""What a recipient is told when a pause is over: to go on as before, or to leave that use for good."""
Recipient = tuple[str, str]


def reach_of(request: DataSubjectRequest, scope: Collection[str]) -> set[str]:
    """Give the categories a pause reaches: those named, or all that the policy has a rule for."""
    if scope:
        return set(scope)
    return {rule.category for rule in live_policy(request.controller).rules.rules.values()}


def tell_of_a_pause(
    request: DataSubjectRequest, scopes: Iterable[Collection[str]], *, by: Actor, at: datetime
) -> int:
    """Note whom to tell that what a request is about is paused (Art. 19); give how many are new.

    `scopes` are those of its blocks. Whoever has been told of this pause already, of all that it reaches,
    is not told again: a grant tells only those who were given the data since. The connected systems
    are asked once the deed stands.
    """
    person = request.subject
    if person is None or not has_live_policy(request.controller):
        return 0
    reach = set().union(*(reach_of(request, scope) for scope in scopes))
    told = told_of_a_pause(request)
    new = [one for one in recipients_of(person, reach) if not one.categories <= _covered(told, one)]
    count = note_recipients(
        controller=request.controller,
        request_ref=request.ref,
        kind=NoticeKind.RESTRICTION,
        recipients=new,
        by=by,
        at=at,
        about=marks_of(person),
    )
    if count:
        _ask_the_systems(request, at=at)
    return count


def tell_of_its_end(request: DataSubjectRequest, *, by: Actor, at: datetime) -> int:
    """Note whom to tell that a request's pause is over; give how many. Nothing while it lasts.

    A recipient that another pause of the same person reaches hears nothing until that one is over too: a
    system knows only that somebody is paused. One that never was told of the pause is let be. Where an
    objection was upheld no machine may start the use again, so a person tells each.
    """
    person, on = request.subject, stockholm_day(at)
    if person is None:
        return 0  # nothing of them is left to be used
    blocks = list(pauses_in_force(person, on=on))
    if any(block.ground.endswith(str(request.ref)) for block in blocks):
        return 0
    over = [notices for notices in told_of_a_pause(request).values() if not _reached(notices, blocks)]
    ends = []
    for notices in over:
        if any(_has_heard(notice) for notice in notices):
            ends.append(_as_told(notices))
        for notice in notices:
            if not _has_heard(notice) and notice.state == NoticeState.PENDING:
                note_never_told(request, notice, by=by, at=at)
    count = note_recipients(
        controller=request.controller,
        request_ref=request.ref,
        kind=_end_of(request),
        recipients=ends,
        by=by,
        at=at,
        about=marks_of(person),
    )
    if count:
        _ask_the_systems(request, at=at)
    return count


def told_of_a_pause(request: DataSubjectRequest) -> dict[Recipient, list[RecipientNotice]]:
    """Give the notices of a request's pause by recipient: of those who have not heard that it is over."""
    found: dict[Recipient, list[RecipientNotice]] = {}
    notices = RecipientNotice.objects.filter(
        request_ref=request.ref, kind__in=[NoticeKind.RESTRICTION, *ENDS]
    ).select_related("system", "controller")
    for notice in notices.order_by("pk"):
        recipient = notice.recipient_kind, notice.recipient
        if notice.kind == NoticeKind.RESTRICTION:
            found.setdefault(recipient, []).append(notice)
        else:
            found.pop(recipient, None)
    return found


def pauses_in_force(person: DataSubject, *, on: date) -> QuerySet[ProcessingBlock]:
    """Give the pauses of a person's data that hold on a Stockholm day, whoever placed them."""
    lasting = Q(until_on=None) | Q(until_on__gt=on)
    return ProcessingBlock.objects.filter(
        lasting, subject=person, kind=BlockKind.RESTRICTION_ART18, from_on__lte=on
    )


def _covered(told: dict[Recipient, list[RecipientNotice]], one: Told) -> set[str]:
    notices = told.get((one.kind, one.name[:200]), ())
    return {category for notice in notices for category in notice.categories}


def _reached(notices: Iterable[RecipientNotice], blocks: Iterable[ProcessingBlock]) -> bool:
    held = {category for notice in notices for category in notice.categories}
    return any(not block.scope or held & set(block.scope) for block in blocks)


def _has_heard(notice: RecipientNotice) -> bool:
    """Tell whether a recipient may act on a pause: a system that was asked may have done a part of it."""
    if notice.state == NoticeState.PENDING:
        return notice.recipient_kind == RecipientKind.SYSTEM
    return notice.state in (NoticeState.SENT, NoticeState.CONFIRMED)


def _as_told(notices: list[RecipientNotice]) -> Told:
    last = notices[-1]
    return Told(
        name=last.recipient,
        kind=RecipientKind(last.recipient_kind),
        categories=frozenset(category for notice in notices for category in notice.categories),
        system=last.system,
        name_en=last.recipient_en,
    )


def _end_of(request: DataSubjectRequest) -> NoticeKind:
    granted = State(request.state) in (State.FULFILLED, State.PARTLY_FULFILLED)
    if request.right == Right.OBJECTION and granted:
        return NoticeKind.OBJECTION_UPHELD
    return NoticeKind.RESTRICTION_LIFTED


def _ask_the_systems(request: DataSubjectRequest, *, at: datetime) -> None:
    """Ask the connected systems after the deed: none is waited for under a lock. The morning asks again."""
    transaction.on_commit(lambda: carry_out_notices(request, at=at), robust=True)
