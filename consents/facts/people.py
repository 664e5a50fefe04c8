"""Whose data may only be stored now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from subjects.models import BlockKind, ProcessingBlock


def restricted_among(subject_ids: Collection[int], *, on: date) -> set[int]:
    """Give those whose data may only be stored now (Art. 18; half-open, like every block)."""
    standing = ProcessingBlock.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        kind=BlockKind.RESTRICTION_ART18,
        subject_id__in=subject_ids,
        from_on__lte=on,
    )
    return set(standing.values_list("subject_id", flat=True))
