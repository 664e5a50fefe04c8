"""An erasure: planned by the law as if granted, reviewed, carried out by the one path, certified."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import transaction

from connectors.models import RecipientNotice, System
from consents.keyed import Address
from consents.selectors import not_to_be_read_in
from law.rights import Right
from ledger.actor import SUBJECT
from ledger.keys import trusted_keys
from ledger.models import LedgerEntry
from ledger.verify import check_receipt
from requests_dsr.answers.base import FactsMoved
from requests_dsr.models import Certificate, DataSubjectRequest, Letter
from requests_dsr.services.deciding.proposals import decide, draft_refusal, preview
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.reaching.certificates import as_json, forget_proofs
from requests_dsr.states import State
from requests_dsr.waiting import in_words
from retention.models import PurgeRun
from subjects import models as m
from subjects.services.blocks import place_block, release_block
from tests import factories as make
from tests.connectors.test_conformance import a_table
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided, proposed


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def lines_of(request, **choices):
    plan = preview(request=request, choices=choices, at=NOW)
    return {(line["category"], line["action"], line["until"]) for line in plan["lines"]}, plan


# --- the plan ----------------------------------------------------------------------------------------
def test_the_plan_says_what_goes_and_what_stays_until_when_and_by_what_law(anna):
    org = make.create_org(anna.controller, natural_person=False)
    make.create_contact(anna, org)
    make.create_contract(org)
    make.create_voucher(org, posting_on=TODAY, reference_name=anna.full_name)
    make.create_inquiry(anna, received_on=TODAY)
    lines, plan = lines_of(asking(anna, Right.ERASURE))
    assert lines == {
        ("crm_inquiry", "erase", None),
        ("customer_data", "keep", None),
        ("accounting_records", "keep", "2033-12-31"),
    }
    assert plan["outcome"] == "partly_fulfilled"
    voucher = next(line for line in plan["lines"] if line["category"] == "accounting_records")
    assert any("7 kap. 2 §" in law for law in voucher["law"])
    assert plan["exemptions"] == ["A17_1_STILL_NEEDED", "A17_3_B_LEGAL_OBLIGATION"]
    assert m.Inquiry.objects.exists()


def test_the_plan_is_the_laws_own_answer_after_the_grant(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    make.create_phone_message(anna, taken_on=TODAY)
    contact = make.create_contact(anna)
    make.create_contract(contact.org)
    _lines, plan = lines_of(request := asking(anna, Right.ERASURE))
    planned = {tuple(fact[:2]) for fact in plan["basis"] if fact[2] != "keep"}
    DataSubjectRequest.objects.filter(pk=request.pk).update(
        state="partly_fulfilled", decided_at=NOW, closed_at=NOW
    )
    from retention.selectors import kept_for

    law = {(k.category, k.key.item_id) for k in kept_for(anna, TODAY) if k.decision.is_destructive}
    assert planned == law


def test_nothing_but_what_the_law_keeps_is_a_refusal_with_its_reason(anna):
    contact = make.create_contact(anna)
    make.create_contract(contact.org)
    _lines, plan = lines_of(asking(anna, Right.ERASURE))
    assert (plan["outcome"], plan["exemptions"]) == ("refused", ["A17_1_STILL_NEEDED"])


@pytest.mark.parametrize("right", [Right.ACCESS, Right.RESTRICTION], ids=str)
def test_an_erasure_waits_for_the_persons_own_other_request_and_is_no_refusal(anna, handler, dpo, right):
    make.create_inquiry(anna, received_on=TODAY)
    other = asking(anna, right)
    erasure = asking(anna, Right.ERASURE)
    _lines, plan = lines_of(erasure)
    assert (plan["outcome"], plan["exemptions"]) == ("", [])
    assert [one["ref"] for one in plan["waits_for"]] == [str(other.ref)]
    with pytest.raises(ForbiddenMove, match=str(other.ref)[:8]):
        proposed(erasure, handler)
    move(request=other, to=State.WITHDRAWN, by=SUBJECT, at=NOW)
    later = preview(request=erasure, choices={}, at=NOW + timedelta(days=2))
    assert (later["outcome"], later["waits_for"]) == ("fulfilled", [])


def test_an_erasure_that_waits_names_every_pause_in_force_and_no_other(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    objection = asking(anna, Right.OBJECTION, proposed={"purposes": ["statistics"]})
    objection = decided(objection, handler, dpo, upheld=True)
    common = {"holder": anna, "kind": "restriction_art18", "by": handler["by"], "at": NOW}
    review_on = date(2027, 4, 30)
    place_block(ground="Utredning 12", from_on=TODAY, review_on=review_on, **common)
    past = place_block(ground="Utredning 7", from_on=TODAY - days(9), **common)
    release_block(decision=past, by=handler["by"], at=NOW)
    place_block(ground="Utredning 20", from_on=TODAY + days(1), **common)
    place_block(ground="Utredning 30", from_on=TODAY, scope=["phone_message"], **common)
    erasure = asking(anna, Right.ERASURE)
    _lines, plan = lines_of(erasure)
    said = [in_words(one) for one in plan["waits_for"]]
    assert said == [
        f"invändning ({str(objection.ref)[:8]}), pausen slutar 27 november 2026",
        "begränsning (Utredning 12), omprövas 30 april 2027",
    ]
    with pytest.raises(ForbiddenMove, match="omprövas 30 april 2027"):
        proposed(erasure, handler)


def test_what_only_waits_is_told_as_erased_later_and_not_as_kept(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    make.create_phone_message(anna, taken_on=TODAY)
    asking(anna, Right.ACCESS, categories=["crm_inquiry"])
    decided(asking(anna, Right.ERASURE), handler, dpo, State.PARTLY_FULFILLED)
    body = Letter.objects.filter(event="request_answered").latest("pk").body
    assert "Det här raderar vi när din andra begäran är besvarad:" in body
    assert "Det här måste vi spara" not in body


def test_only_what_was_asked_about_is_in_the_plan(anna):
    make.create_inquiry(anna, received_on=TODAY)
    make.create_phone_message(anna, taken_on=TODAY)
    lines, plan = lines_of(asking(anna, Right.ERASURE, categories=["phone_message"]))
    assert lines == {("phone_message", "erase", None)}
    assert plan["outcome"] == "fulfilled"


# --- two people, one digest -----------------------------------------------------------------------------
def test_a_decision_is_refused_when_the_facts_moved_since_the_draft(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = proposed(asking(anna, Right.ERASURE), handler)
    make.create_phone_message(anna, taken_on=TODAY)
    with pytest.raises(FactsMoved, match="ändrats"):
        decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
    request.refresh_from_db()
    assert (request.state, m.Inquiry.objects.count()) == ("review", 1)


def test_a_plan_changed_by_hand_is_refused(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    contact = make.create_contact(anna)
    make.create_contract(contact.org)
    request = proposed(asking(anna, Right.ERASURE), handler)
    plan = dict(request.file.plan)
    plan["choices"] = {"everything": True}
    type(request.file).objects.filter(pk=request.file.pk).update(plan=plan)
    with pytest.raises(FactsMoved):
        decide(request=request, outcome=State.PARTLY_FULFILLED, at=NOW, **dpo)


def test_the_outcome_is_the_plans_or_a_refusal(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    contact = make.create_contact(anna)
    make.create_contract(contact.org)
    request = proposed(asking(anna, Right.ERASURE), handler)
    with pytest.raises(ForbiddenMove, match="stämmer inte"):
        decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)


def test_the_drafter_does_not_decide(anna, handler):
    make.create_inquiry(anna, received_on=TODAY)
    request = proposed(asking(anna, Right.ERASURE), handler)
    same = {"by": type(handler["by"])(role="dpo", ref=handler["by"].ref), "user": handler["user"]}
    with pytest.raises(ForbiddenMove, match="annan person"):
        decide(request=request, outcome=State.FULFILLED, at=NOW, **same)
    assert m.Inquiry.objects.exists()
    assert not RecipientNotice.objects.exists()


# --- carried out ----------------------------------------------------------------------------------------
def test_the_answer_has_left_before_the_address_is_gone(anna, handler, dpo, monkeypatch):
    make.create_inquiry(anna, received_on=TODAY)
    seen = []
    from requests_dsr.answers import erasing

    real = erasing.erase_now

    def watched(**kwargs):
        letter = Letter.objects.get(event="request_answered")
        seen.append((letter.status, m.Identity.objects.filter(subject=anna).count()))
        return real(**kwargs)

    monkeypatch.setattr(erasing, "erase_now", watched)
    decided(asking(anna, Right.ERASURE), handler, dpo)
    assert seen == [("sent", 2)]
    assert not m.DataSubject.objects.filter(pk=anna.pk).exists()
    assert not m.Identity.objects.filter(subject_id=anna.pk).exists()


def test_everything_of_the_person_goes_and_the_request_stays_without_them(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(asking(anna, Right.ERASURE), handler, dpo)
    assert (request.state, request.subject_id) == ("fulfilled", None)
    assert PurgeRun.objects.get().state == "done"


def test_the_address_is_not_read_in_again(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    decided(asking(anna, Right.ERASURE), handler, dpo)
    mine = Address("email", "anna@example.se")
    assert not_to_be_read_in(anna.controller, [mine, Address("email", "bo@example.se")]) == {mine}


def test_an_erasure_of_one_kind_leaves_the_address_open(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    make.create_phone_message(anna, taken_on=TODAY)
    decided(asking(anna, Right.ERASURE, categories=["phone_message"]), handler, dpo)
    assert not_to_be_read_in(anna.controller, [Address("email", "anna@example.se")]) == set()
    assert m.Inquiry.objects.filter(subject=anna).exists()
    assert not m.PhoneMessage.objects.exists()


def test_recipients_are_told_and_systems_erase(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    m.Disclosure.objects.create(
        controller=anna.controller, subject=anna, recipient="Partner AB", context="partner",
        legal_basis="avtal", categories=["crm_inquiry"], disclosed_on=TODAY,
    )  # fmt: skip
    m.Disclosure.objects.create(
        controller=anna.controller, subject=anna, recipient="Annat AB", context="partner",
        legal_basis="avtal", categories=["credit_check"], disclosed_on=TODAY,
    )  # fmt: skip
    settings = a_table()
    settings["columns"] = dict.fromkeys(settings["columns"], "provided:crm_inquiry")
    system = System.objects.create(
        controller=anna.controller, key="l", title="Listan", kind="table", settings=settings
    )
    decided(asking(anna, Right.ERASURE), handler, dpo)
    told = {notice.recipient: notice.state for notice in RecipientNotice.objects.all()}
    assert told == {"Partner AB": "pending", "Listan": "confirmed"}
    from connectors.protocol import Known

    assert system.open().find(Known(emails=("anna@example.se",))) == ()
    assert "Partner AB" in Letter.objects.get(event="request_answered").body


def test_what_changed_after_the_decision_waits_for_the_night(anna, handler, dpo, monkeypatch):
    make.create_inquiry(anna, received_on=TODAY)
    request = proposed(asking(anna, Right.ERASURE), handler)
    from requests_dsr.answers import erasing
    from retention.purge.one_person import NotAsDecided

    def moved(**kwargs):
        raise NotAsDecided("x")

    monkeypatch.setattr(erasing, "erase_now", moved)
    request = decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
    assert request.state == "fulfilled"
    assert not Certificate.objects.exists()


# --- the certificate ----------------------------------------------------------------------------------------
def test_the_certificate_holds_proofs_that_verify_and_no_erased_value(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY, message="hemlig fråga")
    decided(asking(anna, Right.ERASURE), handler, dpo)
    certificate = Certificate.objects.get()
    said = as_json(certificate)
    assert len(said["receipts"]) == 1
    for one in said["receipts"]:
        assert check_receipt(json.dumps(one), list(trusted_keys()))
    text = json.dumps(said, ensure_ascii=False)
    for erased in ("hemlig", "Anna", "anna@"):
        assert erased not in text
    assert said["backups_until"] == (TODAY + days(35)).isoformat()
    assert "IMY" in said["authority"]


def test_the_references_are_in_the_mail_and_nowhere_with_us(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    decided(asking(anna, Right.ERASURE), handler, dpo)
    sent = next(one for one in mail.outbox if one.subject.startswith("Intyg"))
    ref = str(LedgerEntry.objects.exclude(unit_ref=None).get().unit_ref)
    assert sent.to == ["anna@example.se"]
    assert ref in sent.body
    assert "- Förfrågningar: raderat.\n" in sent.body
    assert "DSR_ERASURE_GRANTED" not in sent.body
    assert "INQUIRY_12M" not in sent.body
    forget_proofs(controller=anna.controller, at=NOW + timedelta(days=7))
    kept = "".join(str(list(model.objects.values())) for model in (Certificate, Letter, DataSubjectRequest))
    assert ref not in kept


def test_proofs_are_kept_seven_days_and_no_longer(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    decided(asking(anna, Right.ERASURE), handler, dpo)
    assert forget_proofs(controller=anna.controller, at=NOW + timedelta(days=7) - timedelta(seconds=1)) == 0
    assert forget_proofs(controller=anna.controller, at=NOW + timedelta(days=7)) == 1
    assert Certificate.objects.get().proofs == []


# --- refused -----------------------------------------------------------------------------------------------
def test_a_refusal_names_the_law_until_when_imy_and_the_court(anna, handler, dpo):
    contact = make.create_contact(anna)
    make.create_contract(contact.org)
    request = decided(asking(anna, Right.ERASURE), handler, dpo, State.REFUSED)
    body = Letter.objects.get(event="request_answered").body
    for part in ("Artikel 17.1 a", "Det här måste vi spara", "Kunduppgifter", "IMY", "domstol"):
        assert part in body, part
    assert request.exception_codes == ["A17_1_STILL_NEEDED"]
    assert m.DataSubject.objects.filter(pk=anna.pk).exists()


@pytest.mark.parametrize(
    ("codes", "evidence", "fee", "why"),
    [
        pytest.param((), "x", None, "undantag", id="no code"),
        pytest.param(("NO_SUCH",), "x", None, "undantag", id="unknown code"),
        pytest.param(("A15_4_OTHERS",), "x", None, "undantag", id="a code of another right"),
        pytest.param(("A12_5_EXCESSIVE",), " ", None, "Bevisbördan", id="no evidence"),
        pytest.param(("A12_NO_DATA",), "x", 500, "avgift", id="a fee for no reason"),
    ],
)
def test_a_refusal_that_the_law_does_not_carry_is_not_proposed(anna, handler, codes, evidence, fee, why):
    request = move(request=asking(anna, Right.ERASURE), to=State.IN_PROGRESS, at=NOW, **handler)
    with pytest.raises(ForbiddenMove, match=why):
        draft_refusal(request=request, codes=codes, evidence=evidence, fee_sek=fee, at=NOW, **handler)


def test_an_excessive_request_is_refused_by_two_with_evidence_and_may_cost(anna, handler, dpo):
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    request = draft_refusal(
        request=request, codes=("A12_5_EXCESSIVE",), evidence="40 begäranden på en vecka, bilaga 1",
        fee_sek=400, at=NOW, **handler,
    )  # fmt: skip
    with pytest.raises(ForbiddenMove, match="roll"):
        decide(request=request, outcome=State.REFUSED, at=NOW, **handler)
    request = decide(request=request, outcome=State.REFUSED, at=NOW, **dpo)
    body = Letter.objects.get(event="request_answered").body
    assert request.exception_codes == ["A12_5_EXCESSIVE"]
    assert "Artikel 12.5" in body
    assert "400 kronor" in body


# --- a sole trader's business ---------------------------------------------------------------------------
def test_what_a_sole_traders_business_holds_is_planned_and_erased_with_them(anna, handler, dpo):
    own = make.create_org(anna.controller, natural_person=True)
    make.create_contact(anna, own)
    make.create_contract(own, end=TODAY - days(30))
    make.create_invoice(own, origin=TODAY - days(60), paid_on=TODAY - days(30))
    make.create_voucher(own, posting_on=TODAY)
    make.create_credit_check(own, obtained_on=TODAY - days(3))
    request = asking(anna, Right.ERASURE)
    lines, plan = lines_of(request)
    assert lines == {
        ("customer_data", "erase", None),
        ("billing_claim", "erase", None),
        ("credit_check", "erase", None),
        ("accounting_records", "keep", "2033-12-31"),
    }
    voucher = next(line for line in plan["lines"] if line["category"] == "accounting_records")
    assert "ERASURE_EXEMPT_BFL" in voucher["codes"]
    decided(request, handler, dpo, State.PARTLY_FULFILLED)
    assert not m.Invoice.objects.exists()
    assert not m.CreditCheck.objects.exists()
    assert not m.DataSubject.objects.filter(pk=anna.pk).exists()
    assert m.Voucher.objects.exists()
    assert len(as_json(Certificate.objects.get())["receipts"]) == 3


def test_what_a_company_holds_stays_by_its_own_rule(anna, handler, dpo):
    contact = make.create_contact(anna)
    make.create_contract(contact.org, end=TODAY - days(30))
    make.create_invoice(
        contact.org, origin=TODAY - days(60), paid_on=TODAY - days(30), reference_contact=contact
    )
    request = asking(anna, Right.ERASURE)
    lines, _plan = lines_of(request)
    assert ("customer_data", "erase", None) in lines
    assert {action for category, action, _until in lines if category == "billing_claim"} == {"keep"}
    decided(request, handler, dpo, State.PARTLY_FULFILLED)
    assert m.Invoice.objects.get().reference_contact_id is None
