"""On what ground a purpose rests in the live policy, and whether its weighing of interests holds (WL-52)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consents.law import Address, Basis
from register.interests import weighing_holds
from register.models import LegalBasisEntry
from register.selectors import NoLivePolicy, live_policy, settings

if TYPE_CHECKING:
    from consents.facts.loading import Asked

KNOWN = frozenset(basis.value for basis in Basis)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """What the policy says of a use; `contact_basis` holds for a contact at a legal person (WN-14)."""

    basis: Basis | None = None
    contact_basis: Basis | None = None
    lia_valid: bool = False
    b2b_li: bool = False

    def basis_of(self, address: Address) -> Basis | None:
        """Give the ground for a person, by whether they are the customer or speak for one."""
        speaks_for_company = address in (Address.WORK, Address.ROLE)
        return self.contact_basis if speaks_for_company and self.contact_basis else self.basis


def grounds_for(asked: Asked, on: date) -> Grounds:
    """Read what the live policy says of a use; without a policy there is no ground for anything (WN-09)."""
    try:
        version = live_policy(asked.controller)
    except NoLivePolicy:
        return Grounds()
    entries = LegalBasisEntry.objects.filter(policy_version=version, purpose__key=asked.purpose)
    if asked.category is not None:
        entries = entries.filter(category__key=asked.category)
    found = list(entries.select_related("assessment", "purpose").order_by("pk"))
    only = found[0] if len({(e.basis, e.contact_basis) for e in found}) == 1 else None
    return Grounds(
        basis=_basis(only.basis) if only else None,
        contact_basis=_basis(only.contact_basis) if only else None,
        lia_valid=weighing_holds(asked.controller, found, on),
        b2b_li=settings(version).b2b_li,
    )


def _basis(word: str) -> Basis | None:
    """Give the ground the gate knows by this name; vital interests and public tasks are no company's."""
    return Basis(word) if word in KNOWN else None
