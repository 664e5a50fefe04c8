"""Close an address to marketing for good, and open it again by nothing but the person's later act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import Controller
from consents.keyed import Address, digest, digests
from consents.law import Channel
from consents.models import Suppression, SuppressionScope
from subjects.models import Identity, IdentityKind

CHANNELS: Mapping[str, tuple[Channel, ...]] = {
    IdentityKind.EMAIL: (Channel.EMAIL,),
    IdentityKind.PHONE: (Channel.SMS, Channel.PHONE),
}
"""How a person is reached by each kind of identity; a customer number reaches nobody."""
ROWS_PER_STATEMENT = 5000


def suppress(
    *,
    controller: Controller,
    addresses: Iterable[Address],
    at: datetime,
    channels: Collection[Channel] | None = None,
    scope: SuppressionScope = SuppressionScope.MARKETING,
    no_reimport: bool = False,
) -> int:
    """Close addresses on the channels that reach them (all when left out); give how many rows are new.

    Set-based, and to be called in the transaction of the deed it belongs to (RT-12, Art. 21(3)).
    Those closed already stay closed; `no_reimport` is never taken back.
    """
    rows = [
        Suppression(
            controller=controller,
            kind=address.kind,
            channel=channel,
            digest=hashed.value,
            key_version=hashed.key_version,
            scope=scope,
            no_reimport=no_reimport,
            added_at=at,
        )
        for address in addresses
        for hashed in [digest(controller.slug, address)]
        for channel in CHANNELS.get(address.kind, ())
        if channels is None or channel in channels
    ]
    before = Suppression.objects.for_controller(controller).count() if rows else 0
    _insert(rows, no_reimport=no_reimport)
    return Suppression.objects.for_controller(controller).count() - before if rows else 0


def suppress_addresses_of(
    *,
    subject_ids: Collection[int],
    controller: Controller,
    at: datetime,
    channels: Collection[Channel] | None = None,
    no_reimport: bool = False,
) -> int:
    """Close every address of these people at once: one query for all of them, before they are erased."""
    known = Identity.objects.for_controller(controller).filter(
        subject_id__in=subject_ids, kind__in=list(CHANNELS)
    )
    addresses = [Address(kind, value) for kind, value in known.values_list("kind", "normalised")]
    return suppress(
        controller=controller, addresses=addresses, at=at, channels=channels, no_reimport=no_reimport
    )


def lift(*, controller: Controller, addresses: Iterable[Address], channel: Channel) -> None:
    """Open addresses again for marketing on one channel: only ever by the person's own later act."""
    found = digests(controller.slug, addresses)
    Suppression.objects.for_controller(controller).filter(
        digest__in=list(found), channel=channel, scope=SuppressionScope.MARKETING
    ).delete()


def _insert(rows: list[Suppression], *, no_reimport: bool) -> None:
    keys = ["controller", "digest", "channel", "scope"]
    once = list({(row.digest, row.channel): row for row in rows}.values())
    with transaction.atomic():
        if no_reimport:
            Suppression.objects.bulk_create(
                once,
                update_conflicts=True,
                unique_fields=keys,
                update_fields=["no_reimport"],
                batch_size=ROWS_PER_STATEMENT,
            )
        else:
            Suppression.objects.bulk_create(once, ignore_conflicts=True, batch_size=ROWS_PER_STATEMENT)
