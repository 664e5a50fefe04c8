"""Write a weighing of interests, and decide one that somebody else wrote (WL-52)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Controller
from law.calendar import stockholm_day
from ledger import services as ledger
from ledger.actor import Actor
from register.interests import interests_of
from register.models import WrittenAssessment
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.policyfile.words import Decision
from register.services.findings import keep_findings

DECIDES = "dpo"
PLACE = "lia."
LAPSED = Text(
    sv="Berättigat intresse utan en godkänd intresseavvägning som gäller. Användningen står still.",
    en="Legitimate interests without an approved assessment that holds. The use stands still.",
)


class NotToBeDecided(ValueError):
    """The weighing cannot be decided so: by whom, or because a newer version or a decision is there."""


class NoSuchInterest(ValueError):
    """The policy has no such purpose that rests on legitimate interests."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighing:
    """What a weighing says: the interest, whether it is needed, the balance, and what protects people."""

    interest: str
    necessity: str
    balancing: str
    safeguards: str
    review_on: date


@transaction.atomic
def write_assessment(
    *, controller: Controller, purpose: str, weighing: Weighing, by: Actor, at: datetime
) -> WrittenAssessment:
    """Write a new version of a purpose's weighing; it waits for somebody else to decide it.

    Nothing changes until then: what held before goes on holding. Raises NoSuchInterest.
    """
    Controller.objects.select_for_update(no_key=True).get(pk=controller.pk)
    if purpose not in interests_of(controller, stockholm_day(at)):
        raise NoSuchInterest(_("Ändamålet vilar inte på berättigat intresse."))
    rows = WrittenAssessment.objects.filter(controller=controller, purpose_key=purpose)
    last = rows.order_by("-number").values_list("number", flat=True).first() or 0
    row = WrittenAssessment.objects.create(
        controller=controller,
        purpose_key=purpose,
        number=last + 1,
        interest=weighing.interest,
        necessity=weighing.necessity,
        balancing=weighing.balancing,
        safeguards=weighing.safeguards,
        review_on=weighing.review_on,
        written_by=by.ref,
        written_at=at,
    )
    _note("lia.write", row, by=by, at=at)
    return row


@transaction.atomic
def decide_assessment(
    *, row: WrittenAssessment, decision: Decision, comment: str, by: Actor, at: datetime
) -> None:
    """Approve or reject the newest version: by a DPO who did not write it, in force at once.

    Raises NotToBeDecided where it is decided already, is not the newest, is past its own last day, or
    where the same person wrote it.
    """
    Controller.objects.select_for_update(no_key=True).get(pk=row.controller_id)
    locked = WrittenAssessment.objects.select_for_update().select_related("controller").get(pk=row.pk)
    _refuse(locked, decision, by=by, on=stockholm_day(at))
    locked.decision, locked.comment = decision.value, comment
    locked.decided_by, locked.decided_at = by.ref, at
    locked.save(update_fields=["decision", "comment", "decided_by", "decided_at"])
    _note("lia.approve" if decision is Decision.APPROVED else "lia.reject", locked, by=by, at=at)
    watch_assessments(controller=locked.controller, at=at)


def watch_assessments(*, controller: Controller, at: datetime) -> int:
    """Keep a finding for every purpose whose weighing does not hold today; give how many there are."""
    found = [
        LintFinding("F-LIA", f"{PLACE}{purpose}", LAPSED)
        for purpose, interest in interests_of(controller, stockholm_day(at)).items()
        if not interest.holds
    ]
    return keep_findings(controller=controller, found=found, within=(PLACE,), at=at)


def _refuse(row: WrittenAssessment, decision: Decision, *, by: Actor, on: date) -> None:
    newer = WrittenAssessment.objects.filter(
        controller_id=row.controller_id, purpose_key=row.purpose_key, number__gt=row.number
    )
    if row.decision:
        raise NotToBeDecided(_("Den är redan beslutad. Skriv en ny version."))
    if newer.exists():
        raise NotToBeDecided(_("Det finns en nyare version. Besluta den."))
    if by.role != DECIDES:
        raise NotToBeDecided(_("Bara dataskyddsombudet beslutar."))
    if not by.ref or by.ref == row.written_by:
        raise NotToBeDecided(_("Du har själv skrivit den. Någon annan måste besluta."))
    if decision is Decision.APPROVED and row.review_on <= on:
        raise NotToBeDecided(_("Dess sista dag har passerat. Skriv en ny version."))


def _note(action: str, row: WrittenAssessment, *, by: Actor, at: datetime) -> None:
    ledger.record(
        controller=row.controller.slug,
        by=by,
        action=action,
        object_type="register.assessment",
        counts={"version": row.number},
        at=at,
    )
