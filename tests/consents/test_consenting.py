"""Consent as an append-only history: given to exact words, withdrawn at once, provable afterwards."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from consents.keyed import Address
from consents.law import ConsentStatus, status_at
from consents.models import ConsentEvent, ConsentEvidence, ConsentRecord, Suppression, Way
from consents.selectors import evidence_for, standing_answers, standing_objections
from consents.services import (
    EvidenceMissing,
    NotTheirsToGive,
    TextHasChanged,
    UnknownUse,
    give_consent,
    import_consent,
    object_to,
    refuse_consent,
    text_for,
    withdraw_consent,
)
from ledger.actor import WORKER
from ledger.models import LedgerEntry
from subjects.models import DataSubject, MarketingProfile
from subjects.services.errors import HolderErased
from tests import factories as make
from tests.consents.companies import HANDLER, NOW, company, later, new_words, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def winston():
    return company("winston")


@pytest.fixture
def asa(winston):
    return make.create_subject(winston, email="asa@example.se", phone="+46701740635")


@pytest.fixture
def newsletter(asa):
    return text_for(asa, "marketing", "email")


def steps(subject):
    return list(ConsentEvent.objects.filter(subject=subject).values_list("kind", flat=True))


def answer(subject):
    return standing_answers(subject).get().status


# --- giving -----------------------------------------------------------------------------------
def test_a_yes_is_to_exact_words_with_its_proof(asa, newsletter):
    record = give_consent(subject=asa, text=newsletter, said=said(form_digest="a" * 64, ip="192.0.2.77"))
    step = ConsentEvent.objects.get()
    assert (record.status, record.given_at, record.text.digest) == ("given", NOW, newsletter.digest)
    assert record.expires_at.date().isoformat() == "2028-11-25"
    assert (step.form_digest, step.ip_masked, step.way) == ("a" * 64, "192.0.2.0", "web_form")


def test_a_yes_starts_the_marketing_profile_that_the_law_of_retention_reads(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    profile = MarketingProfile.objects.get(subject=asa)
    assert (profile.basis, profile.given_at, profile.withdrawn_at) == ("consent", NOW, None)


def test_a_double_post_is_one_yes(asa, newsletter):
    first = give_consent(subject=asa, text=newsletter, said=said())
    assert give_consent(subject=asa, text=newsletter, said=said(later(seconds=1))) == first
    assert steps(asa) == ["given"]


def test_a_yes_to_words_that_have_changed_is_not_taken(winston, asa, newsletter):
    new_words("winston", "newsletter_email", "Ja, skicka allt.")
    with pytest.raises(TextHasChanged, match="har ändrats"):
        give_consent(subject=asa, text=newsletter, said=said())
    assert not ConsentRecord.objects.exists()


def test_the_same_words_under_a_new_version_are_the_same_words(winston, asa, newsletter):
    new_words("winston", "marketing_sms", "Ja, skicka sms.")
    assert give_consent(subject=asa, text=newsletter, said=said()).status == "given"


def test_another_companys_words_are_not_taken(asa):
    other = make.create_subject(company("winlas"))
    with pytest.raises((TextHasChanged, UnknownUse)):
        give_consent(subject=asa, text=text_for(other, "marketing", "email"), said=said())


def test_what_the_policy_does_not_ask_cannot_be_answered(asa):
    for purpose, channel in (("marketing", "pigeon"), ("astrology", "email"), ("marketing", "letter")):
        with pytest.raises(UnknownUse, match="frågar inte"):
            text_for(asa, purpose, channel)


def test_staff_may_record_a_yes_only_with_where_it_can_be_seen(asa, newsletter):
    with pytest.raises(EvidenceMissing, match="var personens ja"):
        give_consent(subject=asa, text=newsletter, said=said(by=HANDLER, way=Way.PHONE))
    recorded = said(by=HANDLER, way=Way.PHONE, evidence="samtal 2026-117")
    assert give_consent(subject=asa, text=newsletter, said=recorded).status == "given"


def test_nobody_else_may_say_yes_for_a_person(asa, newsletter):
    with pytest.raises(NotTheirsToGive):
        give_consent(subject=asa, text=newsletter, said=said(by=WORKER, evidence="x"))


def test_the_database_itself_refuses_a_yes_by_others_without_evidence(asa, newsletter):
    record = give_consent(subject=asa, text=newsletter, said=said())
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentEvent.objects.create(
            record=record, subject=asa, kind="given", at=NOW, way="phone", actor_role="handler"
        )


# --- taking back ------------------------------------------------------------------------------
def test_a_withdrawal_holds_at_once_and_closes_the_address(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    assert withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=1))) == 1
    assert (answer(asa), steps(asa)) == ("withdrawn", ["given", "withdrawn"])
    assert MarketingProfile.objects.get().withdrawn_at == later(days=1)
    assert [s.channel for s in Suppression.objects.all()] == ["email"]


def test_staff_take_a_withdrawal_in_one_step_without_papers(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    by_phone = said(later(days=1), by=HANDLER, way=Way.PHONE)
    assert withdraw_consent(subject=asa, purpose="marketing", said=by_phone) == 1


def test_a_withdrawal_twice_is_one(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=1)))
    assert withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=2))) == 0
    assert steps(asa) == ["given", "withdrawn"]


def test_one_channel_taken_back_leaves_the_other_and_the_profile(asa, newsletter):
    sms = text_for(asa, "marketing", "sms")
    give_consent(subject=asa, text=newsletter, said=said())
    give_consent(subject=asa, text=sms, said=said())
    withdraw_consent(subject=asa, purpose="marketing", channel="sms", said=said(later(days=1)))
    assert {a.channel: a.status for a in standing_answers(asa)} == {"email": "given", "sms": "withdrawn"}
    assert MarketingProfile.objects.get().withdrawn_at is None
    assert {s.channel for s in Suppression.objects.all()} == {"sms"}


def test_one_purpose_taken_back_leaves_the_other(asa, newsletter):
    traffic = text_for(asa, "development", "internal")
    give_consent(subject=asa, text=newsletter, said=said())
    give_consent(subject=asa, text=traffic, said=said())
    withdraw_consent(subject=asa, purpose="development", said=said(later(days=1)))
    assert standing_answers(asa).get(purpose="marketing").status == "given"
    assert not Suppression.objects.exists()


def test_taking_back_another_purpose_leaves_a_marketing_profile_alone(asa):
    make.create_marketing(asa, given_on=NOW.date())
    give_consent(subject=asa, text=text_for(asa, "development", "internal"), said=said())
    withdraw_consent(subject=asa, purpose="development", said=said(later(days=1)))
    assert MarketingProfile.objects.get().withdrawn_at is None


# --- the newest decision wins -------------------------------------------------------------------
def test_a_yes_after_a_withdrawal_opens_the_address_again(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=1)))
    give_consent(subject=asa, text=newsletter, said=said(later(days=2)))
    assert answer(asa) == "given"
    assert not Suppression.objects.exists()
    assert steps(asa) == ["given", "withdrawn", "renewed"]


def test_a_yes_brought_by_staff_does_not_open_a_closed_address(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=1)))
    recorded = said(later(days=2), by=HANDLER, way=Way.PHONE, evidence="samtal 9")
    give_consent(subject=asa, text=newsletter, said=recorded)
    assert Suppression.objects.count() == 1


def test_of_two_tabs_the_later_answer_stands_whichever_comes_first(asa, newsletter):
    refuse_consent(subject=asa, text=newsletter, said=said(later(minutes=2)))
    give_consent(subject=asa, text=newsletter, said=said(later(minutes=1)))
    assert answer(asa) == "refused"
    assert not MarketingProfile.objects.exists()


def test_a_no_over_a_yes_is_a_withdrawal(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    refuse_consent(subject=asa, text=newsletter, said=said(later(minutes=1)))
    assert answer(asa) == "withdrawn"
    assert Suppression.objects.exists()


def test_a_yes_to_old_words_is_stale_and_is_never_moved(winston, asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    new_words("winston", "newsletter_email", "Ja, skicka allt.")
    kept = standing_answers(asa).get()
    assert kept.text.digest == newsletter.digest
    assert status_at(kept.status, kept.expires_at, holds=False, at=NOW) is ConsentStatus.STALE


def test_stale_consent_is_renewed_by_a_new_record(winston, asa, newsletter):
    old = give_consent(subject=asa, text=newsletter, said=said())
    new_words("winston", "newsletter_email", "Ja, skicka allt.")
    new = give_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said(later(days=1)))
    old.refresh_from_db()
    assert (old.status, new.status, old.ref != new.ref) == ("superseded", "given", True)


@pytest.mark.parametrize(("seconds", "status"), [(-1, "given"), (0, "expired"), (1, "expired")])
def test_a_consent_lapses_at_its_instant(asa, newsletter, seconds, status):
    record = give_consent(subject=asa, text=newsletter, said=said())
    from datetime import timedelta

    at = record.expires_at + timedelta(seconds=seconds)
    assert status_at(record.status, record.expires_at, holds=True, at=at) == status


# --- what was given before our time ---------------------------------------------------------------
def test_an_old_consent_is_taken_in_on_its_own_day(asa, newsletter):
    record = import_consent(subject=asa, text=newsletter, given_at=later(days=-400), said=said(by=HANDLER))
    assert (record.given_at, record.status) == (later(days=-400), "given")
    assert MarketingProfile.objects.get().given_at == later(days=-400)


def test_an_old_consent_does_not_undo_a_later_no(asa, newsletter):
    refuse_consent(subject=asa, text=newsletter, said=said())
    import_consent(subject=asa, text=newsletter, given_at=later(days=-400), said=said(by=HANDLER))
    assert answer(asa) == "refused"
    assert not MarketingProfile.objects.exists()


def test_an_old_consent_opens_no_closed_address(asa, newsletter):
    object_to(subject=asa, purpose="marketing", said=said(later(days=-500)))
    import_consent(subject=asa, text=newsletter, given_at=later(days=-400), said=said(by=HANDLER))
    assert Suppression.objects.filter(channel="email").exists()


def test_the_same_import_twice_is_one(asa, newsletter):
    for _n in range(2):
        import_consent(subject=asa, text=newsletter, given_at=later(days=-400), said=said(by=HANDLER))
    assert ConsentRecord.objects.count() == 1


# --- proof ------------------------------------------------------------------------------------
def test_a_step_can_be_neither_changed_nor_removed(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    for change in ("update consents_consentevent set way = 'letter'", "delete from consents_consentevent"):
        with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
            connection.cursor().execute(change)
    assert steps(asa) == ["given"]


def test_the_evidence_names_nobody_and_tells_when_it_ended(asa, newsletter):
    record = give_consent(subject=asa, text=newsletter, said=said())
    withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=1)))
    evidence = ConsentEvidence.objects.get()
    assert (evidence.record_ref, evidence.text_digest) == (record.ref, newsletter.digest)
    assert (evidence.given_at, evidence.ended_at) == (NOW, later(days=1))
    assert b"asa" not in bytes(evidence.person_digest)


def test_the_evidence_is_found_again_by_the_address_alone(winston, asa, newsletter):
    record = give_consent(subject=asa, text=newsletter, said=said())
    assert evidence_for(winston, Address("email", "ASA@example.se")).get().record_ref == record.ref
    assert not evidence_for(winston, Address("email", "bo@example.se")).exists()


def test_the_ledger_has_a_line_for_each_deed_and_no_person(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=1)))
    lines = LedgerEntry.objects.filter(object_type="consent_record").order_by("pk")
    assert [line.action for line in lines] == ["consent.give", "consent.withdraw"]
    assert {(line.actor_role, line.actor_ref) for line in lines} == {("subject", "")}


def test_a_word_of_last_week_counts_from_its_day_and_the_ledger_says_when_it_was_acted_on(asa, newsletter):
    give_consent(subject=asa, text=newsletter, said=said())
    heard, noted = later(days=1), later(days=8)
    withdraw_consent(subject=asa, purpose="marketing", said=said(heard, noted_at=noted))
    object_to(subject=asa, purpose="marketing", channel="sms", said=said(heard, noted_at=noted))
    assert ConsentRecord.objects.get().decided_at == heard
    assert standing_objections(asa).get().objected_at == heard
    done = LedgerEntry.objects.filter(action__in=["consent.withdraw", "consent.object"])
    assert {line.at for line in done} == {noted}


def test_nothing_is_answered_for_somebody_erased(asa, newsletter):
    asa.identities.all().delete()
    asa.sources.all().delete()
    DataSubject.objects.filter(pk=asa.pk).delete()
    with pytest.raises(HolderErased):
        give_consent(subject=asa, text=newsletter, said=said())
