"""Propose a decision, review it, decide: two people, bound together by the digest of what was reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from law.rights import Right
from ledger.actor import Actor
from requests_dsr.answers import ANSWERS, Answer, FactsMoved, Plan
from requests_dsr.answers.base import digest_of, plan_of
from requests_dsr.exceptions import NO_DATA, exceptions_for
from requests_dsr.guards import Attempt, may_move, outcome_missing
from requests_dsr.identity import DECEASED
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.transitions import ForbiddenMove, as_seen, move
from requests_dsr.states import State
from requests_dsr.waiting import why_not_yet
from subjects.services.deed import deed
from subjects.services.errors import IdentityTaken

REFUSAL = "refusal"


def preview(*, request: DataSubjectRequest, choices: Mapping[str, Any], at: datetime) -> Plan:
    """Give the proposal as it would be drafted now; writes nothing. Raises ForbiddenMove."""
    return _answer(request).draft(request, choices, at=at)


@deed
def draft(
    *, request: DataSubjectRequest, choices: Mapping[str, Any], by: Actor, user: User, at: datetime
) -> DataSubjectRequest:
    """Put a proposal forward for review. Raises ForbiddenMove while something is left to choose."""
    return _propose(request, preview(request=request, choices=choices, at=at), by=by, user=user, at=at)


@deed
def draft_refusal(
    *,
    request: DataSubjectRequest,
    codes: tuple[str, ...],
    evidence: str,
    by: Actor,
    user: User,
    at: datetime,
    fee_sek: int | None = None,
) -> DataSubjectRequest:
    """Propose to refuse, or to ask a fee first (Art. 12(5)), for a reason that the law has.

    `evidence` is what shows it: the burden is ours. `fee_sek` is what doing it would cost the person,
    only where the request is excessive or unfounded. Raises ForbiddenMove.
    """
    allowed = {one.code: one for one in exceptions_for(Right(request.right))}
    if not codes or not set(codes) <= set(allowed):
        raise ForbiddenMove(_("Ange vilket undantag i lagen som avslaget eller undantaget vilar på."))
    asked = [str(allowed[code].asks) for code in codes if allowed[code].needs_evidence]
    if asked and not evidence.strip():
        raise ForbiddenMove(" ".join(dict.fromkeys(asked)))
    if fee_sek is not None and not {"A12_5_EXCESSIVE", "A12_5_UNFOUNDED"} & set(codes):
        raise ForbiddenMove(_("En avgift får bara tas ut för en orimlig eller ogrundad begäran."))
    if DECEASED in codes and request.subject_id is not None and request.file.on_behalf != "next_of_kin":
        raise ForbiddenMove(
            _("Styrk först vem som frågar som närstående: svaret går till den, aldrig till den som är död.")
        )
    if NO_DATA in codes and request.subject_id is not None:
        raise ForbiddenMove(_("Begäran är knuten till en person, och om den har vi uppgifter."))
    plan = plan_of(
        REFUSAL,
        outcome=State.REFUSED,
        basis={},
        choices={"codes": sorted(codes)},
        exemptions=tuple(sorted(codes)),
        evidence=evidence.strip(),
        fee_sek=fee_sek,
    )
    return _propose(request, plan, by=by, user=user, at=at)


def decide(
    *,
    request: DataSubjectRequest,
    outcome: State,
    by: Actor,
    user: User,
    at: datetime,
    read_until: int | None = None,
) -> DataSubjectRequest:
    """Decide a reviewed proposal, as somebody other than its drafter; carry it out, and tell the person.

    `outcome` is the proposal's own, as the decider read it: a no over a proposal to grant would be one
    person's, without the evidence that a refusal asks for (Art. 12(5)). It goes back to its drafter instead.
    The answer leaves before anything the person is reached by is erased. `read_until` is the newest line of
    the file that the decider had before them: where somebody wrote another since, nothing is decided.
    Raises FactsMoved there and where the proposal no longer stands on the facts, and ForbiddenMove.
    """
    request, plan = _decide(request, outcome, by=by, user=user, at=at, read_until=read_until)
    if outcome is not State.REFUSED:
        _answer(request).afterwards(request, plan, by=by, at=at)
        request.refresh_from_db()
    return request


@deed
def _decide(
    request: DataSubjectRequest,
    outcome: State,
    *,
    by: Actor,
    user: User,
    at: datetime,
    read_until: int | None,
) -> tuple[DataSubjectRequest, Plan]:
    request = as_seen(request)
    plan: Plan = request.file.plan
    if read_until is not None and request.events.filter(pk__gt=read_until).exclude(role="worker").exists():
        raise FactsMoved(_("Något har lagts till i akten sedan du läste den. Läs det, och besluta sedan."))
    refuse_what_moved(request, at=at)
    if outcome is not State(plan["outcome"]):
        raise ForbiddenMove(_("Beslutet stämmer inte med förslaget. Gör ett nytt förslag."))
    codes = tuple(plan["exemptions"])
    attempt = Attempt(request=request, by=by, at=at, user=user, codes=codes)
    if not (permission := may_move(attempt, outcome)):  # before a package is written in vain
        raise ForbiddenMove(permission.reason)
    answer = _answer(request)
    if outcome is State.REFUSED:
        answer.turn_down(request, at=at)
    else:
        answer.carry_out(request, plan, by=by, user=user, at=at)
    codes = () if outcome is State.FULFILLED else codes
    return move(request=request, to=outcome, by=by, at=at, user=user, codes=codes), plan


def refuse_what_moved(request: DataSubjectRequest, *, at: datetime) -> None:
    """Hold a stored proposal to its digest and to the facts of now. Raises FactsMoved."""
    plan: Plan = request.file.plan
    if not plan or not plan.get("kind"):
        raise ForbiddenMove(_("Det finns inget förslag till beslut."))
    now = plan
    if plan["kind"] != REFUSAL:
        try:
            now = _answer(request).draft(request, plan["choices"], at=at)
        except IdentityTaken as taken:  # it was free when the proposal was made
            raise FactsMoved(str(taken)) from None
    if not request.file.plan_digest or digest_of(_made_for(request, now)) != request.file.plan_digest:
        raise FactsMoved(_("Uppgifterna har ändrats sedan förslaget gjordes. Gör ett nytt och granska det."))


def _propose(
    request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User, at: datetime
) -> DataSubjectRequest:
    if plan.get("waits_for"):
        raise ForbiddenMove(why_not_yet(plan["waits_for"]))
    if not plan["complete"]:
        raise ForbiddenMove(outcome_missing(plan))
    file = as_seen(request).file
    plan = _made_for(request, plan)
    file.plan, file.plan_digest = plan, digest_of(plan)
    file.save(update_fields=["plan", "plan_digest"])
    return move(request=request, to=State.REVIEW, by=by, at=at, user=user, proposal=file.plan_digest)


def _made_for(request: DataSubjectRequest, plan: Plan) -> Plan:
    """Bind a proposal to whom it is made for: the same outcome for another person is another decision."""
    return {**plan, "person": str(request.subject.ref) if request.subject else ""}


def _answer(request: DataSubjectRequest) -> Answer:
    answer = ANSWERS.get(Right(request.right))
    if answer is None:
        raise ForbiddenMove(_("En sådan begäran besvaras i ett steg."))
    return answer
