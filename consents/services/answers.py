"""The rows of an answer: the record that stands, the step with its proof, the evidence that survives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Case, Value, When

from consents.keyed import Address, digest
from consents.models import ConsentEvent, ConsentEventKind, ConsentEvidence, ConsentRecord, RecordStatus, Way
from consents.services.telling import tell_recipients
from law.identifiers import mask_ip
from ledger.actor import Actor
from ledger.services import record as ledger_line
from register.models import ConsentText
from subjects.models import DataSubject, Identity, IdentityKind

STEP = {
    RecordStatus.GIVEN: ConsentEventKind.GIVEN,
    RecordStatus.REFUSED: ConsentEventKind.REFUSED,
    RecordStatus.WITHDRAWN: ConsentEventKind.WITHDRAWN,
}
VERB = {"given": "give", "renewed": "renew", "refused": "refuse", "withdrawn": "withdraw"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A person's word: who brought it, when it was said, by what way, and what proves it.

    `at` is the instant from which it holds; `noted_at` is when it was written down, where that was later: a
    letter of last week counts from the day it came, and the ledger says when somebody did what it asked.
    `form_digest` is SHA-256 in hex of the form as shown; `ip` is masked before it is stored;
    `evidence` is the reference of a note or paper; `confirmed_at` when a mailed link was opened.
    """

    by: Actor
    at: datetime
    way: Way
    form_digest: str = ""
    ip: str = ""
    evidence: str = ""
    confirmed_at: datetime | None = None
    noted_at: datetime | None = None

    @property
    def done_at(self) -> datetime:
        """Give the instant at which the word was acted on."""
        return self.noted_at or self.at


def answer(
    subject: DataSubject, text: ConsentText, status: RecordStatus, said: Said, *, language: str
) -> ConsentRecord:
    """Write a locked person's answer: it stands from now on, unless a later one stands already."""
    earlier = standing(subject, text.purpose_key, text.channel)
    late = earlier is not None and earlier.decided_at > said.at
    if earlier is not None and not late:
        ConsentRecord.objects.filter(pk=earlier.pk).update(status=RecordStatus.SUPERSEDED)
        end_evidence(earlier, said.at)
    given = status == RecordStatus.GIVEN
    record = ConsentRecord.objects.create(
        controller=subject.controller,
        subject=subject,
        purpose=text.purpose_key,
        channel=text.channel,
        text=text,
        language=language,
        status=RecordStatus.SUPERSEDED if late else status,
        given_at=said.at if given else None,
        decided_at=said.at,
        expires_at=_expiry(text, said.at) if given else None,
    )
    if given:
        _keep_evidence(record, said, ended_at=earlier.decided_at if late and earlier else None)
    renewed = given and earlier is not None and earlier.given_at is not None
    write_step(record, ConsentEventKind.RENEWED if renewed else STEP[status], said)
    return record


def standing(subject: DataSubject, purpose: str, channel: str) -> ConsentRecord | None:
    """Give the answer that stands for a purpose on a channel."""
    known = ConsentRecord.objects.filter(subject=subject, purpose=purpose, channel=channel)
    return known.exclude(status=RecordStatus.SUPERSEDED).select_related("text").first()


def withdraw(record: ConsentRecord, said: Said) -> None:
    """Turn a yes into a withdrawal, with its step and the end of its evidence."""
    record.status, record.decided_at = RecordStatus.WITHDRAWN, said.at
    record.save(update_fields=["status", "decided_at"])
    end_evidence(record, said.at)
    write_step(record, ConsentEventKind.WITHDRAWN, said)
    tell_recipients(record)


def write_step(record: ConsentRecord, kind: ConsentEventKind, said: Said) -> None:
    """Add a step to a record's history, and its line to the ledger."""
    ConsentEvent.objects.create(
        record=record,
        subject=record.subject,
        kind=kind,
        at=said.at,
        way=said.way,
        actor_role=said.by.role,
        actor_ref=said.by.ref,
        form_digest=said.form_digest,
        ip_masked=mask_ip(said.ip) if said.ip else None,
        evidence=said.evidence,
        confirmed_at=said.confirmed_at,
    )
    ledger_line(
        controller=record.controller.slug,
        by=said.by,
        action=f"consent.{VERB[kind]}",
        object_type="consent_record",
        category="consent_evidence",
        at=said.done_at,
    )


def end_evidence(record: ConsentRecord, at: datetime) -> None:
    """Note when a yes ended, in what survives the person."""
    ConsentEvidence.objects.filter(record_ref=record.ref, ended_at=None).update(ended_at=at)


def _keep_evidence(record: ConsentRecord, said: Said, *, ended_at: datetime | None) -> None:
    hashed = digest(record.controller.slug, _address_for(record))
    ConsentEvidence.objects.create(
        controller=record.controller,
        record_ref=record.ref,
        person_digest=hashed.value,
        key_version=hashed.key_version,
        purpose=record.purpose,
        channel=record.channel,
        text_digest=record.text.digest,
        text_number=record.text.number,
        way=said.way,
        given_at=said.at,
        ended_at=ended_at,
    )


def _address_for(record: ConsentRecord) -> Address:
    """Give the address a consent is about: the phone for texts and calls, else the e-mail, else any."""
    first = IdentityKind.PHONE if record.channel in ("sms", "phone") else IdentityKind.EMAIL
    order = Case(When(kind=first, then=Value(0)), default=Value(1))
    known = Identity.objects.filter(subject=record.subject).order_by(order, "pk").first()
    return Address(known.kind, known.normalised) if known else Address("ref", str(record.subject.ref))


def _expiry(text: ConsentText, at: datetime) -> datetime | None:
    return at + relativedelta(months=text.valid_months) if text.valid_months else None
