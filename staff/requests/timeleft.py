"""How much time a request has left, in a word and a colour that never stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from requests_dsr.law.numbers import DEFAULTS
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import CLOSED, State
from requests_dsr.untold import answered_on, is_untold


@dataclass(frozen=True, kw_only=True)
class TimeLeft:
    """What the tag says: its colour, icon and words; `late` marks the row."""

    kind: str
    icon: str
    words: str
    late: bool = False


def time_left(request: DataSubjectRequest, today: date) -> TimeLeft:
    """Say how a request stands to its legal limit on a Stockholm day."""
    if State(request.state) in CLOSED:
        return _closed(request, today)
    if request.due_on is None:
        return TimeLeft(kind="", icon="pause_circle", words=_("klockan står still"))
    days = (request.due_on - today).days
    if days < 0:
        words = ngettext("%(n)d dag försenad", "%(n)d dagar försenad", -days) % {"n": -days}
        return TimeLeft(kind="stop", icon="error", words=words, late=True)
    words = ngettext("%(n)d dag kvar", "%(n)d dagar kvar", days) % {"n": days} if days else _("sista dagen")
    if days <= max(DEFAULTS.warn_days):
        return TimeLeft(kind="warn", icon="warning", words=words)
    return TimeLeft(kind="ok", icon="schedule", words=words)


def in_time(request: DataSubjectRequest) -> bool:
    """Tell whether the answer of a closed request left on its legal limit or before (DL-5)."""
    day = answered_on(request)
    return day is not None and (request.due_on is None or day <= request.due_on)


def _closed(request: DataSubjectRequest, today: date) -> TimeLeft:
    """Say whether it was answered in time; an answer that has not left is none yet."""
    if is_untold(request):
        late = request.due_on is not None and today > request.due_on
        kind = "stop" if late else "warn"
        return TimeLeft(kind=kind, icon="warning", words=_("svaret har inte nått personen"), late=late)
    if in_time(request):
        return TimeLeft(kind="ok", icon="check", words=_("avslutad i tid"))
    return TimeLeft(kind="stop", icon="error", words=_("avslutad för sent"))
