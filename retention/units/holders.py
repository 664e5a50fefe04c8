"""A holder with everything a decision on its units may need, and the versions that were read first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from retention.law.facts import Facts


class UnitKey(NamedTuple):
    """Which unit: one category of one holder, and the row its data hang on."""

    category: str
    item_id: int
    subject_id: int | None = None
    contact_id: int | None = None
    org_id: int | None = None


class Owner(NamedTuple):
    """Whose facts were consulted (`org` or `subject`), and the version they had."""

    kind: str
    pk: int
    version: int


@dataclass(slots=True)
class Holder:
    """A person, or an organisation: its own version, everybody consulted, and its units' facts."""

    kind: str
    pk: int
    version: int
    owners: list[Owner] = field(default_factory=list)
    units: list[tuple[UnitKey, Facts]] = field(default_factory=list)

    @property
    def of_one_person(self) -> bool:
        """Tell a person, and the business that is one person's alone, from what several share."""
        return any(owner.kind == "subject" for owner in self.owners)
