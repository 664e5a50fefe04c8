"""What the templates of letters are given: days, names, the answer in sentences, and the remedies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from law.calendar import stockholm_day
from law.rights import Right
from requests_dsr.clocks import EXTENSION_LETTER, clock_of, closes_on
from requests_dsr.exceptions import is_no_data
from requests_dsr.law import LawfulExtension
from requests_dsr.law.numbers import DEFAULTS
from requests_dsr.letters.address import Addressee
from requests_dsr.letters.answer import answer_of, asks_a_fee, pause_in_words
from requests_dsr.letters.whose import is_of_the_dead, other_named, request_named
from requests_dsr.letters.words import where_to_write
from requests_dsr.models import DataSubjectRequest
from requests_dsr.models.requests import DENIED
from requests_dsr.pauses import pause_ends_on, pauses_of
from requests_dsr.refused import refused_values
from requests_dsr.states import OPEN, State
from requests_dsr.whose import questions_of_the_person

REFUSALS = frozenset({State.REFUSED, State.PARTLY_FULFILLED, State.CLOSED_UNVERIFIED})
"""States whose letter says no to something: it tells of the court too (Art. 12(4), 79)."""


def context_of(request: DataSubjectRequest, to: Addressee, event: str, at: datetime) -> dict[str, Any]:
    """Give what every letter may say, in the language of the moment.

    `by_post` is whether this letter is printed: what it says of how to answer follows from it.
    """
    asked = questions_of_the_person(request)
    question = asked.order_by(F("answered_at").desc(nulls_first=True), "-asked_at").first()
    ends_on = pause_ends_on(request, at, by_post=not to.email)
    has_page = request.subject_id is not None and not request.file.on_behalf
    return {
        **_days(request, stockholm_day(at)),
        "name": to.name,
        "by_post": not to.email,
        "reference": str(request.ref),
        "request_named": request_named(request),
        "about": other_named(request),
        "about_the_dead": is_of_the_dead(request),
        "where_to_write": where_to_write(request),
        "received_on": stockholm_day(request.received_at),
        "written_on": stockholm_day(at),
        "extension_complex": LawfulExtension.COMPLEXITY in request.extension_reasons,
        "extension_many": LawfulExtension.NUMBER_OF_REQUESTS in request.extension_reasons,
        "question": question.question if question else "",
        "close_days": None if _is_denied(request) else DEFAULTS.close_unverified_days,
        "profile_page": _page("my_profile", request.controller.slug),
        "request_page": _page("my_request", request.controller.slug, request.ref),
        "has_page": has_page,
        "keeps_page": has_page and bool(to.email) and request.right != Right.ERASURE,
        "wants_copy": request.right in (Right.ACCESS, Right.PORTABILITY),
        "form_page": _page("request_form", request.controller.slug),
        "answer": answer_of(request, pause_ends_on=ends_on) if event == "request_answered" else (),
        "end_of_the_pause": pause_in_words(request, ends_on) if ends_on else "",
        **_pause(request),
        "statement_page": _page("state_beside", request.controller.slug, request.ref),
        "may_state": bool(refused_values(request)) and not request.file.plan.get("statement"),
        "refused": request.state == State.REFUSED and not is_no_data(request.exception_codes),
        "fee": asks_a_fee(request),
        "fee_agreed": request.file.plan.get("fee_sek") if request.file.plan.get("fee_agreed") else None,
        "complaint": request.right == Right.COMPLAINT,
        "remedy": State(request.state) in REFUSALS or event == EXTENSION_LETTER,
    }


def _is_denied(request: DataSubjectRequest) -> bool:
    """Tell whether the person has said that somebody else asked: then it is not for want of an answer."""
    return request.questions.filter(kind="identity", evidence_kind=DENIED).exists()


def _page(name: str, *where: object) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=where)}"


def _pause(request: DataSubjectRequest) -> dict[str, bool]:
    """Tell whether a pause came with a request and stands, or begins once we know whose data it is about."""
    paused = pauses_of(request).exists()
    waits = request.right in (Right.RESTRICTION, Right.OBJECTION) and State(request.state) in OPEN
    return {"paused": paused, "pause_waits": waits and not paused}


def _days(request: DataSubjectRequest, today: date) -> dict[str, Any]:
    """Give the days of a request's clock that may be said on a day: none is promised that has passed.

    `due_on` is the legal limit also when it has passed, and `due_passed` says that it has; `target_on`
    and `close_on` are only there while they lie ahead.
    """
    clock, close_on = clock_of(request), closes_on(request)
    due_on = request.due_on or (clock.one_month.due_on if clock.one_month else None)
    target_on = request.target_on
    return {
        "due_on": due_on,
        "due_passed": due_on is not None and due_on < today,
        "target_on": target_on if target_on is not None and target_on >= today else None,
        "stands_still": clock.suspended,
        "close_on": close_on if close_on is not None and close_on > today else None,
    }
