"""A rectification (Art. 16): proposed values, accepted or not field by field; recipients are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from connectors.asking import marks_of
from connectors.models import NoticeKind
from connectors.services import note_recipients
from ledger.actor import Actor
from requests_dsr.answers.base import Choices, Plain, Plan, plan_of, subject_of
from requests_dsr.answers.fields import FIELDS, IdentityField, given_with
from requests_dsr.answers.recipients import carry_out_notices, named, recipients_of
from requests_dsr.answers.statements import forget_statement, keep_statement
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.words.speaking import both
from requests_dsr.selectors import usable_addresses
from requests_dsr.services.moving.transitions import ForbiddenMove
from requests_dsr.services.receiving.address_change import tell_the_old_address
from requests_dsr.states import State
from subjects.models import DataSubject, Identity, IdentityKind
from subjects.services.locking import lock


class RectificationAnswer(Plain):
    """Choices: `accepted` (names of fields), `why` (field -> why not), `statement` (what the person adds).

    Complete once each proposed field is accepted, or has its reason. The old value stands in the plan,
    so in the request's file, and nowhere else.
    """

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Set each proposed value beside what stands now. Raises ForbiddenMove, NotPossible."""
        subject = subject_of(request)
        proposed: Mapping[str, Any] = request.file.proposed
        unknown = sorted(set(proposed) - set(FIELDS))
        if not proposed or unknown:
            raise ForbiddenMove(
                _("Ange vilka fält som ska rättas, och till vad.")
                if not proposed
                else _("De här fälten går inte att rätta: %(names)s.") % {"names": ", ".join(unknown)}
            )
        accepted, why = set(choices.get("accepted", ())), dict(choices.get("why", {}))
        fields = [
            {
                "field": name,
                "title": both(FIELDS[name].title).model_dump(),
                "old": FIELDS[name].read(subject),
                **_since(name, subject),
                "new": FIELDS[name].clean(str(value)) if name in accepted else str(value),
                "accepted": name in accepted,
                "why": str(why.get(name, "")),
            }
            for name, value in sorted(proposed.items())
        ]
        yes = [one for one in fields if one["accepted"]]
        settled = all(one["accepted"] or one["why"] for one in fields)
        told = recipients_of(subject, given_with(str(one["field"]) for one in yes))
        return plan_of(
            "rectification",
            outcome=_outcome(len(yes), len(fields)) if settled else None,
            complete=settled,
            basis=[[one["field"], one["old"]] for one in fields],
            choices={**choices, "accepted": sorted(accepted), "why": why},
            exemptions=("A16_NOT_SHOWN",) if settled and len(yes) < len(fields) else (),
            fields=fields,
            statement=str(choices.get("statement", "")),
            recipients=named(told),
        )

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Write the accepted values to the locked person, and note whom to tell."""
        person = lock(subjects=[subject_of(request).pk])[1][0]
        yes = [one for one in plan["fields"] if one["accepted"]]
        known = set(usable_addresses(person, at).values_list("value", flat=True))
        marks = marks_of(person)
        for one in yes:
            FIELDS[one["field"]].write(person, one["new"], at=at)
            forget_statement(person, one["field"])
        _keep_the_statement(person, plan, _refused(plan) or yes)
        for address in sorted(known - _addresses(person)):  # one that was held itself stops nothing
            tell_the_old_address(request, person, to=address, at=at)
        note_recipients(
            controller=request.controller,
            request_ref=request.ref,
            kind=NoticeKind.RECTIFICATION,
            recipients=recipients_of(person, given_with(one["field"] for one in yes)),
            by=by,
            at=at,
            about={*marks, *marks_of(person)},
            values={one["field"]: one["new"] for one in yes},
        )

    def turn_down(self, request: DataSubjectRequest, *, at: datetime) -> None:
        """Keep the values, and put beside each what the person has to say of it."""
        plan: Plan = request.file.plan
        if request.subject is not None:
            person = lock(subjects=[request.subject.pk])[1][0]
            _keep_the_statement(person, plan, plan.get("fields", ()))

    def afterwards(self, request: DataSubjectRequest, plan: Plan, *, by: Actor, at: datetime) -> None:
        """Correct the connected systems, which know the person by the old address or the new one."""
        carry_out_notices(request, at=at)


def _refused(plan: Plan) -> list[dict[str, Any]]:
    return [one for one in plan["fields"] if not one["accepted"]]


def _keep_the_statement(person: DataSubject, plan: Plan, fields: Iterable[Mapping[str, Any]]) -> None:
    if words := str(plan.get("statement", "")).strip():
        keep_statement(person, [str(one["field"]) for one in fields], words)


def _addresses(person: DataSubject) -> set[str]:
    own = Identity.objects.filter(subject=person, kind=IdentityKind.EMAIL)
    return set(own.values_list("value", flat=True))


def _since(name: str, subject: DataSubject) -> dict[str, str]:
    """Give since when the person has had the address that a correction replaces: it may be put back."""
    email = FIELDS[name]
    replaced = email.replaced(subject) if name == "email" and isinstance(email, IdentityField) else None
    return {"old_added_at": replaced.added_at.isoformat()} if replaced else {}


def _outcome(accepted: int, proposed: int) -> State:
    if accepted == proposed:
        return State.FULFILLED
    return State.PARTLY_FULFILLED if accepted else State.REFUSED
