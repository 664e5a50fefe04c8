"""Data are joined only while both may be used (WL-48), and given away while a named yes holds (WN-46)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consents.law import ConsentStatus, UseDecision
from consents.law.disclosure import judge_disclosure
from consents.services import UnknownUse, give_consent, object_to, text_for, withdraw_consent
from consents.services.errors import NotAllowed
from consents.services.tidying import end_lapsed_consents
from consents.using import both_hold, customer_and_traffic, disclose, may_disclose
from ledger.models import LedgerEntry
from outbox.models import OutboxEvent
from subjects.models import Disclosure
from tests import factories as make
from tests.consents.companies import HANDLER, NOW, company, later, new_words, said

pytestmark = pytest.mark.django_db
NOON = later(days=1)


@pytest.fixture
def winston():
    return company("winston")


def known(controller, *, clicked=True):
    """Give a contact of a customer, and what they clicked on."""
    contact = make.create_contact(controller=controller)
    if clicked:
        days = {"recorded_on": date(2026, 11, 1)}
        make.create_record(contact.subject, category="traffic_data", triggers=days)
    return contact.subject


def says_yes(person, purpose="development", channel="internal", at=NOW):
    return give_consent(subject=person, text=text_for(person, purpose, channel), said=said(at))


def joined(people, purpose="development", at=NOON):
    rows = customer_and_traffic(
        controller=people[0].controller, subject_ids=[p.pk for p in people], purpose=purpose, at=at
    )
    return [row.subject_id for row in rows]


# --- customer x traffic ------------------------------------------------------------------------------
def test_the_two_are_joined_while_both_hold_and_no_longer_after_a_withdrawal(winston):
    asa = known(winston)
    assert joined([asa]) == []
    says_yes(asa)
    assert joined([asa]) == [asa.pk]
    withdraw_consent(subject=asa, purpose="development", said=said(later(hours=1)))
    assert joined([asa]) == []


def test_an_objection_on_the_customers_side_ends_it_too(winston):
    asa = known(winston)
    says_yes(asa)
    object_to(subject=asa, purpose="development", said=said())
    assert joined([asa]) == []


def test_a_restriction_leaves_the_person_out(winston):
    asa, bo = known(winston), known(winston)
    for person in (asa, bo):
        says_yes(person)
    make.create_block(asa, kind="restriction_art18", from_on=NOW.date())
    assert joined([asa, bo]) == [bo.pk]


def test_neither_a_yes_that_ran_out_nor_one_to_other_words_joins(winston):
    asa = known(winston)
    ends = says_yes(asa).expires_at
    assert joined([asa], at=ends) == []
    new_words("winston", "development_traffic", "Ja, mät allt.", at=later(hours=2))
    assert joined([asa]) == []


def test_a_purpose_the_policy_does_not_have_joins_nobody(winston):
    asa = known(winston)
    says_yes(asa)
    assert joined([asa], "astrologi") == []


def test_a_cookies_yes_is_a_browsers_and_joins_nobody(winston):
    asa = known(winston)
    says_yes(asa, "web_statistics", "web")
    assert joined([asa], "web_statistics") == []


def test_somebody_without_the_one_or_the_other_is_no_row(winston):
    asa = known(winston, clicked=False)
    says_yes(asa)
    assert joined([asa]) == []


def test_many_are_joined_in_a_constant_number_of_queries(winston, django_assert_max_num_queries):
    few = [known(winston) for _n in range(2)]
    many = [*few, *(known(winston) for _n in range(6))]
    for person in many:
        says_yes(person)
    for people in (few, many):
        with django_assert_max_num_queries(26):
            assert len(joined(people)) == len(people)


def test_whoever_was_asked_about_once_is_left_out():
    yes, no = UseDecision(True, ()), UseDecision(False, ())
    assert both_hold({1: yes, 2: yes, 3: no}, {2: yes, 3: yes, 4: yes}) == {2}


# --- a named recipient -----------------------------------------------------------------------------------
def give(person, at=NOON, **changes):
    arguments = {"recipient": "analysts", "categories": ["traffic_data"], "by": HANDLER, **changes}
    return disclose(subject=person, at=at, **arguments)


def agrees(person, at=NOW):
    return says_yes(person, "web_statistics", "web", at)


def ended():
    return list(OutboxEvent.objects.filter(kind="disclosure.consent_ended").values_list("payload", flat=True))


def test_data_go_to_a_named_recipient_while_the_consent_holds(winston):
    asa = make.create_subject(winston)
    with pytest.raises(NotAllowed, match="CONSENT_REQUIRED"):
        give(asa)
    agrees(asa)
    row = give(asa)
    assert (row.recipient, row.context, row.categories) == ("Analysföretag", "consented", ["traffic_data"])
    assert LedgerEntry.objects.filter(action="disclosure.release").count() == 1
    withdraw_consent(subject=asa, purpose="web_statistics", said=said(later(days=2)))
    with pytest.raises(NotAllowed, match="CONSENT_WITHDRAWN"):
        give(asa, at=later(days=3))
    assert Disclosure.objects.count() == 1


def test_the_recipient_is_told_when_the_consent_is_taken_back(winston):
    asa = make.create_subject(winston)
    record = agrees(asa)
    give(asa)
    assert ended() == []
    withdraw_consent(subject=asa, purpose="web_statistics", said=said(later(days=2)))
    assert ended() == [{"consent": str(record.ref), "recipient": "analysts"}]


def test_the_recipient_is_told_once_when_the_consent_ends_by_itself(winston):
    asa = make.create_subject(winston)
    record = agrees(asa)
    give(asa)
    for days in (1, 2):
        end_lapsed_consents(controller=winston, at=record.expires_at + timedelta(days=days))
    assert ended() == [{"consent": str(record.ref), "recipient": "analysts"}]
    assert not may_disclose(asa, "analysts", record.expires_at).allowed


def test_whoever_was_given_nothing_is_told_nothing(winston):
    asa = make.create_subject(winston)
    agrees(asa)
    withdraw_consent(subject=asa, purpose="web_statistics", said=said(later(days=2)))
    assert ended() == []


@pytest.mark.parametrize("recipient", ["finns_inte", "molnviken", ""])
def test_an_unknown_recipient_is_told_in_words(winston, recipient):
    with pytest.raises(UnknownUse):
        give(make.create_subject(winston), recipient=recipient)


@pytest.mark.parametrize("categories", [[], ["customer_data"], ["traffic_data", "customer_data"]])
def test_no_more_goes_than_the_recipient_is_named_for(winston, categories):
    asa = make.create_subject(winston)
    agrees(asa)
    with pytest.raises(NotAllowed):
        give(asa, categories=categories)
    assert not Disclosure.objects.exists()


def test_a_restriction_stops_it(winston):
    asa = make.create_subject(winston)
    agrees(asa)
    make.create_block(asa, kind="restriction_art18", from_on=NOW.date())
    assert may_disclose(asa, "analysts", NOON).reasons == ("RESTRICTION_ART18",)


@pytest.mark.parametrize(
    ("answers", "asked", "restricted", "reasons"),
    [
        ([ConsentStatus.GIVEN], True, False, ["CONSENT"]),
        ([ConsentStatus.WITHDRAWN, ConsentStatus.GIVEN], True, False, ["CONSENT"]),
        ([], True, False, ["CONSENT_REQUIRED"]),
        ([ConsentStatus.STALE], True, False, ["CONSENT_REQUIRED", "CONSENT_STALE"]),
        ([ConsentStatus.GIVEN], False, False, ["NO_BASIS"]),
        ([ConsentStatus.GIVEN], True, True, ["RESTRICTION_ART18"]),
    ],
)
def test_a_yes_that_names_it_and_no_other(answers, asked, restricted, reasons):
    decision = judge_disclosure(answers, asked=asked, restricted=restricted)
    assert list(decision.reasons) == reasons
    assert decision.allowed is (reasons == ["CONSENT"])
