"""Which requests are answered in one step, and what an objection is against."""

from __future__ import annotations

from consents.law import MARKETING, PROFILING
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import FAST_LANE, Right

ABSOLUTE = frozenset({MARKETING, PROFILING})
"""Against these there is nothing to weigh (Art. 21(2)-(3))."""


def in_fast_lane(request: DataSubjectRequest) -> bool:
    """Tell whether a request is answered in one step: by its right, or as an objection to marketing alone."""
    if request.right == Right.OBJECTION:
        purposes = set(purposes_of(request))
        return bool(purposes) and purposes <= ABSOLUTE
    return request.right in FAST_LANE


def purposes_of(request: DataSubjectRequest) -> list[str]:
    """Give the purposes that a request names: `proposed["purposes"]`."""
    named = request.file.proposed.get("purposes", ())
    return sorted({str(one) for one in named}) if isinstance(named, list | tuple) else []
