"""An extension gives its time once the person is told of it (DL-6); a refusal keeps its month (DL-7)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.db import transaction
from django.utils.translation import override

from requests_dsr.clocks import clock_of
from requests_dsr.clockwork import every_morning
from requests_dsr.letters.writing import mark_posted, write_letter
from requests_dsr.models import DataSubjectRequest, Letter, RequestFile
from requests_dsr.services.deciding.proposals import decide, draft_refusal
from requests_dsr.services.deciding.refusing import REFUSED_LATE, extension_in_words
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.states import State
from staff.requests.timeleft import in_time
from tests.factories import noon
from tests.requests_dsr.cases import NOW, TODAY, asking, days

MONTH = date(2026, 12, 28)  # 25 November + 1 month = 25 December, a holiday; 26 too; 27 a Sunday
QUARTER = date(2027, 2, 25)


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def on_paper(anna):
    """Anna has no e-mail address: what we write to her is printed and posted."""
    anna.identities.filter(kind="email").delete()
    request = asking(anna)
    RequestFile.objects.filter(request=request).update(requester_email="", requester_address="Gatan 1")
    return DataSubjectRequest.objects.get(pk=request.pk)


def extended(request, handler, dpo, *, at=NOW):
    request = move(request=request, to=State.IN_PROGRESS, at=at, **handler)
    return move(request=request, to=State.EXTENDED, at=at, extension_reasons=("complexity",), **dpo)


def due(request) -> date | None:
    return DataSubjectRequest.objects.get(pk=request.pk).due_on


def letter_of() -> Letter:
    return Letter.objects.get(event="request_extended")


def test_a_mailed_extension_counts_at_once(anna, handler, dpo):
    request = extended(asking(anna), handler, dpo)
    assert (letter_of().status, request.due_on, due(request)) == ("sent", QUARTER, QUARTER)


def test_what_is_extended_has_no_earlier_target(anna, handler, dpo):
    request = asking(anna)
    assert request.target_on == TODAY + days(14)
    request = extended(request, handler, dpo)
    assert DataSubjectRequest.objects.get(pk=request.pk).target_on is None
    DataSubjectRequest.objects.update(target_on=TODAY + days(14))  # as it was counted before
    assert every_morning(at=noon(TODAY + days(1))).done["wound"] == 1
    assert DataSubjectRequest.objects.get(pk=request.pk).target_on is None


def test_on_paper_it_counts_from_the_day_it_was_posted(on_paper, handler, dpo):
    request = extended(on_paper, handler, dpo)
    assert "25 februari 2027" in letter_of().body
    assert (letter_of().status, request.due_on, due(request)) == ("to_print", MONTH, MONTH)
    mark_posted(letter=letter_of(), at=noon(MONTH))
    assert due(request) == QUARTER


def test_posted_after_the_month_it_gives_no_time(on_paper, handler, dpo):
    request = extended(on_paper, handler, dpo)
    mark_posted(letter=letter_of(), at=noon(MONTH + days(1)))
    assert due(request) == MONTH


def test_an_extension_that_nobody_posted_is_warned_of_and_gets_late(on_paper, handler, dpo):
    extended(on_paper, handler, dpo)
    mail.outbox.clear()
    every_morning(at=noon(MONTH - days(2)))
    assert {one.to[0] for one in mail.outbox} == {handler["user"].email, dpo["user"].email}
    mail.outbox.clear()
    every_morning(at=noon(MONTH + days(1)))
    assert [one.to[0] for one in mail.outbox] == [dpo["user"].email]


def test_a_mail_that_never_left_gives_time_from_the_morning_it_leaves(anna, handler, dpo, settings):
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    settings.EMAIL_BACKEND, backend = "django.core.mail.backends.smtp.EmailBackend", settings.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    move(request=request, to=State.EXTENDED, at=NOW, extension_reasons=("complexity",), **dpo)
    assert (letter_of().status, due(request)) == ("failed", MONTH)
    settings.EMAIL_BACKEND = backend
    every_morning(at=noon(TODAY + days(1)))
    assert (letter_of().status, due(request)) == ("sent", QUARTER)


def test_a_mail_that_waits_to_leave_gives_no_time_yet(anna, handler, dpo):
    request = extended(asking(anna), handler, dpo)
    Letter.objects.filter(event="request_extended").update(status="queued", sent_at=None)
    assert clock_of(request).extension.value == "none"


def test_a_request_is_extended_once(anna, handler, dpo):
    request = extended(asking(anna), handler, dpo)
    DataSubjectRequest.objects.filter(pk=request.pk).update(state=State.IN_PROGRESS)  # sent back from review
    with pytest.raises(ForbiddenMove, match="redan förlängd"):
        move(request=request, to=State.EXTENDED, at=NOW, extension_reasons=("complexity",), **dpo)


def test_of_several_letters_the_first_that_reached_the_person_counts(anna, handler, dpo):
    request = extended(asking(anna), handler, dpo)
    write_letter(request=request, event="request_extended", at=NOW + days(20))
    Letter.objects.filter(pk=Letter.objects.latest("pk").pk).update(status="failed", sent_at=None)
    assert clock_of(request).extension.value == "valid"


# --- a refusal ----------------------------------------
def refused(request, handler, dpo, *, at):
    request = draft_refusal(
        request=request, codes=("A12_5_EXCESSIVE",), evidence="Samma sak varje vecka", at=at, **handler
    )
    return decide(request=request, outcome=State.REFUSED, at=at, **dpo)


@pytest.mark.parametrize(("on", "late"), [(MONTH, False), (MONTH + days(1), True)], ids=["last day", "after"])
def test_a_refusal_keeps_its_month_though_the_answer_was_extended(anna, handler, dpo, on, late):
    request = refused(extended(asking(anna), handler, dpo), handler, dpo, at=noon(on))
    assert (request.state, request.due_on, in_time(request)) == (State.REFUSED, MONTH, not late)
    assert request.events.filter(code=REFUSED_LATE).exists() is late
    assert Letter.objects.filter(event="request_answered").count() == 1  # late, and told all the same


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (MONTH, "Ett avslag ska meddelas senast 28 december 2026"),
        (MONTH + days(1), "Ett avslag skulle ha meddelats senast 28 december 2026"),
    ],
)
def test_whoever_decides_sees_both_limits(anna, handler, dpo, on, words):
    request = extended(asking(anna), handler, dpo)
    with override("sv"):
        (said,) = extension_in_words(request, clock_of(request), at=noon(on))
    assert words in said


def test_staff_see_that_an_extension_on_paper_gives_nothing_yet(on_paper, handler, dpo):
    request = extended(on_paper, handler, dpo)
    with override("sv"):
        (said,) = extension_in_words(request, clock_of(request), at=NOW)
    assert "när brevet om den har gått iväg" in said


def test_without_an_extension_there_is_nothing_to_say(anna):
    request = asking(anna)
    assert extension_in_words(request, clock_of(request), at=NOW) == []
