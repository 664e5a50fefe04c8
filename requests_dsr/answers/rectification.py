"""A rectification (Art. 16): each value and what was said in words, corrected or not; recipients are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from connectors.asking import marks_of
from connectors.models import NoticeKind
from connectors.services import note_recipients
from ledger.actor import WORKER, Actor
from requests_dsr.answers.asked_words import Answered, answered, digest_of_words
from requests_dsr.answers.base import Choices, Plain, Plan, plan_of, subject_of
from requests_dsr.answers.fields import FIELDS, IdentityField, given_with
from requests_dsr.answers.recipients import carry_out_notices, named, recipients_of
from requests_dsr.answers.statements import (
    forget_statement,
    keep_statement,
    reach_of_a_statement,
    tell_of_a_statement,
)
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.words.speaking import both
from requests_dsr.refused import CORRECTED, COVERED, KEPT, OWN_WORDS, words_key
from requests_dsr.selectors import usable_addresses
from requests_dsr.services.moving.transitions import ForbiddenMove
from requests_dsr.services.receiving.address_alarms import to_confirm
from requests_dsr.services.receiving.address_confirming import ask_the_new_address, is_theirs, put_address
from requests_dsr.services.receiving.number_change import NUMBERS, tell_of_a_new_number
from requests_dsr.states import State
from subjects.models import DataSubject
from subjects.services.locking import lock


class RectificationAnswer(Plain):
    """Choices: `accepted` (names of fields), `why` (field -> why not), `statement` (what the person adds).

    Where the person wrote something too: `words` (`covered` by the fields, `corrected` by hand or `kept` as
    it is), `words_said` (the answer to them), `words_kinds` (the categories they are about).

    Complete once each proposed field is accepted, or has its reason, and the words have their answer. The
    old value stands in the plan, so in the request's file, and nowhere else.
    """

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Set each proposed value beside what stands now. Raises ForbiddenMove, NotPossible."""
        subject = subject_of(request)
        proposed: Mapping[str, Any] = request.file.proposed
        words = answered(request, choices)
        unknown = sorted(set(proposed) - set(FIELDS))
        if unknown or not (proposed or words):
            raise ForbiddenMove(
                _("De här fälten går inte att rätta: %(names)s.") % {"names": ", ".join(unknown)}
                if unknown
                else _("Ange vilka fält som ska rättas, och till vad.")
            )
        accepted, why = set(choices.get("accepted", ())), dict(choices.get("why", {}))
        fields = [
            {
                "field": name,
                "title": both(FIELDS[name].title).model_dump(),
                "old": FIELDS[name].read(subject),
                **_since(name, subject),
                "new": FIELDS[name].fitting(subject, str(value)) if name in accepted else str(value),
                **_of_an_address(name, subject, str(value)),
                "accepted": name in accepted,
                "why": str(why.get(name, "")),
            }
            for name, value in sorted(proposed.items())
        ]
        settled = all(one["accepted"] or one["why"] for one in fields)
        settled = settled and (words is None or bool(words["outcome"]))
        outcome = _outcome([bool(one["accepted"]) for one in fields] + _judged(words)) if settled else None
        plan = plan_of(
            "rectification",
            outcome=outcome,
            complete=settled,
            basis=[[one["field"], one["old"]] for one in fields]
            + ([digest] if (digest := digest_of_words(request)) else []),
            choices={**choices, "accepted": sorted(accepted), "why": why},
            exemptions=("A16_NOT_SHOWN",) if outcome not in (None, State.FULFILLED) else (),
            fields=fields,
            **({"words": words} if words else {}),
            statement=str(choices.get("statement", "")).strip(),
        )
        reach = _corrected_in(plan) | reach_of_a_statement(request, _beside(request, plan), plan)
        return {**plan, "recipients": named(recipients_of(subject, reach))}

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Write the accepted values to the locked person, and note whom to tell.

        A new e-mail address is asked first whether it is theirs, and written when its reader says yes.
        """
        person = lock(subjects=[subject_of(request).pk])[1][0]
        yes = [one for one in plan["fields"] if one["accepted"] and not one.get("to_confirm")]
        marks, known = marks_of(person), _usable(person, at)
        for one in yes:
            if one["field"] == "email":
                put_address(request, person, one["new"], at=at)
            else:
                FIELDS[one["field"]].write(person, one["new"], at=at)
            forget_statement(person, one["field"])
        if new := to_confirm(request):
            ask_the_new_address(request, person, to=new, at=at)
        by_hand = _by_hand(plan)
        if by_hand:
            forget_statement(person, words_key(request))
        if NUMBERS & {one["field"] for one in yes if one["new"] != one["old"]}:
            tell_of_a_new_number(person, to=known & _usable(person, at), at=at)
        note_recipients(
            controller=request.controller,
            request_ref=request.ref,
            kind=NoticeKind.RECTIFICATION,
            recipients=recipients_of(person, _corrected_in({**plan, "fields": yes})),
            by=by,
            at=at,
            about={*marks, *marks_of(person)},
            # No system has a column for what was corrected by hand: there a person sees to it.
            values={one["field"]: one["new"] for one in yes} | by_hand,
        )
        _keep_the_statement(request, person, plan, by=by, at=at)

    def turn_down(self, request: DataSubjectRequest, *, at: datetime) -> None:
        """Keep the values, and put beside each what the person has to say of it; recipients are told."""
        plan: Plan = request.file.plan
        if request.subject is not None and plan.get("kind") == "rectification":
            person = lock(subjects=[request.subject.pk])[1][0]
            _keep_the_statement(request, person, plan, by=WORKER, at=at)

    def afterwards(self, request: DataSubjectRequest, plan: Plan, *, by: Actor, at: datetime) -> None:
        """Correct the connected systems, which know the person by the old address or the new one."""
        carry_out_notices(request, at=at)


def _judged(words: Answered | None) -> list[bool]:
    """Give whether what was asked in words is done; nothing where the fields answer it."""
    return [] if words is None or words["outcome"] == COVERED else [words["outcome"] == CORRECTED]


def _by_hand(plan: Plan) -> dict[str, str]:
    words = plan.get("words", {})
    return {OWN_WORDS: words["said"]} if words.get("outcome") == CORRECTED else {}


def _corrected_in(plan: Plan) -> set[str]:
    """Give the categories in which others may have what is corrected (Art. 19)."""
    yes = [str(one["field"]) for one in plan["fields"] if one["accepted"]]
    return given_with(yes) | (set(plan["words"]["kinds"]) if _by_hand(plan) else set())


def _beside(request: DataSubjectRequest, plan: Plan) -> list[str]:
    """Give what the person's statement stands beside: what is kept as it is, else all that was judged."""
    if not plan["statement"]:
        return []
    kept = [words_key(request)] if plan.get("words", {}).get("outcome") == KEPT else []
    refused = [str(one["field"]) for one in plan["fields"] if not one["accepted"]]
    return refused + kept or [str(one["field"]) for one in plan["fields"]] or [words_key(request)]


def _keep_the_statement(
    request: DataSubjectRequest, person: DataSubject, plan: Plan, *, by: Actor, at: datetime
) -> None:
    if beside := _beside(request, plan):
        keep_statement(person, beside, plan["statement"])
        tell_of_a_statement(request, person, beside, by=by, at=at)


def _usable(person: DataSubject, at: datetime) -> set[str]:
    return set(usable_addresses(person, at).values_list("value", flat=True))


def _since(name: str, subject: DataSubject) -> dict[str, str]:
    """Give since when the person has had the address that a correction replaces: it may be put back."""
    email = FIELDS[name]
    replaced = email.replaced(subject) if name == "email" and isinstance(email, IdentityField) else None
    return {"old_added_at": replaced.added_at.isoformat()} if replaced else {}


def _of_an_address(name: str, subject: DataSubject, value: str) -> dict[str, bool]:
    """Say that the reader of a new address is asked before it is used."""
    return {"to_confirm": True} if name == "email" and not is_theirs(subject, value) else {}


def _outcome(done: list[bool]) -> State:
    if all(done):
        return State.FULFILLED
    return State.PARTLY_FULFILLED if any(done) else State.REFUSED
