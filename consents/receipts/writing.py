"""Write a person's consents as receipts: what was asked, by whom, for what, and every step since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from consents.law import status_at
from consents.models import ConsentEvent, ConsentRecord, RecordStatus, Way
from consents.receipts import terms
from consents.receipts.form import Event, Party, Receipt
from consents.receipts.processing import processing_of
from consents.selectors import words_that_hold
from register.policyfile.schema import PolicyFile
from register.wording import policy_words
from subjects.models import DataSubject

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def receipts_of(subject: DataSubject, at: datetime) -> list[Receipt]:
    """Give every answer a person ever gave, the oldest first, as they stand at an instant."""
    rows = ConsentRecord.objects.filter(subject=subject)
    rows = rows.select_related("subject", "controller", "text__policy_version").prefetch_related("events")
    records = list(rows.order_by("decided_at", "pk"))
    asks = words_that_hold(subject.controller)
    return [
        _receipt(record, later, holds=asks.get(_question(record)) == record.text.digest, at=at)
        for record, later in _with_successors(records)
    ]


def receipt_of(record: ConsentRecord, at: datetime) -> Receipt:
    """Give one answer as it stands at an instant."""
    own = f"urn:uuid:{record.ref}"
    return next(one for one in receipts_of(record.subject, at) if one.id == own)


def as_json(receipts: Iterable[Receipt]) -> list[dict[str, Any]]:
    """Give receipts as JSON-LD objects; what is not known is left out."""
    return [one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in receipts]


def schema_text() -> str:
    """Give the JSON Schema as it is kept beside the code."""
    schema = {"$schema": SCHEMA, **Receipt.model_json_schema(by_alias=True)}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _with_successors(records: list[ConsentRecord]) -> Iterator[tuple[ConsentRecord, ConsentRecord | None]]:
    """Give each answer with the one that took its place."""
    for number, record in enumerate(records):
        same = (one for one in records[number + 1 :] if _question(one) == _question(record))
        yield record, next(same, None)


def _question(record: ConsentRecord) -> tuple[str, str]:
    return record.purpose, record.channel


def _receipt(record: ConsentRecord, later: ConsentRecord | None, *, holds: bool, at: datetime) -> Receipt:
    names: dict[str, Any] = {"@context": dict(terms.CONTEXT), "@id": f"urn:uuid:{record.ref}"}
    with override(record.language):
        words = policy_words(record.text.policy_version, record.language)
        steps = [_event(step, record) for step in record.events.all()]
        return Receipt(
            **names,
            schema_version=terms.PROFILE,
            record_id=str(record.ref),
            replaced_by=f"urn:uuid:{later.ref}" if later else None,
            pii_principal_id=f"urn:uuid:{record.subject.ref}",
            language=record.language,
            consent_status=_status(record, steps, holds=holds, at=at),
            controllers=[_controller(words.policy)],
            pii_processing=processing_of(record, words, ways=_ways(record, words.policy)),
            events=steps,
        )


def _status(record: ConsentRecord, steps: list[Event], *, holds: bool, at: datetime) -> str:
    """Say where it stands: by what holds now, and of an answer that was replaced, where it stood last."""
    if record.status == RecordStatus.SUPERSEDED:
        return steps[-1].event_state[0]
    return terms.STATE[status_at(record.status, record.expires_at, holds=holds, at=at)]


def _event(step: ConsentEvent, record: ConsentRecord) -> Event:
    said_yes = step.kind in ("given", "renewed")
    months = record.text.valid_months
    return Event(
        event_time=_instant(step.at),
        event_type=step.kind,
        event_state=[terms.STATE_AFTER[step.kind], *(["dpv:ExpressedConsent"] if said_yes else [])],
        entity_id="dpv:DataController" if step.way == Way.BY_ITSELF else "dpv:DataSubject",
        recorded_by=step.actor_role,
        form_of_expression=step.get_way_display(),
        validity_duration=f"P{months}M" if said_yes and months else None,
        confirmed_at=_instant(step.confirmed_at) if step.confirmed_at else None,
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _controller(policy: PolicyFile) -> Party:
    company = policy.controller
    return Party(
        party_id=company.slug,
        party_role="dpv:DataController",
        party_name=company.name,
        party_address=company.postal_address or "",
        party_contact=company.dpo_mailbox,
        party_url=company.website,
    )


def _ways(record: ConsentRecord, policy: PolicyFile) -> list[str]:
    """Say where a yes is taken back: on one's own page, and by any word to the company."""
    page = f"{settings.SITE_URL}{reverse('my_choices', args=[record.controller.slug])}"
    return [page, f"mailto:{policy.controller.dpo_mailbox}", _("telefon, brev eller besök")]
