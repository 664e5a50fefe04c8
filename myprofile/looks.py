"""Who has looked: the same role for the same reason on the same day is told once, with how many times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from law.calendar import stockholm_day
from myprofile.templatetags.profile import who
from register.wording.when import instant_in_words, time_of_day
from subjects.models import AccessLog


@dataclass(frozen=True, kw_only=True)
class Looks:
    """One role's looks for one reason on one Stockholm day: how many, the first and the last (UTC)."""

    role: str
    reason: str
    times: int
    first_at: datetime
    at: datetime

    @property
    def said(self) -> str:
        """Say who read and why, in a sentence or two."""
        by = _("%(who)s läste dina uppgifter.") % {"who": who(self.role)}
        return _("%(by)s Skäl: %(reason)s") % {"by": by, "reason": self.reason} if self.reason else by

    @property
    def when(self) -> str:
        """Say when: one instant, or from when to when on the day, and how many times."""
        at, ends = instant_in_words(self.first_at), time_of_day(self.at)
        span = at if ends == time_of_day(self.first_at) else f"{at}–{ends}"
        if self.times == 1:
            return span
        return _("%(at)s, %(n)d gånger") % {"at": span, "n": self.times}


def together(looks: Iterable[AccessLog]) -> list[Looks]:
    """Gather looks, given newest first; what was done last comes first."""
    found: dict[tuple[date, str, str], list[AccessLog]] = {}
    for look in looks:
        found.setdefault((stockholm_day(look.at), look.role, look.reason), []).append(look)
    return [
        Looks(role=role, reason=reason, times=len(same), first_at=same[-1].at, at=same[0].at)
        for (_day, role, reason), same in found.items()
    ]
