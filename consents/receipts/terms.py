"""What our words are called in W3C DPV 2: every field of ISO/IEC TS 27560, and every state of a consent.

The fields keep the names of ISO/IEC TS 27560; `CONTEXT` makes each of them a DPV term, so that one
document is both the ISO structure and Linked Data. The profile is the community group's for the GDPR.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consents.law import ConsentStatus
from consents.models import ConsentEventKind

PROFILE = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"
RIGHT_TO_WITHDRAW = "eu-gdpr:A7-3"
LAW = "eu-gdpr:GDPR"
JURISDICTION = "loc:EU"

STATE: Mapping[str, str] = {
    ConsentStatus.GIVEN: "dpv:ConsentGiven",
    ConsentStatus.REFUSED: "dpv:ConsentRefused",
    ConsentStatus.WITHDRAWN: "dpv:ConsentWithdrawn",
    ConsentStatus.EXPIRED: "dpv:ConsentExpired",
    ConsentStatus.STALE: "dpv:ConsentInvalidated",
}
STATE_AFTER: Mapping[str, str] = {
    ConsentEventKind.GIVEN: "dpv:ConsentGiven",
    ConsentEventKind.RENEWED: "dpv:RenewedConsentGiven",
    ConsentEventKind.REFUSED: "dpv:ConsentRefused",
    ConsentEventKind.WITHDRAWN: "dpv:ConsentWithdrawn",
    ConsentEventKind.EXPIRED: "dpv:ConsentExpired",
    ConsentEventKind.STALE: "dpv:ConsentInvalidated",
}
"""The state a step leads to."""


def _iri(term: str) -> dict[str, str]:
    """Say of a field that its value is itself a term, not a text."""
    return {"@id": term, "@type": "@id"}


CONTEXT: Mapping[str, Any] = {
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "loc": "https://w3id.org/dpv/loc#",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "schema_version": _iri("dct:conformsTo"),
    "record_id": "dct:identifier",
    "replaced_by": _iri("dct:isReplacedBy"),
    "pii_principal_id": _iri("dpv:hasDataSubject"),
    "language": "dct:language",
    "consent_status": _iri("dpv:hasConsentStatus"),
    "controllers": "dpv:hasDataController",
    "pii_processing": "dpv:hasProcess",
    "privacy_notice": "dpv:hasNotice",
    "notice_version": "dct:hasVersion",
    "notice_digest": "schema:sha256",
    "purposes": "dpv:hasPurpose",
    "lawful_basis": _iri("dpv:hasLegalBasis"),
    "pii_information": "dpv:hasPersonalData",
    "recipient_third_parties": "dpv:hasRecipient",
    "storage_locations": _iri("dpv:hasLocation"),
    "jurisdiction": _iri("dpv:hasJurisdiction"),
    "applicable_law": _iri("dpv:hasApplicableLaw"),
    "retention_period": "dpv:hasStorageCondition",
    "validity_duration": {"@id": "dpv:hasDuration", "@type": "xsd:duration"},
    "withdrawal_method": "dpv:hasConsentControl",
    "right": _iri("dpv:hasRight"),
    "exercised_at": "dpv:isExercisedAt",
    "events": "dpv:hasConsentStatus",
    "event_type": "dct:type",
    "event_state": "@type",
    "event_time": {"@id": "dpv:isIndicatedAtTime", "@type": "xsd:dateTime"},
    "entity_id": _iri("dpv:isIndicatedBy"),
    "recorded_by": "dct:contributor",
    "form_of_expression": "dpv:hasIndicationMethod",
    "confirmed_at": {"@id": "dct:dateAccepted", "@type": "xsd:dateTime"},
    "title": "dct:title",
    "description": "dct:description",
    "party_name": "schema:name",
    "party_address": "schema:address",
    "party_contact": "schema:email",
    "party_url": _iri("schema:url"),
    "location": _iri("dpv:hasLocation"),
    "type": "dct:identifier",
    "party_id": "dct:identifier",
    "party_role": _iri("dct:type"),
}
