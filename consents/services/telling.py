"""Tell a recipient that the consent it was given data on has ended (WN-46)."""

from __future__ import annotations

from consents.models import ConsentRecord
from consents.policy import file_of
from outbox.services import put
from subjects.models import Disclosure

CONSENTED = "consented"
"""The context of a disclosure that rests on consent."""


def tell_recipients(record: ConsentRecord) -> int:
    """Put in the outbox that a consent has ended, for each recipient it named that was given something.

    Part of the deed that ends it; gives how many are told. The event names the consent and the
    recipient, and nobody.
    """
    given = Disclosure.objects.filter(subject=record.subject, context=CONSENTED)
    told = 0
    for key in record.text.recipients:
        part = file_of(record.text.policy_version_id).recipients.get(key)
        if part is not None and given.filter(recipient=part.title.sv).exists():
            payload: dict[str, int | str] = {"consent": str(record.ref), "recipient": key}
            put(controller=record.controller.slug, kind="disclosure.consent_ended", payload=payload)
            told += 1
    return told
