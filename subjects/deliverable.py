"""Which e-mail addresses we take: those of the open network, by one rule at every door."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy

LONGEST_ADDRESS = 254
BAD_ADDRESS = gettext_lazy("Skriv adressen som namn@example.se")


def is_deliverable(address: str) -> bool:
    """Tell an address of the open network from one that is none, or leads into our own.

    Not taken: quoted names and comments, bare hosts and IP addresses (`x@localhost`, `x@[127.0.0.1]`).
    """
    try:
        validate_email(address)
    except ValidationError:
        return False
    local, _at, domain = address.rpartition("@")
    plain = len(address) <= LONGEST_ADDRESS and not set(address) & set("\"'<>()[],;:\\ \t")
    return plain and len(local) <= 64 and "." in domain


def deliverable(address: str) -> None:
    """Refuse an address that is none of the open network. Raises ValidationError."""
    if not is_deliverable(address):
        raise ValidationError(BAD_ADDRESS)
