"""What people answered, as it counts at an instant: a yes to other words is stale, an old one expired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from consents.law import Channel, ConsentState, ConsentStatus
from consents.models import ConsentRecord, Objection, RecordStatus
from register.models import ConsentText

if TYPE_CHECKING:
    from consents.facts.loading import Asked


def answers_of(asked: Asked, subject_ids: Collection[int]) -> Mapping[int, tuple[ConsentState, ...]]:
    """Give each person's standing answer for the purpose on the channel; nothing for who never answered."""
    rows = ConsentRecord.objects.filter(
        subject_id__in=subject_ids, purpose=asked.purpose, channel=asked.use.channel
    ).exclude(status=RecordStatus.SUPERSEDED)
    words = set(
        ConsentText.objects.filter(
            policy_version__live__controller=asked.controller,
            purpose_key=asked.purpose,
            channel=asked.use.channel,
        ).values_list("digest", flat=True)
    )
    return {
        subject: (
            ConsentState(
                purpose=asked.purpose,
                channel=asked.use.channel,
                status=status_at(status, expires_at, holds=digest in words, at=asked.at),
            ),
        )
        for subject, status, expires_at, digest in rows.values_list(
            "subject_id", "status", "expires_at", "text__digest"
        )
    }


def status_at(stored: str, expires_at: datetime | None, *, holds: bool, at: datetime) -> ConsentStatus:
    """Say where a stored answer stands: `holds` tells whether its words are those asked now."""
    if stored != RecordStatus.GIVEN:
        return ConsentStatus(stored)
    if not holds:
        return ConsentStatus.STALE
    return ConsentStatus.EXPIRED if expires_at is not None and expires_at <= at else ConsentStatus.GIVEN


def objections_of(subject_ids: Collection[int], channel: Channel) -> Mapping[int, frozenset[str]]:
    """Give the purposes each person objects to, to the use itself or on this channel."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Objection.objects.filter(subject_id__in=subject_ids, ended_at=None, channel__in=["", channel])
    for subject, purpose in rows.values_list("subject_id", "purpose"):
        found[subject].add(purpose)
    return {subject: frozenset(purposes) for subject, purposes in found.items()}
