"""A campaign with a key reaches nobody twice, whoever sends it again and whenever."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from accounts.models import Controller
from consents.models import MessageStatus, OutgoingMessage

REFUSED_BY_RELAY = "SMTP_"


def lock_campaign(controller: Controller, key: str) -> None:
    """Let one worker at a time note who gets a campaign, until its transaction ends."""
    with connection.cursor() as cursor:
        name = f"campaign|{controller.slug}|{key}"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def who_had_it(controller: Controller, key: str, subject_ids: Collection[int]) -> frozenset[int]:
    """Give those who had a campaign, or may have had it: on its way, sent, returned, or lost on the way.

    Not those whom the gate refused, nor those whom the relay refused by its own word: they got nothing.
    """
    rows = OutgoingMessage.objects.for_controller(controller).filter(campaign=key, subject_id__in=subject_ids)
    found = rows.exclude(status=MessageStatus.REFUSED).values_list("subject_id", "status", "reasons")
    return frozenset(
        subject for subject, status, reasons in found if subject and not _got_nothing(status, reasons)
    )


def _got_nothing(status: str, reasons: list[str]) -> bool:
    told = any(reason.startswith(REFUSED_BY_RELAY) for reason in reasons)
    return status == MessageStatus.FAILED and told
