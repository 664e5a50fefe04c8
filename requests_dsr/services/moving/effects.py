"""What a move does beyond itself, in its own transaction: blocks begin and end, letters go, fast answers.

A request keeps what it asks for from erasure as soon as it is linked to a person: what is erased cannot be
handed out once it is clear who asks. What stops the use waits for that: an unverified stranger cannot
freeze a person's data. Then a restriction acts at once (Art. 18), an objection restricts what it is against
while it is weighed (18(1)(d)), and a disputed value is only stored while it is checked (18(1)(a)). Where such
a pause ends with the answer, it ends days after it, and never before the letter has left: the person is
told first (18(3), `requests_dsr.pauses`). Recipients and connected systems are told of a pause when it begins
(Art. 19), and of its end on its day (`clockwork.lifting`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from consents.policy import live_file
from consents.services import Said, object_to
from law.calendar import stockholm_day
from law.rights import Right
from ledger.actor import WORKER
from requests_dsr.answers.fields import FIELDS
from requests_dsr.answers.pausing import tell_of_a_pause
from requests_dsr.guards import Attempt
from requests_dsr.identity import is_identified
from requests_dsr.lanes import ABSOLUTE, in_fast_lane, purposes_of
from requests_dsr.letters import write_letter
from requests_dsr.letters.overtaking import overtake
from requests_dsr.letters.writing import after_it_left
from requests_dsr.models import DataSubjectRequest, Letter
from requests_dsr.pauses import ending_pauses, letter_of_the_end, may_end_on, pauses_of, standing
from requests_dsr.services.deciding.fast_lane import WAYS, answer_at_once
from requests_dsr.services.moving.transitions import after_every_move, move
from requests_dsr.services.reaching.keeping import GROUND, is_on_its_way
from requests_dsr.states import BLOCKING, CLOSED, Move, State
from subjects.models import BlockKind, DataSubject
from subjects.services.blocks import let_block_stand, place_block, release_block
from subjects.services.deed import deed
from subjects.services.locking import lock_with_orgs

TOLD_AT_ONCE = frozenset({Right.RESTRICTION, Right.OBJECTION})
"""Whose pause is told to those who hold the data. Of a disputed value they are told the answer instead: a
system can only pause a whole person, and for a misspelt street that would stop what the person relies on."""


@after_every_move
def block_while_open(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Keep what is asked about until it is answered. A pause ends later: when it is lifted, or told."""
    if step.target in CLOSED:
        # What reaches the person, and what a copy came from, stays until the answer has arrived.
        if not is_on_its_way(request, step.target, at=attempt.at):
            _release(request, [BlockKind.OPEN_REQUEST], attempt)
        return
    if request.subject is not None and _blocks(request):
        _place_blocks(request, request.subject, attempt)


