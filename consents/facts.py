"""What the gate needs to know of people: read in bulk, in a constant number of queries (domain.md 4.12)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q

from consents.law import Address, UseFacts
from subjects.models import BlockKind, ProcessingBlock


def facts_of(subject_ids: Sequence[int], *, on: date, category: str | None = None) -> dict[int, UseFacts]:
    """Give what the gate must know of each person on a Stockholm day.

    `category` is the data to be used: a restriction limited to other data does not count. Without
    it every restriction does.
    """
    restricted = restricted_among(subject_ids, on=on, category=category)
    return {pk: _facts(restricted=pk in restricted) for pk in subject_ids}


def restricted_among(subject_ids: Collection[int], *, on: date, category: str | None = None) -> set[int]:
    """Give those whose data may only be stored now (Art. 18; half-open, like every block)."""
    standing = ProcessingBlock.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        kind=BlockKind.RESTRICTION_ART18,
        subject_id__in=subject_ids,
        from_on__lte=on,
    )
    if category is not None:
        standing = standing.filter(Q(scope=[]) | Q(scope__contains=[category]))
    return set(standing.values_list("subject_id", flat=True))


def _facts(*, restricted: bool) -> UseFacts:
    return UseFacts(
        basis=None,
        lia_valid=False,
        suppressed=False,
        objections=frozenset(),
        restricted=restricted,
        consents=(),
        address=Address.PRIVATE,
        soft_opt_in=None,
        b2b_li=False,
        relevant_to_role=False,
    )


NOBODY = _facts(restricted=False)
"""What is known of an address that is nobody's here: nothing that would allow marketing."""
