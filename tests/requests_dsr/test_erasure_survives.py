"""An erasure whose worker dies, that two finish at once, or that is opened again while it is carried out."""

from __future__ import annotations

import pytest

from connectors.models import RecipientNotice
from law.rights import Right
from ledger.actor import WORKER
from requests_dsr.answers import erasing
from requests_dsr.answers.erasure import ErasureAnswer
from requests_dsr.clockwork import every_morning
from requests_dsr.models import Certificate, DataSubjectRequest, Letter
from requests_dsr.services.deciding.proposals import decide
from requests_dsr.services.moving.transitions import move
from requests_dsr.states import State
from subjects.models import Disclosure, Inquiry
from tests import factories as make
from tests.policies import make_live
from tests.requests_dsr.cases import NOW, POLICY, TODAY, asking, days, proposed

pytestmark = pytest.mark.django_db(transaction=True)


class Died(BaseException):
    """A worker that was killed."""


def dies(*_args, **_more):
    raise Died


@pytest.fixture
def company(db):
    return make_live("winston", **POLICY)


@pytest.fixture
def granted(anna, handler, dpo, monkeypatch):
    """An erasure that is decided, and that nobody has begun to carry out; a partner was given the data."""
    make.create_inquiry(anna, received_on=TODAY)
    Disclosure.objects.create(
        controller=anna.controller, subject=anna, recipient="Partner AB", context="partner",
        legal_basis="avtal", categories=["crm_inquiry"], disclosed_on=TODAY,
    )  # fmt: skip
    request = proposed(asking(anna, Right.ERASURE), handler)
    with monkeypatch.context() as waits:
        waits.setattr(ErasureAnswer, "afterwards", lambda *_, **__: None)
        return decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)


def as_read(request):
    return DataSubjectRequest.objects.select_related("controller", "subject", "file").get(pk=request.pk)


def finish(request, at):
    return ErasureAnswer().finish(request, by=WORKER, at=at)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("let_go", id="before it erases"),
        pytest.param("note_who_is_told", id="while it erases"),
        pytest.param("write_down", id="before what went is written down"),
        pytest.param("carry_out_notices", id="before the systems are told"),
        pytest.param("tell_what_it_came_to", id="before it certifies"),
    ],
)
def test_who_is_told_and_what_is_proved_outlive_the_worker(granted, monkeypatch, name):
    with monkeypatch.context() as killed:
        killed.setattr(erasing, name, dies)
        with pytest.raises(Died):
            finish(as_read(granted), NOW)
    every_morning(at=NOW + days(1))
    every_morning(at=NOW + days(2))
    assert not Inquiry.objects.exists()
    assert list(RecipientNotice.objects.values_list("recipient", "kind")) == [("Partner AB", "erasure")]
    certificate = Certificate.objects.get()
    assert len(certificate.proofs) == 1
    letter = Letter.objects.get(event="request_certificate")
    assert (letter.status, letter.written_at >= certificate.erased_at) == ("sent", True)


def test_the_certificate_names_the_hour_of_the_erasure_however_late_it_is_written(granted, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(erasing, "tell_what_it_came_to", dies)
        with pytest.raises(Died):
            finish(as_read(granted), NOW)
    every_morning(at=NOW + days(1))
    certificate = Certificate.objects.get()
    assert (certificate.erased_at, certificate.backups_until_on) == (NOW, TODAY + days(35))


def test_backups_are_counted_from_the_erasure_and_no_letter_names_a_day_that_may_pass(granted):
    body = Letter.objects.get(event="request_answered").body
    assert "Säkerhetskopior skrivs över inom 35 dagar från raderingen." in body
    finish(as_read(granted), NOW + days(60))
    assert Certificate.objects.get().backups_until_on == TODAY + days(60 + 35)


def test_what_was_erased_is_certified_though_the_request_was_opened_again_meanwhile(
    granted, monkeypatch, dpo
):
    with monkeypatch.context() as killed:
        killed.setattr(erasing, "tell_what_it_came_to", dies)
        with pytest.raises(Died):
            finish(as_read(granted), NOW)
    move(request=as_read(granted), to=State.REOPENED, comment="Jag ångrar mig", at=NOW + days(1) / 2, **dpo)
    every_morning(at=NOW + days(1))
    assert Certificate.objects.count() == 1
    assert as_read(granted).state == State.REOPENED


def test_two_who_finish_the_same_erasure_give_one_certificate(granted):
    one, two = as_read(granted), as_read(granted)
    assert [finish(one, NOW), finish(two, NOW + days(1) / 24)] == [True, False]
    assert Certificate.objects.count() == 1
    assert Letter.objects.filter(event="request_certificate").count() == 1


def test_one_that_is_finished_while_another_looks_is_finished_once(granted, monkeypatch):
    before = erasing.recipients_of

    def overtaken(*args, **more):
        monkeypatch.setattr(erasing, "recipients_of", before)
        finish(as_read(granted), NOW)
        return before(*args, **more)

    monkeypatch.setattr(erasing, "recipients_of", overtaken)
    assert not finish(as_read(granted), NOW)
    assert Certificate.objects.count() == 1
    assert RecipientNotice.objects.count() == 1


def test_an_erasure_that_was_opened_again_takes_nothing_and_is_told_to_nobody(granted, dpo):
    before = as_read(granted)
    move(request=as_read(granted), to=State.REOPENED, comment="Vänta, radera inte", at=NOW + days(1), **dpo)
    assert not finish(before, NOW + days(1))
    assert Inquiry.objects.exists()
    assert not RecipientNotice.objects.exists()


def test_one_that_is_opened_again_while_it_is_carried_out_stays(granted, monkeypatch, dpo):
    before = erasing.recipients_of

    def opened_again(*args, **more):
        move(request=as_read(granted), to=State.REOPENED, comment="Vänta, radera inte", at=NOW, **dpo)
        return before(*args, **more)

    monkeypatch.setattr(erasing, "recipients_of", opened_again)
    assert not finish(as_read(granted), NOW)
    assert Inquiry.objects.exists()
    assert not RecipientNotice.objects.exists()
    assert not Certificate.objects.exists()