@after_every_move
def tell_the_person(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Write the letter that the table names; a request answered at once needs no receipt beside."""
    at_once = step.target is State.RECEIVED and in_fast_lane(request)
    if step.letter and not at_once:
        write_letter(request=request, event=step.letter, at=attempt.at)


@after_every_move
def tell_no_more(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Let a question, a receipt or a notice stay with us that has not left before this move."""
    overtake(request)


@after_every_move
def answer_what_needs_no_review(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Do at once what has no month: a withdrawal, a no to marketing, a list, a routing (DL-8)."""
    if step.target is not State.RECEIVED or not in_fast_lane(request):
        return
    said = answer_at_once(request, by=attempt.by, at=attempt.at)
    request.file.plan = {**said, "complete": True}
    request.file.save(update_fields=["plan"])
    done = move(request=request, to=State.FULFILLED, by=attempt.by, at=attempt.at, user=attempt.user)
    request.state, request.closed_at = done.state, done.closed_at


def _blocks(request: DataSubjectRequest) -> bool:
    return Right(request.right) in BLOCKING and not in_fast_lane(request)


def _place_blocks(request: DataSubjectRequest, subject: DataSubject, attempt: Attempt) -> None:
    """Place the blocks that do not stand yet."""
    there = set(standing(request).values_list("kind", flat=True))
    missing = [reason for reason in _reasons(request) if reason[0] not in there]
    pauses = []
    for kind, ground, scope in missing:
        place_block(
            holder=subject,
            kind=kind,
            ground=ground_of(request, ground),
            from_on=stockholm_day(attempt.at),
            by=attempt.by,
            at=attempt.at,
            scope=scope,
        )
        if kind == BlockKind.RESTRICTION_ART18 and request.right in TOLD_AT_ONCE:
            pauses.append(scope)
    if pauses:
        tell_of_a_pause(request, pauses, by=attempt.by, at=attempt.at)
    if missing and is_identified(request):
        _pause_the_use(request, attempt)


def _reasons(request: DataSubjectRequest) -> Iterator[tuple[BlockKind, str, Collection[str]]]:
    """Give what a request brings: what keeps from erasure, and what stops the use once we know who asks."""
    known = is_identified(request)
    if request.right == Right.RESTRICTION and known:
        yield BlockKind.RESTRICTION_ART18, "Art. 18(1)", request.categories  # keeps from erasure too
        return
    yield BlockKind.OPEN_REQUEST, GROUND, request.categories
    if not known:
        return
    if request.right == Right.OBJECTION:
        yield BlockKind.RESTRICTION_ART18, "Art. 18(1)(d)", _objected_to(request)
    if request.right == Right.RECTIFICATION and (disputed := _disputed(request)):
        yield BlockKind.RESTRICTION_ART18, "Art. 18(1)(a)", disputed


def _disputed(request: DataSubjectRequest) -> Collection[str]:
    """Give the kinds of data whose values are disputed; none while nobody has said which they are."""
    named = {FIELDS[name].category for name in request.file.proposed if name in FIELDS}
    return sorted(named) or request.categories


def _objected_to(request: DataSubjectRequest) -> Collection[str]:
    """Give what the objected uses rest on our interests for; none, which is all, where that is unclear."""
    policy = live_file(request.controller)
    if request.categories or policy is None:
        return request.categories
    found: set[str] = set()
    for purpose in purposes_of(request):
        use = policy.purposes.get(purpose)
        reached = use.on_interests if use else frozenset()
        if not reached and purpose not in ABSOLUTE:
            return ()
        found |= reached
    return sorted(found)


def _pause_the_use(request: DataSubjectRequest, attempt: Attempt) -> None:
    """Write down an objection that is weighed, so that the gate stops those uses meanwhile."""
    if request.right != Right.OBJECTION or request.subject is None:
        return
    said = Said(by=attempt.by, at=request.received_at, noted_at=attempt.at, way=WAYS[request.channel])
    for purpose in purposes_of(request):
        object_to(subject=request.subject, purpose=purpose, said=said)


@after_it_left
def end_what_is_told(letter: Letter, at: datetime) -> None:
    """Set the day a pause ends, where the letter that has left is the one that tells of it."""
    end_told_pause(letter.request, at=at)


@deed
def end_told_pause(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Set the day on which a closed request's pause ends, where its letter has left; tell whether it has."""
    if request.subject_id is not None:
        lock_with_orgs([request.subject_id])
    request = DataSubjectRequest.objects.select_for_update(of=["self"]).get(pk=request.pk)
    ends_on = may_end_on(request)
    if ends_on is None:
        return False
    until_on = max(ends_on, stockholm_day(at))  # it stood until now, whatever was named
    for decision in list(pauses_of(request).values_list("decision_ref", flat=True).distinct()):
        release_block(decision=decision, by=WORKER, at=at, until_on=until_on)
    return True


@deed
def let_the_pause_stand(letter: Letter, *, at: datetime) -> None:
    """Let a closed request's pause stand, where the letter that told of its end came back before that day."""
    request = letter.request
    if State(request.state) not in CLOSED or letter_of_the_end(request) != letter:
        return
    ending = ending_pauses(request, on=stockholm_day(at))
    for decision in list(ending.values_list("decision_ref", flat=True).distinct()):
        let_block_stand(decision=decision, by=WORKER, at=at)


def release_blocks(request: DataSubjectRequest, attempt: Attempt) -> None:
    """End every block that stands for a request, at once."""
    _release(request, list(BlockKind), attempt)


def _release(request: DataSubjectRequest, kinds: Collection[BlockKind], attempt: Attempt) -> None:
    found = standing(request).filter(kind__in=kinds)
    for decision in list(found.values_list("decision_ref", flat=True).distinct()):
        release_block(decision=decision, by=attempt.by, at=attempt.at)


def reach_further(request: DataSubjectRequest, attempt: Attempt) -> None:
    """Let what was added to an open request act as well: a wider pause, one more use objected to."""
    if request.subject is None or not _blocks(request) or not standing(request).exists():
        return
    release_blocks(request, attempt)
    _place_blocks(request, request.subject, attempt)


def ground_of(request: DataSubjectRequest, ground: str) -> str:
    """Give the ground of a request's block; it names the request by its opaque reference."""
    return f"{ground}, {request.ref}"
