"""What the templates of letters are given: days, names, the answer in sentences, and the remedies."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Max
from django.urls import reverse

from law.calendar import stockholm_day
from register.rights import BY_RIGHT
from requests_dsr.clocks import EXTENSION_LETTER, clock_of, levels_of
from requests_dsr.exceptions import EXCEPTIONS, words_of
from requests_dsr.law import LawfulExtension
from requests_dsr.law.numbers import DEFAULTS
from requests_dsr.letters.address import Addressee
from requests_dsr.letters.answer import answer_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State
from subjects.models import BlockKind, ProcessingBlock

REFUSALS = frozenset({State.REFUSED, State.PARTLY_FULFILLED, State.CLOSED_UNVERIFIED})
"""States whose letter says no to something: it tells of the court too (Art. 12(4), 79)."""


def context_of(request: DataSubjectRequest, to: Addressee, event: str, at: datetime) -> dict[str, Any]:
    """Give what every letter may say, in the language of the moment."""
    question = request.questions.order_by(F("answered_at").desc(nulls_first=True), "-asked_at").first()
    due_on = request.due_on or _limit(request)
    return {
        "name": to.name,
        "reference": str(request.ref),
        "right": BY_RIGHT[request.right].in_sentence,
        "received_on": stockholm_day(request.received_at),
        "written_on": stockholm_day(at),
        "due_on": due_on,
        "target_on": request.target_on,
        "one_month_on": _limit(request),
        "extension_complex": LawfulExtension.COMPLEXITY in request.extension_reasons,
        "extension_many": LawfulExtension.NUMBER_OF_REQUESTS in request.extension_reasons,
        "question": question.question if question else "",
        "close_on": _closing(request),
        "close_days": DEFAULTS.close_unverified_days,
        "profile_link": f"{settings.SITE_URL}{reverse('my_profile', args=[request.controller.slug])}",
        "has_page": request.subject_id is not None,
        "form_link": f"{settings.SITE_URL}{reverse('request_form', args=[request.controller.slug])}",
        "answer": answer_of(request) if event == "request_answered" else (),
        "exemptions": [
            {"text": words_of(EXCEPTIONS[code], State(request.state)), "article": EXCEPTIONS[code].article}
            for code in request.exception_codes
            if code in EXCEPTIONS
        ],
        "pause_ends_on": _pause_ends(request, at),
        "refused": request.state == State.REFUSED,
        "remedy": State(request.state) in REFUSALS or event == EXTENSION_LETTER,
    }


def _pause_ends(request: DataSubjectRequest, at: datetime) -> date | None:
    """Give the day a pause that came with a request ends, where that is decided (Art. 18(3))."""
    ending = ProcessingBlock.objects.filter(
        ground__endswith=str(request.ref), kind=BlockKind.RESTRICTION_ART18, until_on__gt=stockholm_day(at)
    )
    last: date | None = ending.aggregate(last=Max("until_on"))["last"]
    return last


def _limit(request: DataSubjectRequest) -> date | None:
    """Give the one-month day, which is told even while the clock stands still."""
    clock = clock_of(request)
    return clock.one_month.due_on if clock.one_month else None


def _closing(request: DataSubjectRequest) -> date:
    levels = levels_of(request)
    return levels.close_on or stockholm_day(request.received_at) + timedelta(
        days=DEFAULTS.close_unverified_days
    )
