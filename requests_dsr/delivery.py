"""How a copy reaches whoever asked for it on somebody else's behalf: chosen by a person, told in the letter.

The package opens behind the person's own login, where nobody else comes. So a copy for an attorney or a
guardian is printed and goes with the answer, what may be taken along goes with it on a medium, or it is the
person's alone to open; which of them the
evidence allows, only a person can read out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.rights import Right
from requests_dsr.models import DataSubjectRequest

GIVEN_TO = frozenset({"power_of_attorney", "guardian"})
"""Those who ask for another and may be given a copy."""
PAPER, PROFILE = "paper", "profile"
WAYS: dict[str, Promise] = {
    PAPER: _("På papper till den som frågar, med svaret"),
    PROFILE: _("Bara i personens egen Min profil, där den som frågar inte kommer in"),
}
WAYS_OF_FILES: dict[str, Promise] = {
    PAPER: _("Som filer på ett USB-minne till den som frågar, med svaret på papper"),
    PROFILE: WAYS[PROFILE],
}
"""What may be taken along (Art. 20) is files that nobody prints: they follow the same letter on a medium."""


def is_chosen_for(request: DataSubjectRequest) -> bool:
    """Tell whether somebody has to choose how the copy, or what is taken along, is delivered.

    Next of kin get none (recital 27).
    """
    return request.file.on_behalf in GIVEN_TO and request.right in (Right.ACCESS, Right.PORTABILITY)


def ways_for(request: DataSubjectRequest) -> dict[str, Promise]:
    """Give the ways that whoever proposes chooses among; none where nobody has to."""
    if not is_chosen_for(request):
        return {}
    return WAYS_OF_FILES if request.right == Right.PORTABILITY else WAYS


def way_of(plan: Mapping[str, Any]) -> str:
    """Give the way that a proposal has chosen; empty where nobody had to."""
    way: str = plan.get("choices", {}).get("delivered", "")
    return way
