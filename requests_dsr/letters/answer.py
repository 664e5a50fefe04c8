"""Put an answer together, paragraph by paragraph: the letter and its preview say the same, in one order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from law.rights import Right
from requests_dsr.exception_words import REPEATED, words_of
from requests_dsr.exceptions import EXCEPTIONS, NO_DATA
from requests_dsr.letters.address import on_paper
from requests_dsr.letters.outcomes import Plan, outcome_of
from requests_dsr.letters.whose import other_named
from requests_dsr.letters.words import where_to_write
from requests_dsr.models import DataSubjectRequest
from requests_dsr.pauses import stays_paused
from requests_dsr.selectors import earlier_requests
from requests_dsr.states import State
from requests_dsr.whose import asked_by_the_person

SAID_BY_ITSELF = frozenset({"A12_4_NOT_UPHELD", NO_DATA})
"""Exceptions whose words say the no already."""


def answer_of(request: DataSubjectRequest, *, pause_ends_on: date | None = None) -> tuple[str, ...]:
    """Give the paragraphs of an answer in the language of the moment, as the request and its plan stand.

    First the no, where it is one, with what it rests on (Art. 12(4)); then what was done and why; last
    the day on which a pause that came with the request ends (Art. 18(3)).
    """
    return tuple(filter(None, _paragraphs(request, request.file.plan, pause_ends_on)))


def asks_a_fee(request: DataSubjectRequest) -> bool:
    """Tell whether the answer is that we do it, for what it costs (Art. 12(5)(a))."""
    return request.state == State.REFUSED and request.file.plan.get("fee_sek") is not None


def _paragraphs(request: DataSubjectRequest, plan: Plan, pause_ends_on: date | None) -> Iterator[str]:
    codes = [code for code in request.exception_codes if code in EXCEPTIONS]
    bare = not SAID_BY_ITSELF & set(codes) and not asks_a_fee(request)
    if request.state == State.REFUSED and bare:
        yield _("Vi gör inte det du bad om.")
    why = [_because(request, code, plan) for code in codes]
    if plan.get("kind") == "refusal":
        yield from why
        yield from _refusal(request, plan)
    else:
        yield from outcome_of(request, plan, why)
    if pause_ends_on is not None:
        yield pause_in_words(request, pause_ends_on)


def pause_in_words(request: DataSubjectRequest, ends_on: date) -> str:
    """Say when a pause that came with a request ends, and that another stays, where one does."""
    said = _rest_of_the_pause(request, ends_on) if _is_upheld(request) else _end_of_the_pause(ends_on)
    return " ".join(filter(None, [said, another_pause(request, on=ends_on)]))


def another_pause(request: DataSubjectRequest, *, on: date) -> str:
    """Say that some of what a pause covers stays paused; nothing where somebody asks for the person."""
    if not asked_by_the_person(request) or not stays_paused(request, on=on):
        return ""
    return _("En annan paus står kvar: det som den omfattar används inte så länge den gäller.")


def _end_of_the_pause(ends_on: date) -> str:
    said = _("Pausen som följde med begäran tar slut den %(day)s. Till dess används uppgifterna inte.")
    return said % {"day": date_format(ends_on, "j F Y")}


def _is_upheld(request: DataSubjectRequest) -> bool:
    """Tell whether a use has ended for good, and does not begin again when the pause around it ends."""
    granted = State(request.state) in (State.FULFILLED, State.PARTLY_FULFILLED)
    return request.right == Right.OBJECTION and granted


def _rest_of_the_pause(request: DataSubjectRequest, ends_on: date) -> str:
    """Say when the pause around an objection ends, and that what was upheld does not begin again."""
    said = _(
        "Medan vi vägde låg uppgifterna orörda, också för annat. Den pausen tar slut den %(day)s. Det du har "
        "fått rätt om börjar vi inte med igen."
    )
    if other_named(request):
        said = _(
            "Medan vi vägde låg uppgifterna orörda, också för annat. Den pausen tar slut den %(day)s. Det "
            "som invändningen gällde börjar vi inte med igen."
        )
    return said % {"day": date_format(ends_on, "j F Y")}


def _because(request: DataSubjectRequest, code: str, plan: Plan) -> str:
    words = words_of(
        EXCEPTIONS[code],
        State(request.state),
        of_another=bool(other_named(request)),
        has_statement=bool(str(plan.get("statement", "")).strip()),
        is_repeated=code in REPEATED and earlier_requests(request).exists(),
    )
    source = _("(%(provision)s i dataskyddsförordningen.)") % {"provision": capfirst(EXCEPTIONS[code].cited)}
    return f"{words} {source}"


def _refusal(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Give the reasons that were written for the person, and how to go on where a fee is asked."""
    yield str(plan.get("evidence", ""))
    if not asks_a_fee(request):
        return
    yield _(
        "Därför gör vi det inte utan kostnad. Vi gör det för %(fee)d kronor, och det är vad arbetet kostar."
    ) % {"fee": plan["fee_sek"]}
    if on_paper(request):
        yield _("Säg till oss att du godtar avgiften, så gör vi det. Annars gör vi inget mer.")
        yield where_to_write(request)
    elif asked_by_the_person(request):
        yield _(
            "Vi väntar på ditt svar. Säg ja eller nej på begärans sida i Min profil, eller svara på det här "
            "mejlet. Säger du ja börjar vi om med en ny månad. Annars gör vi inget mer."
        )
    else:
        yield _("Svara på det här mejlet att du godtar avgiften, så gör vi det. Annars gör vi inget mer.")
