"""A certificate says what was erased and what is kept, from what was done; it reaches the person."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from connectors.models import RecipientNotice
from consents.services import Said, give_consent
from law.rights import Right
from ledger.actor import SUBJECT
from register.models import ConsentText
from requests_dsr.answers import erasing, erasure
from requests_dsr.clockwork import every_morning
from requests_dsr.models import Certificate, Letter
from requests_dsr.services.reaching.certificates import as_json
from retention.purge.executing import execute
from retention.purge.one_person import NotAsDecided
from retention.purge.planning import plan
from subjects import models as m
from subjects.services.blocks import place_block, release_block
from tests import factories as make
from tests.factories import noon
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def of_two_kinds(anna):
    make.create_inquiry(anna, received_on=TODAY)
    make.create_phone_message(anna, taken_on=TODAY)
    return anna


@pytest.fixture
def hold(anna, dpo, monkeypatch):
    """Let a legal hold land between the decision and the erasure; gives its references."""
    real, placed = erasure.ErasureAnswer.afterwards, []

    def hold_on(*scope):
        def first(self, request, plan, *, by, at):
            placed.append(
                place_block(
                    holder=anna,
                    kind="legal_hold",
                    ground="tvist, Art. 17(3)(e)",
                    from_on=TODAY,
                    by=dpo["by"],
                    at=NOW,
                    scope=scope,
                    review_on=TODAY + days(30),
                )
            )
            real(self, request, plan, by=by, at=at)

        monkeypatch.setattr(erasure.ErasureAnswer, "afterwards", first)
        return placed

    return hold_on


def told(certificate):
    return {
        (line["category"], line["action"], line["until"])
        for line in certificate.lines
        if not line.get("beside")
    }


def test_a_hold_that_lands_after_the_decision_is_certified_as_kept_and_told(of_two_kinds, handler, dpo, hold):
    hold("phone_message")
    m.Disclosure.objects.create(
        controller=of_two_kinds.controller, subject=of_two_kinds, recipient="Partner AB", context="partner",
        legal_basis="avtal", categories=["crm_inquiry", "phone_message"], disclosed_on=TODAY,
    )  # fmt: skip
    request = decided(asking(of_two_kinds, Right.ERASURE), handler, dpo)
    assert (m.PhoneMessage.objects.count(), m.Inquiry.objects.count()) == (1, 0)
    assert told(Certificate.objects.get()) == {
        ("crm_inquiry", "erase", None),
        ("phone_message", "keep", None),
    }
    assert len(as_json(Certificate.objects.get())["receipts"]) == 1
    assert (request.state, request.exception_codes) == ("partly_fulfilled", ["A17_3_E_LEGAL_CLAIMS"])
    assert request.closed_at == NOW
    body = Letter.objects.filter(event="request_answered").latest("pk").body
    for part in (
        "Sedan vi svarade har något hindrat",
        "Telefonmeddelanden: tills vidare",
        "17.3 e",
        "domstol",
    ):
        assert part in body, part
    assert RecipientNotice.objects.get().categories == ["crm_inquiry"]


def test_a_hold_on_everything_is_told_once_and_nothing_is_certified(of_two_kinds, handler, dpo, hold):
    (placed := hold())
    request = decided(asking(of_two_kinds, Right.ERASURE), handler, dpo)
    for ahead in range(1, 4):
        every_morning(at=NOW + days(ahead))
    assert not Certificate.objects.exists()
    assert not RecipientNotice.objects.exists()
    assert request.state == "partly_fulfilled"
    assert request.letters.filter(event="request_answered").count() == 2
    release_block(decision=placed[0], by=dpo["by"], at=NOW + days(4))
    execute(
        run=plan(controller=of_two_kinds.controller, as_of=TODAY + days(5), at=noon(TODAY + days(5))),
        today=TODAY + days(5),
    )
    assert m.Inquiry.objects.exists()  # the request's own path does it, and certifies it
    every_morning(at=NOW + days(5))
    assert not m.DataSubject.objects.exists()
    assert len(as_json(Certificate.objects.get())["receipts"]) == 2
    assert every_morning(at=NOW + days(6)).done["erasures"] == 0


def test_what_was_held_is_certified_when_it_goes(of_two_kinds, handler, dpo, hold):
    placed = hold("phone_message")
    decided(asking(of_two_kinds, Right.ERASURE), handler, dpo)
    every_morning(at=NOW + days(1))
    assert Certificate.objects.count() == 1
    release_block(decision=placed[0], by=dpo["by"], at=NOW + days(2))
    every_morning(at=NOW + days(3))
    assert not m.DataSubject.objects.exists()
    assert told(Certificate.objects.latest("pk")) == {("phone_message", "erase", None)}


@pytest.mark.parametrize("ahead", [1, 31, 400])
def test_an_erasure_that_was_held_up_is_certified_however_late(
    of_two_kinds, handler, dpo, monkeypatch, ahead
):
    with monkeypatch.context() as busy:
        busy.setattr(erasing, "erase_now", busy_person)
        decided(asking(of_two_kinds, Right.ERASURE), handler, dpo)
        every_morning(at=NOW + days(ahead - 1))
    assert not Certificate.objects.exists()
    every_morning(at=NOW + days(ahead))
    assert told(Certificate.objects.get()) >= {
        ("crm_inquiry", "erase", None),
        ("phone_message", "erase", None),
    }


def busy_person(**kwargs):
    raise NotAsDecided("x")


def test_what_the_night_took_is_certified_as_it_is(of_two_kinds, handler, dpo, monkeypatch):
    own = make.create_org(of_two_kinds.controller, natural_person=True)
    make.create_contact(of_two_kinds, own)
    make.create_credit_check(own, obtained_on=TODAY)
    make.create_contract(own, end=TODAY - days(1))
    with monkeypatch.context() as busy:
        busy.setattr(erasing, "erase_now", busy_person)
        request = decided(asking(of_two_kinds, Right.ERASURE), handler, dpo)
    place_block(
        holder=own, kind="legal_hold", ground="tvist", from_on=TODAY, by=dpo["by"], at=NOW,
        scope=["credit_check"], review_on=TODAY + days(30),
    )  # fmt: skip
    on = TODAY + days(1)
    execute(run=plan(controller=of_two_kinds.controller, as_of=on, at=noon(on)), today=on)
    every_morning(at=noon(on))
    assert told(Certificate.objects.get()) == {
        ("crm_inquiry", "erase", None),
        ("phone_message", "erase", None),
        ("customer_data", "erase", None),
        ("credit_check", "keep", None),
    }
    request.refresh_from_db()
    assert request.state == "partly_fulfilled"


def test_a_person_the_night_has_taken_whole_is_certified(of_two_kinds, handler, dpo, monkeypatch):
    with monkeypatch.context() as busy:
        busy.setattr(erasing, "erase_now", busy_person)
        decided(asking(of_two_kinds, Right.ERASURE), handler, dpo)
    on = TODAY + days(1)
    execute(run=plan(controller=of_two_kinds.controller, as_of=on, at=noon(on)), today=on)
    assert not m.DataSubject.objects.exists()
    every_morning(at=noon(on))
    assert told(Certificate.objects.get()) == {
        ("crm_inquiry", "erase", None),
        ("phone_message", "erase", None),
    }


# --- what the erasure itself leaves behind -----------------------------------------------------------------
def test_plan_letter_and_certificate_tell_what_is_kept_of_the_erasure_itself(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    news = ConsentText.objects.get(key="news")
    give_consent(subject=anna, text=news, said=Said(by=SUBJECT, at=NOW, way="my_profile"))
    request = decided(asking(anna, Right.ERASURE), handler, dpo)
    assert request.state == "fulfilled"
    beside = {line["category"]: line["until"] for line in request.file.plan["beside"]}
    assert beside == {
        "dsr_file": "2028-11-25",
        "dsr_ledger": "2031-11-25",
        "suppression_entry": None,
        "consent_evidence": "2031-11-25",
    }
    body = request.letters.get(event="request_answered").body
    for part in ("Det här sparar vi om själva raderingen", "25 november 2028", "25 november 2031"):
        assert part in body, part
    kept = [line for line in Certificate.objects.get().lines if line["action"] == "keep"]
    assert {line["category"] for line in kept} == set(beside)


# --- delivery ----------------------------------------------------------------------------------------------
def test_a_certificate_sent_again_has_its_link_and_references(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    decided(asking(anna, Right.ERASURE), handler, dpo)
    certificate = Certificate.objects.get()
    Letter.objects.filter(event="request_certificate").update(status="failed", sent_at=None)
    mail.outbox.clear()
    every_morning(at=NOW + days(1))
    body = mail.outbox[-1].body
    assert f"/{certificate.ref}" in body
    assert certificate.proofs[0]["reference"] in body
    Letter.objects.filter(event="request_certificate").update(status="failed", sent_at=None)
    every_morning(at=NOW + days(8))
    assert str(certificate.ref) not in mail.outbox[-1].body


def test_the_mail_says_what_the_references_are_good_for_and_where(of_two_kinds, handler, dpo):
    decided(asking(of_two_kinds, Right.ERASURE), handler, dpo)
    body = next(one.body for one in mail.outbox if "Intyg" in one.subject)
    assert "Klistra in dem här för att se raderna:" in body
    page = f"/{of_two_kinds.controller.slug}/kvitto/"
    assert page in body
    assert body.index(page) < body.rindex("\n\n", 0, body.index("Kvittona, som också"))
