"""Ask the person something, and take the answer: both move the clock (DL-3)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.actor import Actor
from requests_dsr.clocks import waiting_questions, wind
from requests_dsr.guards import STARTING, Attempt, may_establish
from requests_dsr.identity import ON_BEHALF, is_reached_apart
from requests_dsr.letters import write_letter
from requests_dsr.models import DataSubjectRequest, IdentityCheck
from requests_dsr.services.asking.identifying import note_identified
from requests_dsr.services.moving.effects import block_while_open
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import ForbiddenMove, as_seen, move
from requests_dsr.states import BY_STATES, OPEN, State
from requests_dsr.whose import written_to
from retention.permission import Permission
from subjects.services.deed import deed


@deed
def ask_identity(
    *, request: DataSubjectRequest, doubt: str, by: Actor, at: datetime, user: User | None = None
) -> DataSubjectRequest:
    """Ask who is asking, because of a doubt that is written down (Art. 12(6)). Raises ForbiddenMove."""
    IdentityCheck.objects.create(
        request=request, whose=written_to(request, at=at), kind="identity", asked_at=at, question=doubt
    )
    return move(request=request, to=State.IDENTITY_PENDING, by=by, at=at, user=user, comment=doubt)


@deed
def establish_identity(
    *,
    request: DataSubjectRequest,
    method: str,
    by: Actor,
    at: datetime,
    user: User | None = None,
    answered_at: datetime | None = None,
) -> DataSubjectRequest:
    """Note by what kind of evidence the person is who they say, and go on. Never the document itself.

    The evidence is of the person whom `request`, as the caller saw it, is linked to. `answered_at` is when it
    came (UTC; now when left out): the clock has run since then, however late somebody looks (DL-3). What
    came before the question answers it when it is asked. Raises ForbiddenMove, also where somebody else has
    been linked meanwhile, while nobody is, and for an answer that lies ahead.
    """
    if not method:
        raise ForbiddenMove(_("Ange hur identiteten är styrkt."))
    answered_at = answered_at or at
    if answered_at > at:
        raise ForbiddenMove(_("Mottagandet ligger i framtiden."))
    request = as_seen(request)
    attempt = Attempt(request=request, by=by, at=at, user=user)
    if not (permission := may_establish(attempt)):
        raise ForbiddenMove(permission.reason)
    if method in ON_BEHALF:
        _asks_for_another(request, method)
    request.questions.filter(kind="identity", answered_at=None).update(
        answered_at=Greatest(F("asked_at"), Value(answered_at, output_field=DateTimeField())),
        evidence_kind=method[:24],
    )
    request.identity_method = method[:24]
    request.save(update_fields=["identity_method"])
    note_identified(request, by=by, at=at, user=user)
    if State(request.state) in STARTING:
        return move(request=request, to=State.IN_PROGRESS, by=by, at=at, user=user)
    _wind(request)
    block_while_open(request, BY_STATES[State.RECEIVED, State.IN_PROGRESS], attempt)
    request.refresh_from_db()
    return request


def _asks_for_another(request: DataSubjectRequest, method: str) -> None:
    """Note that who asks is not who it is about: they are answered at an address of their own."""
    subject, file = request.subject, request.file
    where = {"email": file.requester_email, "postal_address": file.requester_address}
    if subject is None or not is_reached_apart(subject, name=file.requester_name, **where):
        raise ForbiddenMove(
            _(
                "Akten säger inte vem som frågar för personens räkning, med en egen adress att svara till. "
                "Registrera det som en egen begäran."
            )
        )
    file.on_behalf, file.about_name = method, subject.full_name
    file.save(update_fields=["on_behalf", "about_name"])


@deed
def ask_clarification(
    *,
    request: DataSubjectRequest,
    question: str,
    large_volume: bool,
    at: datetime,
    by: Actor | None = None,
    user: User | None = None,
) -> IdentityCheck:
    """Ask which data are meant, by letter; it pauses the clock only for a large volume (recital 63).

    Raises ForbiddenMove for a closed request, and while an earlier question waits for its answer.
    """
    request = as_seen(request)
    permission = may_ask(request)
    if not permission:
        raise ForbiddenMove(permission.reason)
    asked = IdentityCheck.objects.create(
        request=request,
        whose=written_to(request, at=at),
        kind="clarification",
        asked_at=at,
        question=question,
        large_volume=large_volume,
    )
    _wind(request)
    if by is not None:
        note(request, "ASKED", by=by, at=at, user=user, comment=question)
    write_letter(request=request, event="request_clarification", at=at)
    return asked


def may_ask(request: DataSubjectRequest) -> Permission:
    """Answer whether the person may be asked what they mean: while it is open, one question at a time."""
    if State(request.state) not in OPEN:
        return Permission(False, _("Begäran är avslutad."))
    if waiting_questions(request):
        return Permission(False, _("En fråga till personen väntar redan på svar."))
    return Permission(True)


@deed
def answer(
    *, question: IdentityCheck, at: datetime, by: Actor | None = None, user: User | None = None
) -> None:
    """Note that the person has answered: the clock runs again."""
    waiting = IdentityCheck.objects.filter(pk=question.pk, answered_at=None)
    if waiting.update(answered_at=at) and by is not None:
        note(question.request, "ANSWERED", by=by, at=at, user=user)
    _wind(question.request)


def _wind(request: DataSubjectRequest) -> None:
    request = DataSubjectRequest.objects.select_for_update().get(pk=request.pk)
    wind(request)
    request.save(update_fields=["due_on", "target_on"])
