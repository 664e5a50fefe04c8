"""On what ground a purpose rests in the live policy, and whether its weighing of interests holds (WL-52)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from consents.facts.asked import Asked
from consents.law import Address, Basis
from consents.policy import file_of
from register.interests import weighing_holds
from register.models import ConsentText, LegalBasisEntry

KNOWN = frozenset(basis.value for basis in Basis)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """What the policy says of a use; `contact_basis` holds for a contact at a legal person (WN-14).

    `asks` is the digest of the words a person is asked for it now; empty where nothing is asked.
    """

    basis: Basis | None = None
    contact_basis: Basis | None = None
    lia_valid: bool = False
    b2b_li: bool = False
    asks: str = ""

    def basis_of(self, address: Address) -> Basis | None:
        """Give the ground for a person, by whether they are the customer or speak for one."""
        speaks_for_company = address in (Address.WORK, Address.ROLE)
        return self.contact_basis if speaks_for_company and self.contact_basis else self.basis


def grounds_for(asked: Asked, version_id: int | None, on: date, *, was_weighed: bool) -> Grounds:
    """Read what a policy says of a use; without a policy there is no ground for anything (WN-09).

    A version never changes, so it is read once a process. `was_weighed` tells whether the panel has
    decided about this purpose too: then that is read each time, and else the file's own word counts.
    """
    if version_id is None:
        return Grounds()
    entries = _entries(version_id, asked.purpose, asked.category)
    only = entries[0] if len({(e.basis, e.contact_basis) for e in entries}) == 1 else None
    return Grounds(
        basis=_basis(only.basis) if only else None,
        contact_basis=_basis(only.contact_basis) if only else None,
        lia_valid=weighing_holds(asked.controller, entries, on, was_weighed=was_weighed),
        b2b_li=file_of(version_id).settings.b2b_li,
        asks=_asks(version_id, asked.purpose, asked.use.channel.value),
    )


@lru_cache(maxsize=512)
def _entries(version_id: int, purpose: str, category: str | None) -> tuple[LegalBasisEntry, ...]:
    found = LegalBasisEntry.objects.filter(policy_version=version_id, purpose__key=purpose)
    if category is not None:
        found = found.filter(category__key=category)
    return tuple(found.select_related("assessment", "purpose").order_by("pk"))


@lru_cache(maxsize=512)
def _asks(version_id: int, purpose: str, channel: str) -> str:
    text = ConsentText.objects.filter(policy_version=version_id, purpose_key=purpose, channel=channel)
    return text.values_list("digest", flat=True).first() or ""


def _basis(word: str) -> Basis | None:
    """Give the ground the gate knows by this name; vital interests and public tasks are no company's."""
    return Basis(word) if word in KNOWN else None
