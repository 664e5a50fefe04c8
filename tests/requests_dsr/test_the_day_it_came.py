"""The clock counts from the day something came to us, however late somebody looks (DL-1, DL-3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from consents.models import OutgoingMessage
from law.calendar import stockholm_day
from law.rights import Right
from mailintake.services import Handling, add_to_request
from requests_dsr.clocks import clock_of
from requests_dsr.models import Channel, IdentityCheck
from requests_dsr.services.asking.questions import ask_identity, establish_identity
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from tests import factories as make
from tests.mailintake.imap import mail
from tests.mailintake.making import create_mail
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided

DUE = date(2026, 12, 28)


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def doubted(anna, handler):
    request = open_request(
        controller=anna.controller,
        asked=Asked(right=Right.ACCESS),
        requester=Requester(subject=anna, name="Anna Ek", email="anna@example.se"),
        channel=Channel.MAIL,
        received_at=NOW,
        at=NOW,
        **handler,
    )
    return ask_identity(request=request, doubt="Adressen är delad", at=NOW + timedelta(hours=1), **handler)


# --- evidence of who asks ----------------------------------------
def test_a_mail_that_says_who_asks_starts_the_clock_when_the_server_received_it(anna, handler):
    request = doubted(anna, handler)
    ours = OutgoingMessage.objects.filter(event="request_identity").latest("pk")
    raw = mail("Ja, det är jag.", headers={"In-Reply-To": f"<{ours.message_id}>"})
    draft = create_mail(anna.controller, raw, at=NOW + days(2))
    how = Handling(at=NOW + days(20), **handler)
    request = add_to_request(mail=draft, request=request, how=how, proves_identity=True)
    assert (request.state, clock_of(request).pause_days, request.due_on) == (State.IN_PROGRESS, 2, DUE)


@pytest.mark.parametrize(
    ("came", "pause"), [(days(3), 3), (days(0), 0), (-days(5), 0)], ids=["three days", "same day", "before"]
)
def test_evidence_counts_from_the_day_it_came(anna, handler, came, pause):
    request = establish_identity(
        request=doubted(anna, handler),
        method="id_shown",
        answered_at=NOW + came,
        at=NOW + days(20),
        **handler,
    )
    question = IdentityCheck.objects.get()
    assert clock_of(request).pause_days == pause
    assert question.answered_at == max(NOW + came, question.asked_at)


def test_evidence_that_lies_ahead_is_refused(anna, handler):
    request = doubted(anna, handler)
    with pytest.raises(ForbiddenMove, match="framtiden"):
        establish_identity(
            request=request, method="id_shown", answered_at=NOW + days(2), at=NOW + days(1), **handler
        )


# --- what is said against an answer ----------------------------------------
def answered(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    return decided(asking(anna), handler, dpo)


def test_a_reopened_request_has_a_month_from_the_day_the_complaint_came(anna, handler, dpo):
    request = answered(anna, handler, dpo)
    request = move(
        request=request,
        to=State.REOPENED,
        comment="Mer finns",
        received_at=NOW + days(5),
        at=NOW + days(20),
        **dpo,
    )
    assert stockholm_day(request.reopened_at) == date(2026, 11, 30)
    assert (request.due_on, clock_of(request).received_on) == (date(2026, 12, 30), date(2026, 11, 30))
    assert request.events.get(target=State.REOPENED).at == NOW + days(20)


@pytest.mark.parametrize(
    ("came", "said"), [(-days(1), "före svaret"), (days(21), "framtiden")], ids=["before", "ahead"]
)
def test_a_complaint_came_neither_before_the_answer_nor_tomorrow(anna, handler, dpo, came, said):
    request = answered(anna, handler, dpo)
    with pytest.raises(ForbiddenMove, match=said):
        move(
            request=request,
            to=State.REOPENED,
            comment="Mer finns",
            received_at=NOW + came,
            at=NOW + days(20),
            **dpo,
        )
