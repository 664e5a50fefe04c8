"""Which signs a typed text may hold: what cannot be read, or turns what is read, is sent back.

Nothing is taken away in silence: the person gets their form back, filled, with the sign named. In a
person's own words hidden signs stay, for people paste them unknowingly and some languages need them;
whoever shows the words writes such signs out (`|seen`).
"""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

JOINERS = frozenset("\u200c\u200d\u200e\u200f\ufe0e\ufe0f")
"""Signs nobody sees that belong in names: Persian and Indic joiners, direction marks, emoji."""
UNREADABLE = "\ufffd"
"""What stands where bytes were no UTF-8."""
CONTROLS = frozenset({"Cc", "Cs"})
HIDDEN = CONTROLS | {"Cf", "Zl", "Zp"}


def bad_in_words(text: str) -> list[str]:
    """Give the signs that words of many lines may not hold, each once: controls, and what was no text."""
    return _found(text, CONTROLS, frozenset("\n\t"))


def bad_in_lines(text: str) -> list[str]:
    """Give the signs that a text of ours in several lines, such as a ground, may not hold."""
    return _found(text, HIDDEN, JOINERS | frozenset("\r\n\t"))


def bad_in_a_line(text: str) -> list[str]:
    """Give the signs that a line, such as a name, may not hold: breaks, and whatever hides or turns it."""
    return _found(text, HIDDEN, JOINERS)


def one_line(text: str) -> None:
    """Hold a line, such as a name or a reason, to signs that are seen. Raises ValidationError."""
    refuse(bad_in_a_line(text))


def some_lines(text: str) -> None:
    """Hold a text in several lines to signs that are seen. Raises ValidationError."""
    refuse(bad_in_lines(text))


def refuse(found: list[str]) -> None:
    """Say which signs cannot stay. Raises ValidationError where there is one."""
    if UNREADABLE in found:
        raise ValidationError(_("Några tecken gick inte att läsa och står nu som �. Skriv dem på nytt."))
    if found:
        signs = ", ".join(spelled(sign) for sign in found[:5])
        raise ValidationError(
            _("Texten innehåller tecken som inte syns: %(signs)s. Ta bort dem, eller skriv om texten.")
            % {"signs": signs}
        )


def even_lines(text: str) -> str:
    """Write every line end as one sign, where a browser sends two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def spelled(sign: str) -> str:
    """Write a sign by its number: `U+202E`."""
    return f"U+{ord(sign):04X}"


def _found(text: str, categories: frozenset[str], allowed: frozenset[str]) -> list[str]:
    if text.isprintable() and UNREADABLE not in text:
        return []
    return [
        sign
        for sign in dict.fromkeys(text)
        if sign == UNREADABLE or (unicodedata.category(sign) in categories and sign not in allowed)
    ]
