"""Which requests are answered in one step, and what an objection is against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consents.law import MARKETING, PROFILING
from law.rights import Right
from register.wording import PolicyWords
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import FAST_LANE

ABSOLUTE = frozenset({MARKETING, PROFILING})
"""Against these there is nothing to weigh (Art. 21(2)-(3))."""


def weighed_uses(words: PolicyWords) -> list[str]:
    """Give the purposes that an objection is weighed for, by title: those on legitimate interests.

    Art. 21(1). Every door offers the same, whoever asks: what a use rests on for one person is for us to say.
    """
    named = [
        key
        for key, purpose in words.policy.purposes.items()
        if purpose.on_interests and key not in ABSOLUTE and not purpose.profiling
    ]
    return sorted(named, key=words.purpose)


def in_fast_lane(request: DataSubjectRequest) -> bool:
    """Tell whether a request is answered in one step."""
    return answered_at_once(Right(request.right), request.file.proposed)


def answered_at_once(right: Right, proposed: Mapping[str, Any]) -> bool:
    """Tell whether what is asked for is answered in one step: by its right, or a no to marketing alone."""
    if right is Right.OBJECTION:
        purposes = set(_purposes(proposed))
        return bool(purposes) and purposes <= ABSOLUTE
    return right in FAST_LANE


def purposes_of(request: DataSubjectRequest) -> list[str]:
    """Give the purposes that a request names: `proposed["purposes"]`."""
    return _purposes(request.file.proposed)


def _purposes(proposed: Mapping[str, Any]) -> list[str]:
    named = proposed.get("purposes", ())
    return sorted({str(one) for one in named}) if isinstance(named, list | tuple) else []
