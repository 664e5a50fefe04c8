"""What is known of people themselves: whose data may only be stored, and who gave an address in a sale."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from consents.law import Channel
from consents.models import AddressCollection
from subjects.models import BlockKind, Identity, IdentityKind, ProcessingBlock


def restricted_among(subject_ids: Collection[int], *, on: date, category: str | None = None) -> set[int]:
    """Give those whose data may only be stored now (Art. 18; half-open, like every block).

    A restriction limited to other data than `category` does not count; without it every one does.
    """
    standing = ProcessingBlock.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        kind=BlockKind.RESTRICTION_ART18,
        subject_id__in=subject_ids,
        from_on__lte=on,
    )
    if category is not None:
        standing = standing.filter(Q(scope=[]) | Q(scope__contains=[category]))
    return set(standing.values_list("subject_id", flat=True))


def collections_of(subject_ids: Collection[int], channel: Channel) -> Mapping[int, tuple[bool, bool]]:
    """Give for each person whether the address came in a sale, and whether a no was offered then."""
    rows = AddressCollection.objects.filter(subject_id__in=subject_ids, channel=channel)
    return {
        pk: (sale, offered)
        for pk, sale, offered in rows.values_list("subject_id", "in_a_sale", "opt_out_offered")
    }


def addresses_for(subject_ids: Collection[int], channel: Channel) -> dict[int, str]:
    """Give the address each person is reached at: a confirmed one before others, the newest first."""
    kind = IdentityKind.EMAIL if channel is Channel.EMAIL else IdentityKind.PHONE
    found = dict.fromkeys(subject_ids, "")
    known = Identity.objects.filter(subject_id__in=subject_ids, kind=kind)
    ranked = known.order_by("verified_at", "added_at", "pk").values_list("subject_id", "value", "verified_at")
    found |= {subject: value for subject, value, verified in ranked if verified is None}
    found |= {subject: value for subject, value, verified in ranked if verified is not None}
    return found
