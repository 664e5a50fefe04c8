"""Whose request it is: match a request to a person, move it when persons turn out to be one, add to it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Controller, User
from ledger.actor import SUBJECT, Actor
from ledger.services import record
from requests_dsr.answers.pausing import tell_of_its_end
from requests_dsr.clocks import wind
from requests_dsr.guards import Attempt, may_link
from requests_dsr.identity import still_proves
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.deciding.objections import end_weighed
from requests_dsr.services.moving.effects import block_while_open, release_blocks
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import ForbiddenMove, as_seen, move
from requests_dsr.services.reaching.packages import delete_package
from requests_dsr.services.receiving.leaving import leave_the_doubt, leave_with_the_asker
from requests_dsr.services.receiving.opening import (
    ADDED,
    LONGEST_WORDS,
    CannotOpen,
    joined_words,
    without_words,
)
from requests_dsr.states import BY_STATES, OPEN, State
from requests_dsr.whose import MATCHED
from subjects.models import DataSubject
from subjects.services.deed import deed
from subjects.services.locking import lock_with_orgs


@deed
def match_request(
    *, request: DataSubjectRequest, subject: DataSubject, by: Actor, at: datetime, user: User | None = None
) -> DataSubjectRequest:
    """Say whose request it is, also when the person turned out to be another (two rows of one person).

    What was evidence of the one is none of the other: whoever asks is identified anew, and a proposal that
    was made for the one goes back and is forgotten, and a package of the one is deleted. A confirmed address
    counts for the person who has it.
    Raises ForbiddenMove for a closed request, for a person of another company, and for a handler while a
    proposal is reviewed.
    """
    people = {subject.pk, request.subject_id} - {None}
    lock_with_orgs(pk for pk in people if pk is not None)
    request = DataSubjectRequest.objects.select_for_update(of=["self"]).get(pk=request.pk)
    if not (permission := may_link(Attempt(request=request, by=by, at=at, user=user))):
        raise ForbiddenMove(permission.reason)
    if subject.controller_id != request.controller_id:
        raise ForbiddenMove(_("Personen hör till en annan personuppgiftsansvarig."))
    if request.subject_id == subject.pk:
        return request
    if request.state == State.REVIEW:
        sent_back = _("Begäran knyts till en annan person. Förslaget gjordes inte för den.")
        request = move(request=request, to=State.IN_PROGRESS, by=by, at=at, user=user, comment=sent_back)
    attempt = Attempt(request=request, by=by, at=at, user=user)
    release_blocks(request, attempt)
    tell_of_its_end(request, by=by, at=at)  # of the one it was linked to
    end_weighed(request, at=at)
    before, method = request.subject, request.identity_method
    for package in request.packages.filter(deleted_at=None):
        delete_package(package=package, by=by, at=at)  # it was made of the one it was linked to
    _leave_behind(request, at=at)
    _link(request, subject)
    note(request, MATCHED, by=by, at=at, user=user, comment=_from_to(request, before, method))
    record(
        controller=request.controller.slug,
        by=by,
        action="request.match",
        object_type="requests_dsr.request",
        category=request.right,
        at=at,
    )
    step = next(step for (_source, target), step in BY_STATES.items() if target == request.state)
    block_while_open(request, step, attempt)
    return request


def _leave_behind(request: DataSubjectRequest, *, at: datetime) -> None:
    """Leave with the person a request was linked to what was said to them, and what they said themselves.

    A question that waits for their answer waits no longer: whoever asks was never asked it.
    """
    if request.subject is None:
        return
    if request.file.on_behalf:
        leave_with_the_asker(request)
    else:
        leave_the_doubt(request)
    theirs = {"whose": request.subject.ref}
    request.questions.filter(kind="clarification", answered_at=None, **theirs).update(answered_at=at)
    wind(request)
    request.save(update_fields=["due_on", "target_on"])
    file = request.file
    for said in request.events.filter(role=SUBJECT.role, code__startswith=ADDED, **theirs):
        file.words = without_words(file.words, said.comment)
    file.save(update_fields=["words"])


def _link(request: DataSubjectRequest, subject: DataSubject) -> None:
    """Link a request, without the evidence and the proposal that were another's."""
    method, file = request.identity_method, request.file
    request.subject, request.identity_method = subject, ""
    request.save(update_fields=["subject", "identity_method"])
    if still_proves(request, method, subject):
        request.identity_method = method
        request.save(update_fields=["identity_method"])
    file.plan, file.plan_digest, file.on_behalf, file.about_name = {}, "", "", ""
    file.save(update_fields=["plan", "plan_digest", "on_behalf", "about_name"])


def _from_to(request: DataSubjectRequest, before: DataSubject | None, method: str) -> str:
    """Say from whom to whom, for the file alone, and that what was evidence of the one is gone."""
    asker = request.file.requester_name or _("den som frågar")
    assert request.subject is not None
    names = {"source": before.full_name if before else asker, "target": request.subject.full_name}
    said = _("Från %(source)s till %(target)s.") % names
    if method and not request.identity_method:
        said += " " + _("Identiteten behöver styrkas: underlaget gällde inte den här personen.")
    return said


@deed
def add_words(
    *,
    request: DataSubjectRequest,
    words: str,
    by: Actor,
    at: datetime,
    user: User | None = None,
    in_a_mail: bool = False,
) -> DataSubjectRequest:
    """Add what the person has to say to an open request; its clock runs on. Raises ForbiddenMove.

    Words are of the person the caller saw, and are put in nobody else's file (`transitions.as_seen`).
    `in_a_mail`: the words stand in a mail that goes to the same file (`opening.joined_words`).
    """
    request = as_seen(request)
    if State(request.state) not in OPEN:
        raise ForbiddenMove(_("Begäran är avslutad. Du kan be oss titta på den igen, eller göra en ny."))
    if not words.strip():
        raise ForbiddenMove(_("Skriv något att lägga till."))
    if len(words) > LONGEST_WORDS:
        raise ForbiddenMove(
            _("Texten är längre än %(most)d tecken. Korta den, eller skicka resten i ett mejl.")
            % {"most": LONGEST_WORDS}
        )
    file = request.file
    try:
        file.words = joined_words(file.words, words, in_a_mail=in_a_mail)
    except CannotOpen as full:
        raise ForbiddenMove(str(full)) from None
    file.save(update_fields=["words"])
    note(request, ADDED, by=by, at=at, user=user, comment=words.strip())
    return request


@deed
def count_recruitment(*, controller: Controller, by: Actor, at: datetime) -> None:
    """Count a job application that came to the wrong mailbox; of it nothing is stored (WL-15)."""
    record(
        controller=controller.slug,
        by=by,
        action="request.recruitment",
        object_type="requests_dsr.request",
        counts={"mails": 1},
        at=at,
    )
