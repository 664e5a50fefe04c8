"""Questions about consent and refusal; in bulk, each in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from accounts.models import Controller
from consents.keyed import Address, digests
from consents.models import ConsentRecord, Objection, RecordStatus, Suppression
from subjects.models import DataSubject


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


def standing_objections(subject: DataSubject) -> QuerySet[Objection]:
    """Give a person's objections that hold."""
    return Objection.objects.filter(subject=subject, ended_at=None).order_by("purpose", "channel")


def _closed(
    rows: QuerySet[Suppression], controller: Controller, addresses: Iterable[Address], channel: str | None
) -> set[Address]:
    by_digest: dict[bytes, set[Address]] = {}
    for address in set(addresses):
        for hashed in digests(controller.slug, [address]):
            by_digest.setdefault(hashed, set()).add(address)
    if not by_digest:
        return set()
    found = rows.extra(where=["digest = any(%s)"], params=[list(by_digest)])
    if channel is not None:
        found = found.filter(channel=channel)
    return {
        address for hashed in found.values_list("digest", flat=True) for address in by_digest[bytes(hashed)]
    }
