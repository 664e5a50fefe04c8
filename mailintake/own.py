"""Which addresses are ours: mail from one is no customer's, and no answer goes to one (a loop)."""

from __future__ import annotations

from django.conf import settings

from accounts.models import Controller
from consents.policy import live_file
from mailintake.addresses import BadAddress, address_of


def own_addresses(controller: Controller) -> frozenset[str]:
    """Give a company's own addresses and the installation's, in lower case."""
    named = {settings.DEFAULT_FROM_EMAIL, settings.BOUNCE_MAILBOX, _user(controller)}
    policy = live_file(controller)
    if policy is not None:
        named |= {policy.controller.dpo_mailbox, policy.controller.sender_mailbox}
    return frozenset(name.strip().lower() for name in named if "@" in name)


def _user(controller: Controller) -> str:
    try:
        address = address_of(controller.slug, settings.MAILBOXES)
    except BadAddress:
        return ""
    return address.user if address else ""
