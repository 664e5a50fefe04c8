"""Load a person together with the business that is theirs alone: all that is theirs to have erased."""

from __future__ import annotations

from retention.live import BoundPolicy
from retention.units.holders import Holder
from retention.units.organisations import load_concerning
from retention.units.people import load_people


def load_whole_person(subject_id: int, live: BoundPolicy) -> list[Holder]:
    """Load a sole trader's own business, then the person: organisations are locked first (purge.md, 4)."""
    return load_theirs_and_what_names_them(subject_id, live)[0]


def load_theirs_and_what_names_them(subject_id: int, live: BoundPolicy) -> tuple[list[Holder], list[Holder]]:
    """Load all that is a person's alone, and apart from it what organisations hold that names them."""
    concerning = load_concerning(subject_id)
    own = [holder for holder in concerning if holder.of_one_person]
    person = load_people([subject_id], unpaid_scope=live.rules.unpaid_scope)
    return [*own, *person], [holder for holder in concerning if not holder.of_one_person]
