"""Questions about purposes that rest on legitimate interests, and whether their weighing holds (WL-52)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import Controller
from law.calendar import stockholm_day
from register.models import LegalBasisEntry, LIAssessment, Purpose, WrittenAssessment
from register.policyfile.words import Decision, LegalBasis
from register.weighing import Standing, Weighed, newest, standing_of

INTERESTS = LegalBasis.LEGITIMATE_INTERESTS.value
RESTS = Q(basis=INTERESTS) | Q(contact_basis=INTERESTS)


@dataclass(frozen=True, kw_only=True)
class Interest:
    """One purpose on legitimate interests: how its weighing stands, until when, and what waits.

    `until_on` is the last day on which every category of the purpose is carried. `versions` are those
    written in the panel, the newest first; `in_file` are the weighings the policy file brings.
    """

    purpose: Purpose
    standing: Standing
    until_on: date | None
    versions: list[WrittenAssessment]
    in_file: list[LIAssessment]

    @property
    def holds(self) -> bool:
        """Tell whether the use may go on."""
        return self.standing is Standing.HOLDS

    @property
    def waiting(self) -> WrittenAssessment | None:
        """Give the version that waits for somebody to decide it: only ever the newest."""
        return self.versions[0] if self.versions and not self.versions[0].decision else None


def interests_of(controller: Controller, on: date) -> dict[str, Interest]:
    """Give every purpose of the live policy that rests on interests, those that stand still first."""
    entries = LegalBasisEntry.objects.filter(RESTS, policy_version__live__controller=controller)
    resting: dict[str, list[LegalBasisEntry]] = defaultdict(list)
    for entry in entries.select_related("purpose", "assessment").order_by("purpose_id", "pk"):
        resting[entry.purpose.key].append(entry)
    written: dict[str, list[WrittenAssessment]] = defaultdict(list)
    for row in WrittenAssessment.objects.filter(controller=controller).order_by("-number"):
        written[row.purpose_key].append(row)
    found = [_interest(part, written[key], on) for key, part in resting.items()]
    found.sort(key=lambda one: (one.holds, one.until_on or date.min))
    return {one.purpose.key: one for one in found}


def weighing_holds(
    controller: Controller, entries: Iterable[LegalBasisEntry], on: date, *, was_weighed: bool = True
) -> bool:
    """Tell whether a weighing carries each of these entries of one purpose that rests on interests.

    `was_weighed` is False where it is known that none was decided in the panel: then none is looked for.
    """
    resting = [entry for entry in entries if INTERESTS in (entry.basis, entry.contact_basis)]
    if not resting:
        return False
    written = WrittenAssessment.objects.filter(controller=controller)
    keys = {entry.purpose.key for entry in resting}
    rows = list(written.filter(purpose_key__in=keys)) if was_weighed else []
    return all(standing_of(_weighings(entry, rows), on) is Standing.HOLDS for entry in resting)


def _interest(entries: list[LegalBasisEntry], rows: list[WrittenAssessment], on: date) -> Interest:
    """Put a purpose together: every category of it must be carried, so the worst of them speaks."""
    standings = [standing_of(_weighings(entry, rows), on) for entry in entries]
    last = [newest(_weighings(entry, rows), on) for entry in entries]
    in_file = {entry.assessment.pk: entry.assessment for entry in entries if entry.assessment is not None}
    return Interest(
        purpose=entries[0].purpose,
        standing=next((one for one in standings if one is not Standing.HOLDS), Standing.HOLDS),
        until_on=min((one.until_on for one in last if one is not None), default=None),
        versions=rows,
        in_file=list(in_file.values()),
    )


def _weighings(entry: LegalBasisEntry, rows: list[WrittenAssessment]) -> Iterator[Weighed]:
    """Give what an entry may rest on: the file's own weighing, then those decided in the panel."""
    if entry.assessment is not None:
        yield Weighed(
            decided_on=entry.assessment.decided_on,
            until_on=entry.assessment.review_on,
            approved=entry.assessment.decision == Decision.APPROVED,
        )
    decided = [row for row in rows if row.decided_at is not None and row.purpose_key == entry.purpose.key]
    for row in sorted(decided, key=lambda row: (row.decided_at, row.number)):
        assert row.decided_at is not None
        yield Weighed(
            decided_on=stockholm_day(row.decided_at),
            until_on=row.review_on,
            approved=row.decision == Decision.APPROVED,
        )
