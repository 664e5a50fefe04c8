"""When an answer comes, and why then, as a person says it: 31 januari + 1 månad = 28 februari → 2 mars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from law.calendar import Closed, why_closed
from register.wording.when import day_in_words
from requests_dsr.clocks import clock_of
from requests_dsr.law import Deadline
from requests_dsr.law.steps import Step, StepKind, steps
from requests_dsr.models import DataSubjectRequest

WEEKDAYS: dict[Closed, Promise] = {
    Closed.SATURDAY: gettext_lazy("en lördag"),
    Closed.SUNDAY: gettext_lazy("en söndag"),
    Closed.PUBLIC_HOLIDAY: gettext_lazy("en helgdag"),
    Closed.EVE: gettext_lazy("en helgdagsafton"),
}
SIGNS: dict[str, Promise] = {
    "+": gettext_lazy("plus"),
    "=": gettext_lazy("blir"),
    "→": gettext_lazy("flyttas till"),
}


@dataclass(frozen=True, kw_only=True)
class Term:
    """One box of the sum: the sign before it, what stands in it, and the reason under."""

    sign: str = ""
    value: str
    reason: str
    is_result: bool = False

    @property
    def said(self) -> str:
        """Say the sign in a word, for who listens."""
        return str(SIGNS.get(self.sign, ""))


@dataclass(frozen=True, kw_only=True)
class AnswerClock:
    """When a request is answered: the day of the law, our own, and how the first came about."""

    due_on: date | None
    target_on: date | None
    extended_until_on: date | None
    terms: tuple[Term, ...]


def answer_clock(request: DataSubjectRequest) -> AnswerClock:
    """Explain a request's clock in the language of the moment."""
    clock = clock_of(request)
    longest = clock.three_months.due_on if clock.three_months and not _is_extended(clock) else None
    return AnswerClock(
        due_on=clock.effective.due_on if clock.effective else None,
        target_on=request.target_on,
        extended_until_on=longest,
        terms=tuple(_terms(clock)) if clock.effective else (),
    )


def _is_extended(clock: Deadline) -> bool:
    return clock.effective is not None and clock.effective is clock.three_months


def _terms(clock: Deadline) -> Iterator[Term]:
    told = list(steps(clock))
    closed = [step for step in told if step.kind is StepKind.CLOSED]
    for step in told:
        yield from SAID[step.kind](step, clock) if step.kind in SAID else ()
    if closed:
        yield _moved(closed[0], told[-1].on)


def _received(step: Step, clock: Deadline) -> Iterator[Term]:
    reason = _("Dagen din begäran kom till oss.")
    if (why := why_closed(step.on)) is not None:
        reason += " " + _("Att det var %(day)s spelar ingen roll.") % {"day": WEEKDAYS[why]}
    yield Term(value=day_in_words(step.on), reason=reason)


def _months(step: Step, clock: Deadline) -> Iterator[Term]:
    extended = _is_extended(clock)
    reason = (
        _("Vi har förlängt tiden, och skrev till dig om det.")
        if extended
        else _("Tiden vi har på oss enligt GDPR artikel 12.3.")
    )
    months = ngettext("%(n)d månad", "%(n)d månader", step.amount) % {"n": step.amount}
    yield Term(sign="+", value=months, reason=reason)
    short = step.on.day < clock.received_on.day
    yield Term(
        sign="=",
        value=day_in_words(step.on),
        reason=_("Månaden är kortare, så det blir dess sista dag.") if short else _("Samma dag i månaden."),
        is_result=not clock.pause_days and not _rolls(clock),
    )


def _paused(step: Step, clock: Deadline) -> Iterator[Term]:
    days = ngettext("%(n)d dag", "%(n)d dagar", step.amount) % {"n": step.amount}
    yield Term(sign="+", value=days, reason=_("Så länge stod klockan still medan vi väntade på ditt svar."))
    yield Term(
        sign="=",
        value=day_in_words(step.on),
        reason=_("Dagarna läggs till i slutet."),
        is_result=not _rolls(clock),
    )


def _moved(closed: Step, due_on: date) -> Term:
    reason = _("%(day)s är %(what)s. Då gäller nästa vardag.") % {
        "day": day_in_words(closed.on),
        "what": WEEKDAYS[closed.closed] if closed.closed else _("ingen vardag"),
    }
    return Term(sign="→", value=day_in_words(due_on, weekday=True), reason=reason, is_result=True)


def _rolls(clock: Deadline) -> bool:
    return clock.effective is not None and clock.effective.rolled


SAID = {StepKind.RECEIVED: _received, StepKind.MONTHS: _months, StepKind.PAUSED: _paused}


def days_left(day: date, today: date) -> str:
    """Say how far off a day is."""
    left = (day - today).days
    if left < 0:
        return ngettext("för %(n)d dag sedan", "för %(n)d dagar sedan", -left) % {"n": -left}
    if left == 0:
        return _("i dag")
    return ngettext("om %(n)d dag", "om %(n)d dagar", left) % {"n": left}
