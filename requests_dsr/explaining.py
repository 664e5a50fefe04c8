"""Say in words how a deadline was reached, for the pages of staff and of the person.

31 januari 2026 + 1 månad = 28 februari, lördag → måndag 2 mars 2026
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from law.calendar import Closed, holiday_name
from requests_dsr.law import ClockCode, Deadline, Step, StepKind, steps

CLOSED: dict[Closed, str | Promise] = {
    Closed.SATURDAY: gettext_lazy("lördag"),
    Closed.SUNDAY: gettext_lazy("söndag"),
}
REMARKS: dict[ClockCode, Promise] = {
    ClockCode.EXTENDED: gettext_lazy("Tiden är förlängd till tre månader från mottagandet."),
    ClockCode.PAUSED_IDENTITY: gettext_lazy("Klockan stod still medan vi väntade på svar om identitet."),
    ClockCode.PAUSED_CLARIFICATION: gettext_lazy("Klockan stod still medan vi väntade på ett förtydligande."),
    ClockCode.PAUSE_IGNORED_LATE_ASK: gettext_lazy(
        "En fråga ställdes senare än sju dagar efter mottagandet och stoppar inte klockan."
    ),
    ClockCode.PAUSE_IGNORED_NOT_RECITAL63: gettext_lazy(
        "Ett förtydligande stoppar klockan bara när uppgifterna är många (skäl 63)."
    ),
    ClockCode.EXTENSION_LATE: gettext_lazy("Förlängningen meddelades för sent och gäller inte."),
    ClockCode.EXTENSION_NO_REASON: gettext_lazy("Förlängningen saknar ett skäl som lagen godtar."),
    ClockCode.EXTENSION_BEFORE_RECEIPT: gettext_lazy("Förlängningen är daterad före mottagandet."),
}
"""What is said beside the sum; a roll stands in the sum itself."""


def sum_in_words(clock: Deadline) -> str:
    """Give the sum of a deadline in one line, or since when the clock stands still."""
    found = steps(clock)
    if clock.suspended:
        asked_on = min(step.on for step in found if step.kind is StepKind.WAITING)
        return _("Klockan står still sedan %(day)s, tills personen svarar.") % {"day": _day(asked_on)}
    return "".join(_parts(found))


def question_in_words(clock: Deadline) -> str:
    """Say that a question was sent, and whether it stopped the clock it was asked under."""
    if clock.suspended:
        return _("Frågan är skickad, och klockan står still tills personen svarar.")
    late = ClockCode.PAUSE_IGNORED_LATE_ASK in clock.reasons
    why = ClockCode.PAUSE_IGNORED_LATE_ASK if late else ClockCode.PAUSE_IGNORED_NOT_RECITAL63
    return _("Frågan är skickad, och klockan går vidare. %(why)s") % {"why": REMARKS[why]}


def answer_in_words(before: Deadline, after: Deadline) -> str:
    """Say that an answer was noted, and what it did to the clock: it goes again only where it stood."""
    if not before.suspended:
        return _("Svaret är noterat. Klockan har gått hela tiden.")
    if after.suspended:
        return _("Svaret är noterat. Klockan står still, för en annan fråga väntar på svar.")
    return _("Svaret är noterat, och klockan går igen.")


def remarks_in_words(clock: Deadline) -> list[str]:
    """Say what else moved a deadline, or tried to."""
    return [str(REMARKS[code]) for code in clock.reasons if code in REMARKS and not _stands(clock, code)]


def _stands(clock: Deadline, code: ClockCode) -> bool:
    """A pause that is not over is said by the sum."""
    return clock.suspended and code in (ClockCode.PAUSED_IDENTITY, ClockCode.PAUSED_CLARIFICATION)


def _parts(found: Iterable[Step]) -> Iterable[str]:
    reached, closed = date.min, []
    for step in found:
        match step.kind:
            case StepKind.RECEIVED:
                yield _day(step.on)
            case StepKind.MONTHS:
                yield ngettext(" + %(n)d månad", " + %(n)d månader", step.amount) % {"n": step.amount}
                yield f" = {date_format(step.on, 'j F')}"
            case StepKind.PAUSED:
                yield ngettext(" + %(n)d dag paus", " + %(n)d dagar paus", step.amount) % {"n": step.amount}
                yield f" = {date_format(step.on, 'j F')}"
            case StepKind.CLOSED:
                closed.append(_why_closed(step))
            case StepKind.DUE if closed:
                yield f", {', '.join(closed)} → {date_format(step.on, 'l j F Y')}"
            case StepKind.DUE:
                yield f" {step.on.year}" if step.on == reached else ""
        reached = step.on


def _why_closed(step: Step) -> str:
    word = CLOSED.get(step.closed) if step.closed else None
    if word:
        return str(word)
    if (get_language() or "sv").startswith("sv"):
        return (holiday_name(step.on) or "helgdag").lower()
    return holiday_name(step.on, language="en") or "public holiday"


def _day(day: date) -> str:
    return date_format(day, "j F Y")
