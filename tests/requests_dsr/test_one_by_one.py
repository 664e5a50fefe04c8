"""What goes wrong with one request in the morning stops no other, and is a finding until it goes well."""

from __future__ import annotations

import pytest
from django.core import mail as outbox
from django.db import transaction

from law.rights import Right
from register.models import Finding
from requests_dsr.answers.erasure import ErasureAnswer
from requests_dsr.clockwork import every_morning, finishing, lifting, nudging
from requests_dsr.models import Letter
from requests_dsr.services.asking.questions import ask_identity
from requests_dsr.services.deciding.lifting import announce_lifting
from requests_dsr.services.deciding.proposals import decide
from requests_dsr.states import State
from staff.selectors.findings import places_of
from subjects.models import Inquiry
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided, proposed


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def stuck():
    return list(Finding.objects.filter(code="F-STUCK", closed_at=None).values_list("where", flat=True))


def test_one_letter_that_fails_stops_no_other(anna, monkeypatch):
    first, second = asking(anna, Right.ACCESS), asking(anna, Right.PORTABILITY)
    Letter.objects.update(status="failed", tried_at=NOW)
    outbox.outbox.clear()
    real = finishing.deliver_again

    def fails(*, letter, **more):
        if letter.request_id == first.pk:
            raise ValueError("x")
        return real(letter=letter, **more)

    with monkeypatch.context() as broken:
        broken.setattr(finishing, "deliver_again", fails)
        every_morning(at=NOW + days(1))
    assert [one.status for one in second.letters.all()] == ["sent"]
    assert stuck() == [f"clock.letters:{first.ref}"]
    found = Finding.objects.get(code="F-STUCK")
    assert places_of([found], [anna.controller])[found.pk].request_ref == str(first.ref)
    every_morning(at=NOW + days(2))
    assert [one.status for one in first.letters.all()] == ["sent"]
    assert stuck() == []


@pytest.mark.parametrize(
    ("module", "name", "deed"),
    [
        pytest.param(lifting, "lift_restriction", "lifted", id="a lifting"),
        pytest.param(nudging, "write_letter", "nudged", id="a nudge"),
    ],
)
def test_so_does_no_other_deed_of_the_morning(anna, handler, dpo, monkeypatch, module, name, deed):
    if deed == "lifted":
        both = [decided(asking(anna, Right.RESTRICTION, categories=[one]), handler, dpo)
                for one in ("crm_inquiry", "phone_message")]  # fmt: skip
        for one in both:
            announce_lifting(request=one, lift_on=TODAY + days(2), why="Utrett", at=NOW, **dpo)
    else:
        both = [ask_identity(request=asking(anna, right, identity=""), doubt="Tvivel", at=NOW, **handler)
                for right in (Right.ACCESS, Right.PORTABILITY)]  # fmt: skip
    real = getattr(module, name)

    def fails(*, request, **more):
        if request.pk == both[0].pk:
            raise ValueError("x")
        return real(request=request, **more)

    with monkeypatch.context() as broken:
        broken.setattr(module, name, fails)
        assert every_morning(at=NOW + days(15)).done[deed] == 1
    assert stuck() == [f"clock.{deed}:{both[0].ref}"]
    assert every_morning(at=NOW + days(16)).done[deed] == 1
    assert stuck() == []


def test_one_erasure_that_fails_stops_no_other(anna, company, handler, dpo, monkeypatch):
    bo = make.create_subject(company, name="Bo Ek", email="bo@example.se")
    granted = []
    with monkeypatch.context() as waits:
        waits.setattr(ErasureAnswer, "afterwards", lambda *_, **__: None)
        for person, email in ((anna, "anna@example.se"), (bo, "bo@example.se")):
            make.create_inquiry(person, received_on=TODAY)
            asked = proposed(asking(person, Right.ERASURE, email=email), handler)
            granted.append(decide(request=asked, outcome=State.FULFILLED, at=NOW, **dpo))
    real = ErasureAnswer.finish

    def fails(self, request, **more):
        if request.pk == granted[0].pk:
            raise OSError("disk")
        return real(self, request, **more)

    with monkeypatch.context() as broken:
        broken.setattr(ErasureAnswer, "finish", fails)
        assert every_morning(at=NOW + days(1)).done["erasures"] == 1
    assert list(Inquiry.objects.values_list("subject", flat=True)) == [anna.pk]
    assert stuck() == [f"clock.erasures:{granted[0].ref}"]
    every_morning(at=NOW + days(2))
    assert (Inquiry.objects.count(), stuck()) == (0, [])
