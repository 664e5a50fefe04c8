"""Whose address it is, as the Marketing Act distinguishes them, and whether it is closed to marketing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts.models import Controller
from consents.keyed import Address as Written
from consents.law import Address, Channel
from consents.selectors import is_suppressed
from law.identifiers import normalise_email
from subjects.models import IdentityKind

FUNCTIONS = frozenset(
    """
    admin bokning contact ekonomi faktura finance info inkop inköp invoice kansli kontakt kontor kundservice
    kundtjanst kundtjänst lager marknad office order post purchase reception registrator sales salj sälj
    service support växel
    """.split()  # noqa: SIM905 - a list of forty lines reads worse
)
"""What stands before the @ of a mailbox that is a function and no person (domain.md 4.9, row 3)."""
KIND = {
    Channel.EMAIL: IdentityKind.EMAIL,
    Channel.SMS: IdentityKind.PHONE,
    Channel.PHONE: IdentityKind.PHONE,
}


def kind_of(address: str, works_at: Sequence[bool]) -> Address:
    """Say what an address is: a function's, at work, a sole trader's or private.

    `works_at` says of each customer the person speaks for whether it is a sole trader. A contact of
    both a sole trader and a company counts as the sole trader: the stricter of the two.
    """
    if True in works_at:
        return Address.SOLE_TRADER
    return _at_a_company(address) if works_at else Address.PRIVATE


def suppressed_among(controller: Controller, addresses: Mapping[int, str], channel: Channel) -> set[int]:
    """Give the persons whose address is closed to marketing on this channel."""
    kind = KIND.get(channel)
    if kind is None:
        return set()
    written = {pk: Written(kind, address) for pk, address in addresses.items() if address}
    closed = is_suppressed(controller, written.values(), channel=channel)
    return {pk for pk, address in written.items() if address in closed}


def _at_a_company(address: str) -> Address:
    return Address.ROLE if normalise_email(address).partition("@")[0] in FUNCTIONS else Address.WORK
