"""The form of one receipt, versioned. `consent-record.schema.json` is made from it, and a test compares.

manage.py export_consent --schema > consents/receipts/consent-record.schema.json
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
UrnUuid = Annotated[str, StringConstraints(pattern=r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Instant = Annotated[
    str,
    StringConstraints(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"
    ),
]
Months = Annotated[str, StringConstraints(pattern=r"^P[1-9][0-9]*M$")]
Place = Annotated[str, StringConstraints(pattern=r"^loc:[A-Z]{2}$")]
Ground = Annotated[str, StringConstraints(pattern=r"^eu-gdpr:A6-1-[a-f]$")]
State = Annotated[
    str,
    StringConstraints(
        pattern=r"^dpv:(ConsentGiven|RenewedConsentGiven|ConsentRefused|ConsentWithdrawn|ConsentExpired|ConsentInvalidated)$"
    ),
]
Entity = Annotated[str, StringConstraints(pattern=r"^dpv:(DataSubject|DataController)$")]
Said = Annotated[str, StringConstraints(min_length=1)]


class Part(BaseModel):
    """A part of a record: nothing but what is named here."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, title=None)


class Named(Part):
    """Something with a short name, a title and a line about it, in the language of the consent."""

    type: Said
    title: Said
    description: str


class Notice(Part):
    """The very words that were answered, by number and SHA-256: the same words, the same digest."""

    type_of: str = Field(default="dpv:ConsentNotice", alias="@type", pattern="^dpv:ConsentNotice$")
    title: Said
    description: Said
    notice_version: int = Field(ge=1)
    notice_digest: str = Field(pattern="^[0-9a-f]{64}$")


class PurposePart(Named):
    """What the person was asked about, and on what ground it rests."""

    lawful_basis: Ground


class Third(Named):
    """A recipient by name, and where it is."""

    location: Place


class Retention(Part):
    """How long a category is kept, in the policy's own words."""

    type: Said
    description: Said


class Withdrawal(Part):
    """How to take the yes back: as easily as it was given (Art. 7(3))."""

    type_of: str = Field(default="dpv:WithdrawConsent", alias="@type", pattern="^dpv:WithdrawConsent$")
    right: str = Field(pattern="^eu-gdpr:A7-3$")
    exercised_at: list[Said] = Field(min_length=1)


class Processing(Part):
    """What the yes is to."""

    type_of: str = Field(default="dpv:Process", alias="@type", pattern="^dpv:Process$")
    privacy_notice: Notice
    purposes: list[PurposePart] = Field(min_length=1)
    pii_information: list[Named] = Field(min_length=1)
    recipient_third_parties: list[Third]
    storage_locations: list[Place] = Field(min_length=1)
    retention_period: list[Retention]
    jurisdiction: str = Field(pattern="^loc:EU$")
    applicable_law: str = Field(pattern="^eu-gdpr:GDPR$")
    withdrawal_method: Withdrawal


class Party(Part):
    """The controller: who answers for the data and how to reach it (Art. 13(1)(a)-(b))."""

    party_id: Said
    party_role: str = Field(pattern="^dpv:DataController$")
    party_name: Said
    party_address: str
    party_contact: Said
    party_url: Said


class Event(Part):
    """One step: when, by whom, how, and where the consent stood then. Instants are UTC.

    `entity_id` is whose word it is: the person's, also where staff wrote it down (`recorded_by`), and
    ours alone where a consent ended by itself.
    """

    event_time: Instant
    event_type: Said
    event_state: list[str] = Field(min_length=1)
    entity_id: Entity
    recorded_by: Said
    form_of_expression: Said
    validity_duration: Months | None = None
    confirmed_at: Instant | None = None


class Receipt(Part):
    """A consent record: header, what it is to, who answers for it, and what happened to it."""

    context: dict[str, Any] = Field(alias="@context")
    id: UrnUuid = Field(alias="@id")
    type_of: str = Field(default="dpv:ConsentRecord", alias="@type", pattern="^dpv:ConsentRecord$")
    schema_version: str = Field(pattern="^https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr$")
    record_id: Uuid
    replaced_by: UrnUuid | None = None
    pii_principal_id: UrnUuid
    language: str = Field(pattern="^(sv|en)$")
    consent_status: State
    controllers: list[Party] = Field(min_length=1)
    pii_processing: Processing
    events: list[Event] = Field(min_length=1)
