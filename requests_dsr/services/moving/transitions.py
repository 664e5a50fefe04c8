"""Move a request from one state to another: one transaction, one ledger line, one line in the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from ledger.actor import Actor
from ledger.services import record
from requests_dsr.clocks import wind
from requests_dsr.guards import Attempt, may_move
from requests_dsr.models import DataSubjectRequest, RequestEvent
from requests_dsr.states import BY_STATES, CLOSED, Move, State
from requests_dsr.whose import written_to
from subjects.services.deed import deed
from subjects.services.errors import Refused
from subjects.services.locking import lock_with_orgs

AfterMove = Callable[[DataSubjectRequest, Move, Attempt], None]
_after: list[AfterMove] = []


class ForbiddenMove(Refused):
    """A move that the state, the role or a guard does not allow; the message says why."""


def after_every_move(act: AfterMove) -> AfterMove:
    """Register what follows a move in the same transaction: letters, blocks, orders to erase."""
    _after.append(act)
    return act


def as_seen(request: DataSubjectRequest) -> DataSubjectRequest:
    """Lock a request and its person, and read it anew, with its file; whoever calls is in a transaction.

    The person is locked first, after their organisations, like in every deed that may be a reason to keep
    (purge.md, rules 4 and 5). A deed is about the person its caller saw: raises ForbiddenMove where somebody
    else has been linked since. One who was erased meanwhile is nobody else.
    """
    seen = request.subject_id
    if seen is not None:
        lock_with_orgs([seen])
    rows = DataSubjectRequest.objects.select_for_update(of=["self"])
    request = rows.select_related("controller", "subject", "file").get(pk=request.pk)
    if request.subject_id not in (seen, None):
        raise ForbiddenMove(_("Begäran är nu knuten till en annan person än när du läste den."))
    return request


@deed
def move(
    *,
    request: DataSubjectRequest,
    to: State,
    by: Actor,
    at: datetime,
    user: User | None = None,
    comment: str = "",
    codes: tuple[str, ...] = (),
    extension_reasons: tuple[str, ...] = (),
    proposal: str = "",
    received_at: datetime | None = None,
) -> DataSubjectRequest:
    """Move a request to another state, as domain.md 5 allows it. Raises ForbiddenMove, as `as_seen` does too.

    `proposal` is the digest of the proposal that whoever moves it to review has just written. `received_at`
    (UTC) is when what opens it again came: its month runs from then, however late somebody looks (DL-1).
    """
    request = as_seen(request)
    attempt = Attempt(
        request=request,
        by=by,
        at=at,
        user=user,
        comment=comment,
        codes=codes,
        extension_reasons=extension_reasons,
        proposal=proposal,
        received_at=received_at,
    )
    permission = may_move(attempt, to)
    if not permission:
        raise ForbiddenMove(permission.reason)
    step = BY_STATES[State(request.state), to]
    _apply(request, step, attempt)
    tell(request, step, attempt)
    return request


def _apply(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    if step.source is State.IDENTITY_PENDING and step.target is State.IN_PROGRESS:
        request.questions.filter(kind="identity", answered_at=None).update(answered_at=attempt.at)
    request.state = step.target
    if step.source not in CLOSED or step.target not in CLOSED:
        request.closed_at = attempt.at if step.target in CLOSED else None
    if step.target is State.EXTENDED:
        request.extended_at, request.extension_reasons = attempt.at, sorted(attempt.extension_reasons)
    elif step.target is State.REVIEW:
        request.drafted_by, request.drafted_at = attempt.user, attempt.at
    elif step.source is State.REVIEW and step.target in CLOSED:
        request.decided_by, request.decided_at = attempt.user, attempt.at
        request.exception_codes = sorted(attempt.codes)
    elif step.source is State.FULFILLED and step.target in CLOSED:
        request.exception_codes = sorted(attempt.codes)
    elif step.target is State.REOPENED:
        request.reopened_at = attempt.received_at or attempt.at
        request.decided_by, request.decided_at = None, None
        request.drafted_by, request.drafted_at = None, None
    wind(request)
    request.save()


def tell(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Write a move to the file and the ledger, and let follow what follows it."""
    RequestEvent.objects.create(
        request=request,
        whose=written_to(request, at=attempt.at) if attempt.comment else None,
        at=attempt.at,
        source=step.source or "",
        target=step.target,
        role=attempt.by.role,
        user=attempt.user,
        code=",".join(attempt.codes or attempt.extension_reasons),
        comment=attempt.comment,
    )
    record(
        controller=request.controller.slug,
        by=attempt.by,
        action=step.event,
        object_type="requests_dsr.request",
        category=request.right,
        rule_codes=attempt.codes,
    )
    for act in _after:
        act(request, step, attempt)
