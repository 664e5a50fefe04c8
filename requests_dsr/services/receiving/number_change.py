"""A changed telephone number: the person is told by mail, since we may ring a number to know who asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from consents import outgoing
from consents.law import MessageClass
from consents.policy import live_file
from subjects.models import DataSubject

NUMBERS = frozenset({"phone", "work_phone"})
"""The fields (`answers.fields.FIELDS`) that are a number somebody may be called back on."""


def tell_of_a_new_number(person: DataSubject, *, to: Collection[str], at: datetime) -> None:
    """Mail the addresses a person had before the change and still has: whoever did not ask can say so.

    Nothing is held back meanwhile, as after a changed address: no code and no file goes to a telephone.
    """
    policy = live_file(person.controller)
    for address in sorted(to):
        outgoing.send(
            controller=person.controller,
            subject=person,
            to=address,
            event="phone_changed",
            context={"mailbox": policy.controller.dpo_mailbox if policy else ""},
            language=person.language,
            message_class=MessageClass.LEGAL,
            at=at,
        )
