"""An answer that names a fee waits for the person's yes or no, and the page takes it (Art. 12(5)(a))."""

from __future__ import annotations

import pytest
from django.test import Client

from ledger.models import LedgerEntry
from register.models import Finding
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.deciding.proposals import decide, draft_refusal
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from subjects.models import DataSubject
from tests.myprofile.staff import staff_member
from tests.myprofile.test_request_following import HERE, NOW, _today, asking, hers, page, sara

__all__ = ["_today", "hers", "sara"]
pytestmark = pytest.mark.django_db


def priced(sara: DataSubject) -> DataSubjectRequest:
    """Answer a request with a fee, by two people."""
    handler, dpo = staff_member(sara.controller, "handler"), staff_member(sara.controller, "dpo")
    request = move(request=asking(sara), to=State.IN_PROGRESS, at=NOW, **handler)
    request = draft_refusal(
        request=request, codes=("A12_5_EXCESSIVE",), evidence="Femte veckan.", fee_sek=350, at=NOW, **handler
    )
    return decide(request=request, outcome=State.REFUSED, at=NOW, **dpo)


def test_an_answer_with_a_fee_waits_for_a_yes_or_a_no(hers: Client, sara: DataSubject) -> None:
    request = priced(sara)
    said = page(hers, request)
    assert "Godtar du avgiften på 350 kronor?" in said
    assert "väntar på ditt ja eller nej" in said
    assert "Vi har sagt nej" not in said
    assert "Du fick svar: vi gör det mot en avgift" in said


def test_a_yes_to_a_fee_is_noted_once_and_found_by_the_staff_until_it_is_opened(
    hers: Client, sara: DataSubject
) -> None:
    request = priced(sara)
    door = f"{HERE}{request.ref}/avgift/"
    for _press in range(2):
        assert hers.post(door, {"answer": "ja"}).status_code == 302
    assert request.events.filter(code="FEE_YES").count() == 1
    assert LedgerEntry.objects.filter(action="request.fee_accepted").count() == 1
    assert Finding.objects.filter(code="F-FEE", closed_at=None).count() == 1
    said = page(hers, request)
    assert "Du har godtagit avgiften" in said
    assert "Godtar du avgiften" not in said
    hers.post(door, {"answer": "nej"})
    assert not request.events.filter(code="FEE_NO").exists(), "the work may have begun"
    dpo = staff_member(sara.controller, "dpo")
    move(request=request, to=State.REOPENED, at=NOW, comment="Godtagen", **dpo)
    assert not Finding.objects.filter(code="F-FEE", closed_at=None).exists()


def test_a_no_to_a_fee_ends_it_and_may_be_changed(hers: Client, sara: DataSubject) -> None:
    request = priced(sara)
    door = f"{HERE}{request.ref}/avgift/"
    hers.post(door, {"answer": "nej"})
    assert "Du sa nej till avgiften" in page(hers, request)
    assert not Finding.objects.filter(code="F-FEE").exists()
    hers.post(door, {"answer": "ja"})
    assert "Du har godtagit avgiften" in page(hers, request)


@pytest.mark.parametrize("answer", [{}, {"answer": "kanske"}])
def test_an_answer_to_a_fee_is_yes_or_no(hers: Client, sara: DataSubject, answer: dict[str, str]) -> None:
    request = priced(sara)
    door = f"{HERE}{request.ref}/avgift/"
    assert hers.post(door, answer).status_code == 404
    assert not request.events.filter(code__startswith="FEE").exists()


def test_where_no_fee_is_asked_there_is_nothing_to_accept(hers: Client, sara: DataSubject) -> None:
    request = asking(sara)
    hers.post(f"{HERE}{request.ref}/avgift/", {"answer": "ja"})
    assert not request.events.filter(code__startswith="FEE").exists()
