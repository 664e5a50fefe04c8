"""A copy is decided as it was drafted: nothing of the proposal itself, and no clock, moves its facts."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from law.calendar import STOCKHOLM
from requests_dsr.answers import FactsMoved
from requests_dsr.clockwork import every_morning
from requests_dsr.package.gathering import gather
from requests_dsr.services.deciding.proposals import decide
from requests_dsr.states import State
from subjects import models as m
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, proposed

BO = "Bo Al"


@pytest.fixture
def colleague(anna):
    """Let a colleague of Anna's be named in something she asked."""
    org = make.create_org(anna.controller)
    make.create_contact(anna, org=org)
    other = make.create_subject(anna.controller, name=BO, email="bo.al@example.se")
    make.create_contact(other, org=org)
    make.create_ticket(anna, body=f"{BO} svarade.")
    return other


def signed(request, dpo, *, at=NOW):
    return decide(request=request, outcome=State.FULFILLED, at=at, **dpo)


@pytest.mark.parametrize(
    "choices",
    [
        pytest.param({"lifted": [BO], "why": "Bos namn stod i hennes eget mejl."}, id="why, in the genitive"),
        pytest.param({"said": "Fråga BO AL, eller ring 08-123 45 67."}, id="words to the person"),
    ],
)
def test_what_the_drafter_writes_moves_no_facts(anna, handler, dpo, colleague, choices):
    request = proposed(asking(anna), handler, **choices)
    assert signed(request, dpo).state == State.FULFILLED


def test_what_a_file_is_called_moves_no_facts(anna, handler, dpo, colleague):
    ticket = make.create_ticket(anna)
    m.TicketAttachment.objects.create(ticket=ticket, file=ContentFile(b"%PDF", name="0701234568.pdf"))
    request = proposed(asking(anna), handler)
    assert signed(request, dpo).state == State.FULFILLED


def test_a_reference_that_looks_like_a_number_moves_no_facts(anna, handler, dpo):
    m.DataSubject.objects.filter(pk=anna.pk).update(ref=UUID("01234567-1234-4123-8123-012345678901"))
    anna.refresh_from_db()
    make.create_inquiry(anna, received_on=TODAY)
    assert signed(proposed(asking(anna), handler), dpo).state == State.FULFILLED


def test_neither_midnight_nor_the_morning_clock_moves_facts(anna, handler, dpo, colleague, monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())
    make.create_inquiry(anna, received_on=TODAY)
    late = datetime(2026, 12, 31, 23, 59, 59, tzinfo=STOCKHOLM)
    request = proposed(asking(anna, at=late), handler, at=late)
    later = late + timedelta(hours=10)
    every_morning(at=later)
    assert signed(request, dpo, at=later).state == State.FULFILLED


def test_a_proposal_that_is_not_decided_is_in_no_copy(anna, handler, dpo, colleague):
    request = proposed(asking(anna), handler, said="Hej Anna.")
    assert [row["plan"] for row in gather(anna).rows["requests_dsr_requestfile"]] == [{}]
    signed(request, dpo)
    [row] = gather(anna).rows["requests_dsr_requestfile"]
    assert row["plan"]["choices"]["said"] == "Hej Anna."


def test_a_name_that_has_come_since_moves_the_facts(anna, handler, dpo, colleague):
    request = proposed(asking(anna), handler)
    make.create_ticket(anna, body="Ring BO AL.")
    with pytest.raises(FactsMoved):
        signed(request, dpo)
