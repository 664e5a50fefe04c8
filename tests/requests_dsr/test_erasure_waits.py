"""An answer reaches the person before what it reaches them by is erased."""

from __future__ import annotations

import pytest
from django.db import transaction

from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.clockwork import every_morning
from requests_dsr.models import Package
from requests_dsr.services.deciding import decide, preview
from requests_dsr.services.effects import standing
from requests_dsr.services.moving import ForbiddenMove, move
from requests_dsr.services.packages import may_open, open_package
from requests_dsr.states import State
from retention.purge.executing import execute
from retention.purge.planning import plan
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided, proposed


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def login(anna):
    make.create_inquiry(anna, received_on=TODAY)
    return make.create_user_for(anna)


def opened(package, login, *, at=NOW):
    list(open_package(package=package, user=login, by=SUBJECT, at=at))


def night(controller, on):
    return execute(run=plan(controller=controller, as_of=on, at=noon(on)), today=on)


# --- a package that is not opened -----------------------------------------------------------------------
def test_an_erasure_is_not_decided_while_a_copy_waits_to_be_opened(anna, login, handler, dpo):
    erasure = asking(anna, Right.ERASURE)
    copy = decided(asking(anna), handler, dpo)
    said = preview(request=erasure, choices={}, at=NOW)
    assert (said["outcome"], said["exemptions"]) == ("", [])
    until = (TODAY + days(7)).isoformat()
    assert [(one["ref"], one["package_until"]) for one in said["waits_for"]] == [(str(copy.ref), until)]
    with pytest.raises(ForbiddenMove, match="oöppnat och gäller till 2 december 2026"):
        proposed(erasure, handler)
    assert may_open(Package.objects.get(), user=login, at=NOW)


def test_a_copy_made_after_the_proposal_holds_the_decision_back(anna, login, handler, dpo):
    make.create_phone_message(anna, taken_on=TODAY)
    copy = asking(anna, categories=["phone_message"])
    erasure = proposed(asking(anna, Right.ERASURE), handler)
    decided(copy, handler, dpo)
    with pytest.raises(ForbiddenMove):
        decide(request=erasure, outcome=State.PARTLY_FULFILLED, at=NOW, **dpo)
    assert Package.objects.get().deleted_at is None
    assert m.Inquiry.objects.exists()


@pytest.mark.parametrize("how", ["opened", "expired"])
def test_what_was_opened_or_has_had_its_time_is_waited_for_no_longer(anna, login, handler, dpo, media, how):
    erasure = asking(anna, Right.ERASURE)
    decided(asking(anna), handler, dpo)
    later = NOW + days(8)
    if how == "opened":
        opened(Package.objects.get(), login, at=NOW + days(1))
    else:
        every_morning(at=later)
    decided(erasure, handler, dpo, at=later)
    assert not m.DataSubject.objects.exists()
    assert Package.objects.get().deleted_at == later
    assert list(media.iterdir()) == []


def test_no_night_takes_the_login_before_a_copy_is_opened(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY - days(360))
    login = make.create_user_for(anna)
    decided(asking(anna), handler, dpo)
    for ahead in range(8):  # the inquiry is due on the sixth
        night(anna.controller, TODAY + days(ahead))
        assert m.DataSubject.objects.filter(user=login).exists(), ahead
    every_morning(at=NOW + days(7))
    night(anna.controller, TODAY + days(8))
    assert not m.DataSubject.objects.exists()


def test_the_night_goes_on_once_a_copy_is_opened(anna, login, handler, dpo):
    m.Inquiry.objects.all().delete()
    make.create_inquiry(anna, received_on=TODAY - days(800))
    decided(asking(anna), handler, dpo)
    night(anna.controller, TODAY)
    assert m.Inquiry.objects.exists()
    opened(Package.objects.get(), login)
    night(anna.controller, TODAY)
    assert not m.Inquiry.objects.exists()


def test_an_opening_ends_nothing_that_an_open_request_keeps(anna, login, handler, dpo):
    copy = decided(asking(anna), handler, dpo)
    move(request=copy, to=State.REOPENED, comment="något saknas", at=NOW, **dpo)
    opened(Package.objects.get(), login)
    assert standing(copy).exists()
