"""What somebody sees who may know that a value is there, but not what it is (WN-47, Art. 18)."""

from __future__ import annotations

from django.utils.translation import gettext as _

DOT = "•"


def masked_name(name: str) -> str:
    """Keep the first letter of each part of a name: Sara Nyström is S••• N•••."""
    return " ".join(part[0] + DOT * 3 for part in name.split()) or DOT * 3


def masked_value(value: str) -> str:
    """Keep the first character of an address or a number, and where an address leads: s•••@example.se."""
    local, at, domain = value.strip().partition("@")
    return f"{local[:1]}{DOT * 3}{at}{domain}" if local else DOT * 3


def masked_org(name: str, *, natural_person: bool) -> str:
    """Give an organisation's name; a sole trader's is a person's."""
    return _("Enskild näringsidkare") if natural_person else name
