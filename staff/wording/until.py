"""When a unit goes, in one line. `action_date` is the day; a block or a doubt shows no day at all."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from law.reasons import Code
from retention.law import Action, RetentionDecision
from retention.selectors import BLOCKS
from staff.wording.reasons import NO_RULE

DOUBTS = frozenset({Code.DATA_QUALITY_REVIEW, NO_RULE})
STATES = ("blocked", "doubtful", "due", "dated", "open")


def state_of(decision: RetentionDecision) -> str:
    """Tell how a unit stands: `blocked`, `doubtful`, `due`, `dated` or `open` (no day yet)."""
    reasons = set(decision.reasons)
    if reasons & BLOCKS:
        return "blocked"
    if reasons & DOUBTS:
        return "doubtful"
    if decision.is_destructive:
        return "due"
    return "dated" if decision.action_date else "open"


def until(decision: RetentionDecision) -> str:
    """Say when a unit goes, or why no day can be said."""
    state = state_of(decision)
    if state == "blocked":
        return _("Spärrat, inget datum")
    if state == "doubtful":
        return _("Inget datum: måste utredas")
    if state == "open":
        return _("Inget datum än")
    return _goes(decision) % {"when": _when(decision, due=state == "due")}


def _goes(decision: RetentionDecision) -> str:
    anonymised = decision.action is Action.ANONYMISE or Code.TICKET_FOLLOWS_PROFILE in decision.reasons
    return _("Avidentifieras %(when)s") if anonymised else _("Raderas %(when)s")


def _when(decision: RetentionDecision, *, due: bool) -> str:
    if due or decision.action_date is None:
        return _("i natt")
    return date_format(decision.action_date, "j F Y")
