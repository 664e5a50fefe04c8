"""Load a person together with the business that is theirs alone: all that is theirs to have erased."""

from __future__ import annotations

from retention.live import BoundPolicy
from retention.units.holders import Holder
from retention.units.organisations import load_concerning
from retention.units.people import load_people


def load_whole_person(subject_id: int, live: BoundPolicy) -> list[Holder]:
    """Load a sole trader's own business, then the person: organisations are locked first (purge.md, 4)."""
    own = [holder for holder in load_concerning(subject_id) if holder.of_one_person]
    return [*own, *load_people([subject_id], unpaid_scope=live.rules.unpaid_scope)]
