"""Questions about consent and refusal; in bulk, each in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Controller
from consents.keyed import Address, digests, each_digest
from consents.law import ConsentStatus, status_at
from consents.models import ConsentEvidence, ConsentRecord, Objection, RecordStatus, Suppression
from register.models import ConsentText
from subjects.models import DataSubject, Identity


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A person's standing answer, and what it is worth now: a yes may be stale or have run out."""

    record: ConsentRecord
    status: ConsentStatus

    @property
    def is_yes(self) -> bool:
        """Tell whether it allows anything."""
        return self.status is ConsentStatus.GIVEN

    @property
    def was_yes(self) -> bool:
        """Tell whether it was a yes that ended by itself, and may be asked for again."""
        return self.status in (ConsentStatus.STALE, ConsentStatus.EXPIRED)


def is_suppressed(
    controller: Controller, addresses: Iterable[Address], *, channel: str | None = None
) -> set[Address]:
    """Give those of these addresses that are closed to marketing (on a channel, when named)."""
    return _closed(Suppression.objects.for_controller(controller), controller, addresses, channel)


def not_to_be_read_in(controller: Controller, addresses: Iterable[Address]) -> set[Address]:
    """Give those whose person had an erasure granted: an import of them waits for a person (4.2)."""
    rows = Suppression.objects.for_controller(controller).filter(no_reimport=True)
    return _closed(rows, controller, addresses, None)


def erased_on_request(controller: Controller, emails: Collection[str]) -> set[str]:
    """Give those of these e-mail addresses that an import may not bring back without a person's yes."""
    return {one.value for one in not_to_be_read_in(controller, [Address("email", e) for e in emails])}


def standing_answers(subject: DataSubject) -> QuerySet[ConsentRecord]:
    """Give a person's answers as they stand, one for each purpose and channel, with their texts."""
    standing = ConsentRecord.objects.filter(subject=subject).exclude(status=RecordStatus.SUPERSEDED)
    return standing.select_related("text").order_by("purpose", "channel")


def answers_at(subject: DataSubject, at: datetime) -> list[Answer]:
    """Give a person's answers as they stand at an instant, each with what it is worth, in two queries."""
    asks = words_that_hold(subject.controller)
    return [
        Answer(
            record=one,
            status=status_at(
                one.status,
                one.expires_at,
                holds=asks.get((one.purpose, one.channel)) == one.text.digest,
                at=at,
            ),
        )
        for one in standing_answers(subject)
    ]


def words_that_hold(controller: Controller) -> Mapping[tuple[str, str], str]:
    """Give the digest of the words asked now, for each purpose and channel the policy asks about."""
    asked = ConsentText.objects.filter(policy_version__live__controller=controller)
    return {
        (purpose, channel): digest
        for purpose, channel, digest in asked.values_list("purpose_key", "channel", "digest")
    }


def standing_objections(subject: DataSubject) -> QuerySet[Objection]:
    """Give a person's objections that hold."""
    return Objection.objects.filter(subject=subject, ended_at=None).order_by("purpose", "channel")


def is_objected_to(subject: DataSubject, text: ConsentText) -> bool:
    """Tell whether the person's own no stands against what a text asks for: a yes to it changes nothing."""
    against = standing_objections(subject).filter(purpose=text.purpose_key, channel__in=["", text.channel])
    return against.exists()


def closed_addresses(subject: DataSubject) -> list[Suppression]:
    """Give what is kept of a person's no to their addresses, for an answer about their data (U9, 4.2)."""
    known = Identity.objects.filter(subject=subject).values_list("kind", "normalised")
    hashed = digests(subject.controller.slug, [Address(kind, value) for kind, value in known])
    rows = Suppression.objects.for_controller(subject.controller).filter(digest__in=list(hashed))
    return list(rows.order_by("added_at", "channel"))


def evidence_for(controller: Controller, address: Address) -> QuerySet[ConsentEvidence]:
    """Give what proves the consents of whoever comes with an address, also after an erasure (Art. 7(1))."""
    hashed = list(digests(controller.slug, [address]))
    rows = ConsentEvidence.objects.for_controller(controller).filter(person_digest__in=hashed)
    return rows.order_by("given_at")


def _closed(
    rows: QuerySet[Suppression], controller: Controller, addresses: Iterable[Address], channel: str | None
) -> set[Address]:
    by_digest: dict[bytes, set[Address]] = {}
    for hashed, address in each_digest(controller.slug, set(addresses)):
        by_digest.setdefault(hashed, set()).add(address)
    if not by_digest:
        return set()
    found = rows.extra(where=["digest = any(%s)"], params=[list(by_digest)])
    if channel is not None:
        found = found.filter(channel=channel)
    return {
        address for hashed in found.values_list("digest", flat=True) for address in by_digest[bytes(hashed)]
    }
