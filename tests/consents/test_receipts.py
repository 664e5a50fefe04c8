"""A consent as a record in the form of ISO/IEC TS 27560 with DPV terms: whole, true and naming nobody."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import time_machine
from django.core.management import CommandError, call_command

from consents.receipts import as_json, receipts_of, schema_text
from consents.receipts import terms as vocabulary
from consents.services import give_consent, refuse_consent, text_for, withdraw_consent
from consents.services.tidying import end_lapsed_consents
from tests import factories as make
from tests.consents.companies import HANDLER, NOW, company, later, new_words, said

FORM = Path(vocabulary.__file__).with_name("consent-record.schema.json")
SCHEMA = json.loads(FORM.read_text())


@pytest.fixture
def winlas(db):
    return company("winlas")


@pytest.fixture
def asa(winlas):
    return make.create_subject(winlas, name="Åsa Lindqvist", email="asa.lindqvist@example.se")


def yes(person, at=NOW, purpose="marketing", channel="email", **changes):
    text = text_for(person, purpose, channel)
    return give_consent(subject=person, text=text, said=said(at, **changes))


def exported(person, at=NOW):
    found = as_json(receipts_of(person, at))
    for one in found:
        jsonschema.validate(one, SCHEMA, cls=jsonschema.Draft202012Validator)
    return found


def states(record):
    return [event["event_state"][0] for event in record["events"]]


def test_the_kept_schema_is_made_from_the_form():
    assert FORM.read_text() == schema_text(), "run manage.py export_consent --schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_record_says_what_the_standard_asks_for(winlas, asa):
    record = yes(asa, ip="192.0.2.77")
    (one,) = exported(asa)
    assert (one["@type"], one["record_id"]) == ("dpv:ConsentRecord", str(record.ref))
    assert one["schema_version"] == "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"
    assert one["pii_principal_id"] == f"urn:uuid:{asa.ref}"
    assert one["consent_status"] == "dpv:ConsentGiven"
    assert one["controllers"][0]["party_name"] == "WinLas"
    process = one["pii_processing"]
    assert process["privacy_notice"]["notice_digest"] == record.text.digest
    assert process["privacy_notice"]["description"] == record.text.text_sv
    assert [(p["type"], p["lawful_basis"]) for p in process["purposes"]] == [("marketing", "eu-gdpr:A6-1-a")]
    assert [p["type"] for p in process["pii_information"]] == ["marketing_profile"]
    assert [r["type"] for r in process["recipient_third_parties"]] == ["kuvertet"]
    assert len(process["retention_period"]) == 2  # one for a yes, one for a customer's legitimate interest
    assert process["storage_locations"] == ["loc:SE"]
    assert any("min-profil/val" in way for way in process["withdrawal_method"]["exercised_at"])
    (event,) = one["events"]
    assert (event["event_time"], event["event_type"]) == ("2026-11-25T11:00:00Z", "given")
    assert (event["entity_id"], event["recorded_by"]) == ("dpv:DataSubject", "subject")
    assert event["event_state"] == ["dpv:ConsentGiven", "dpv:ExpressedConsent"]
    assert event["validity_duration"] == "P24M"


def test_a_record_names_nobody(asa):
    yes(asa, ip="192.0.2.77")
    written = json.dumps(exported(asa), ensure_ascii=False)
    for secret in ("Åsa", "Lindqvist", "asa.lindqvist", "192.0.2"):
        assert secret not in written


def test_every_step_is_an_event_with_its_state(asa):
    yes(asa)
    withdraw_consent(subject=asa, purpose="marketing", said=said(later(days=1), by=HANDLER, way="phone"))
    (one,) = exported(asa, later(days=2))
    assert states(one) == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]
    assert one["consent_status"] == "dpv:ConsentWithdrawn"
    last = one["events"][-1]
    assert (last["entity_id"], last["recorded_by"]) == ("dpv:DataSubject", "handler")
    assert last["form_of_expression"] == "telefon"
    assert "validity_duration" not in last


def test_a_no_is_a_record_too(asa):
    refuse_consent(subject=asa, text=text_for(asa, "marketing", "email"), said=said())
    (one,) = exported(asa)
    assert (states(one), one["consent_status"]) == (["dpv:ConsentRefused"], "dpv:ConsentRefused")


def test_a_yes_that_ended_by_itself_says_so(asa):
    yes(asa)
    assert exported(asa, later(days=729))[0]["consent_status"] == "dpv:ConsentGiven"
    assert exported(asa, later(days=731))[0]["consent_status"] == "dpv:ConsentExpired"
    end_lapsed_consents(controller=asa.controller, at=later(days=731))
    last = exported(asa, later(days=732))[0]["events"][-1]
    assert (last["event_state"], last["entity_id"]) == (["dpv:ConsentExpired"], "dpv:DataController")


def test_a_yes_to_words_that_changed_says_so(asa):
    yes(asa)
    new_words("winlas", "newsletter_email", "Ja, mejla mig allt.", at=later(days=1))
    assert exported(asa, later(days=2))[0]["consent_status"] == "dpv:ConsentInvalidated"


def test_an_answer_that_was_replaced_names_the_one_that_took_its_place(asa):
    old = yes(asa)
    new_words("winlas", "newsletter_email", "Ja, mejla mig allt.", at=later(days=1))
    new = yes(asa, later(days=2))
    sms = yes(asa, later(days=3), channel="sms")
    first, second, third = exported(asa, later(days=4))
    assert (first["record_id"], first["replaced_by"]) == (str(old.ref), f"urn:uuid:{new.ref}")
    assert first["pii_processing"]["privacy_notice"]["notice_digest"] == old.text.digest
    assert states(second) == ["dpv:RenewedConsentGiven"]
    assert (third["record_id"], "replaced_by" in third) == (str(sms.ref), False)


def test_the_words_are_in_the_language_they_were_answered_in(asa):
    text = text_for(asa, "marketing", "email")
    give_consent(subject=asa, text=text, said=said(), language="en")
    (one,) = exported(asa)
    assert one["language"] == "en"
    assert one["pii_processing"]["privacy_notice"]["title"] == "Newsletter by e-mail"
    assert one["events"][0]["form_of_expression"] == "form"


def test_every_field_and_state_has_a_term(asa):
    yes(asa)
    (one,) = exported(asa)
    prefixes = {name for name, value in vocabulary.CONTEXT.items() if str(value).startswith("http")}
    for name, meaning in vocabulary.CONTEXT.items():
        iri = meaning["@id"] if isinstance(meaning, dict) else meaning
        assert name in prefixes or iri == "@type" or iri.partition(":")[0] in prefixes, name
    assert set(_names(one)) <= {*vocabulary.CONTEXT, "@context", "@id", "@type"}


def _names(part):
    if isinstance(part, dict):
        for name, value in part.items():
            yield name
            if name != "@context":
                yield from _names(value)
    elif isinstance(part, list):
        for value in part:
            yield from _names(value)


def test_a_persons_records_are_read_in_a_constant_number_of_queries(asa, django_assert_num_queries):
    yes(asa)
    with django_assert_num_queries(3):
        receipts_of(asa, NOW)
    for day in range(1, 6):
        new_words("winlas", "newsletter_email", f"Ja, nummer {day}.", at=later(days=day))
        yes(asa, later(days=day))
        yes(asa, later(days=day), channel="sms")
    with django_assert_num_queries(3):
        assert len(receipts_of(asa, NOW)) == 7


@time_machine.travel(date(2026, 11, 26), tick=False)
def test_the_command_prints_a_record_or_all_of_a_person(asa, capsys):
    record = yes(asa)
    call_command("export_consent", str(record.ref))
    one = json.loads(capsys.readouterr().out)
    call_command("export_consent", str(asa.ref))
    assert json.loads(capsys.readouterr().out) == [one]
    jsonschema.validate(one, SCHEMA)
    call_command("export_consent", "--schema")
    assert json.loads(capsys.readouterr().out) == SCHEMA


@pytest.mark.django_db
@pytest.mark.parametrize("written", [None, "x", "4f5cb03e-0000-4000-8000-000000000000"])
def test_a_reference_that_leads_nowhere_is_told_in_one_line(written):
    with pytest.raises(CommandError) as fault:
        call_command("export_consent", *([written] if written else []))
    assert fault.value.returncode == 2
    assert "\n" not in str(fault.value)
