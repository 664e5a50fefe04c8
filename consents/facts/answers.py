"""What people answered, as it counts at an instant: a yes to other words is stale, an old one expired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from consents.law import Channel, ConsentState, status_at
from consents.models import ConsentRecord, Objection, RecordStatus
from consents.selectors import words_that_hold

if TYPE_CHECKING:
    from consents.facts.loading import Asked


def answers_of(asked: Asked, subject_ids: Collection[int]) -> Mapping[int, tuple[ConsentState, ...]]:
    """Give each person's standing answer for the purpose on the channel; nothing for who never answered."""
    rows = ConsentRecord.objects.filter(
        subject_id__in=subject_ids, purpose=asked.purpose, channel=asked.use.channel
    ).exclude(status=RecordStatus.SUPERSEDED)
    asks = words_that_hold(asked.controller).get((asked.purpose, asked.use.channel))
    return {
        subject: (
            ConsentState(
                purpose=asked.purpose,
                channel=asked.use.channel,
                status=status_at(status, expires_at, holds=digest == asks, at=asked.at),
            ),
        )
        for subject, status, expires_at, digest in rows.values_list(
            "subject_id", "status", "expires_at", "text__digest"
        )
    }


def objections_of(subject_ids: Collection[int], channel: Channel) -> Mapping[int, frozenset[str]]:
    """Give the purposes each person objects to, to the use itself or on this channel."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Objection.objects.filter(subject_id__in=subject_ids, ended_at=None, channel__in=["", channel])
    for subject, purpose in rows.values_list("subject_id", "purpose"):
        found[subject].add(purpose)
    return {subject: frozenset(purposes) for subject, purposes in found.items()}
