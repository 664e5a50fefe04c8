"""Read one cell as what its field holds; whatever cannot be read is refused, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from imports.mapping.kinds import Kind, Reads
from imports.mapping.schema import FileForm
from imports.mapping.values import date_pattern
from law.calendar import STOCKHOLM

FIRST_YEAR, LAST_YEAR = 1900, 2200
CENT = Decimal("0.01")
MOST_DIGITS = 12
FORMULA = re.compile(r"[=@]|[+\-](?=[A-Za-z]\w*[(|!])")
"""What a spreadsheet would run instead of show."""


class BadCell(ValueError):
    """A cell that is not what its field holds. The text quotes nothing that could name a person."""


Read = Callable[[str], Any]


def reader(reads: Reads, form: FileForm, *, dates: str | None = None) -> Read:
    """Give the function that reads a cell of this kind; cells come stripped and not empty."""
    match reads.kind:
        case Kind.TEXT:
            return lambda cell: read_text(cell, reads.longest)
        case Kind.LONG_TEXT:
            return lambda cell: read_text(cell, reads.longest, lines=True)
        case Kind.EMAIL:
            return lambda cell: read_email(cell, reads.longest)
        case Kind.PHONE:
            return lambda cell: read_phone(cell, reads.longest)
        case Kind.DAY:
            return lambda cell: read_instant(cell, dates or form.dates).date()
        case Kind.INSTANT:
            return lambda cell: read_instant(cell, dates or form.dates)
        case Kind.MONEY:
            return lambda cell: read_money(cell, form, above_zero=reads.above_zero)
        case Kind.FLAG:
            return lambda cell: read_word(cell.casefold(), reads) == "true"
        case Kind.WORD:
            return lambda cell: read_word(cell, reads)


def read_text(cell: str, longest: int, *, lines: bool = False) -> str:
    """Read a text: composed letters, no control signs, no formula, not too long."""
    text = unicodedata.normalize("NFC", cell)
    allowed = "\n\r\t" if lines else ""
    if any(unicodedata.category(sign) == "Cc" and sign not in allowed for sign in text):
        raise BadCell(_("innehåller styrtecken"))
    if FORMULA.match(text):
        raise BadCell(_("ser ut som en kalkylbladsformel"))
    if len(text) > longest:
        raise BadCell(
            _("är %(n)s tecken långt; högst %(most)s får plats") % {"n": len(text), "most": longest}
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_email(cell: str, longest: int) -> str:
    """Read an e-mail address."""
    text = read_text(cell, longest)
    try:
        validate_email(text)
    except ValidationError:
        raise BadCell(_("är ingen e-postadress")) from None
    return text


def read_phone(cell: str, longest: int) -> str:
    """Read a telephone number: at least five digits, and nothing that no number has."""
    text = unicodedata.normalize("NFKC", cell)
    if (
        len(text) > longest
        or not re.fullmatch(r"[+(\d][\d\s()./\-]*", text)
        or len(re.findall(r"\d", text)) < 5
    ):
        raise BadCell(_("är inget telefonnummer"))
    return text


def read_word(cell: str, reads: Reads) -> str:
    """Read a word of a closed list."""
    if cell not in reads.words:
        known = ", ".join(sorted(reads.words))
        raise BadCell(_("är inte något av: %(words)s (ange `words` i mappningen)") % {"words": known})
    return reads.words[cell]


def read_instant(cell: str, form: str) -> datetime:
    """Read a day, or a day and a time of Stockholm; a day alone is its noon."""
    match = _pattern(form).fullmatch(cell)
    if match is None or not cell.isascii():
        raise BadCell(_("%(cell)r är inget datum av formen %(form)s") % {"cell": cell[:20], "form": form})
    part = {name: int(text) for name, text in match.groupdict().items()}
    try:
        day = date(part["year"], part["month"], part["day"])
        at = time(part["hour"], part.get("minute", 0), part.get("second", 0)) if "hour" in part else time(12)
    except ValueError:
        raise BadCell(_("%(cell)r finns inte i kalendern") % {"cell": cell[:20]}) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        years = {"year": day.year, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise BadCell(_("året %(year)s ligger utanför %(first)s-%(last)s") % years)
    return datetime.combine(day, at, STOCKHOLM)


def read_money(cell: str, form: FileForm, *, above_zero: bool = False) -> Decimal:
    """Read an amount, rounded to two decimals (half up): exports carry noise such as 9.80000019."""
    return rounded(read_money_exactly(cell, form), above_zero=above_zero)


def rounded(amount: Decimal, *, above_zero: bool = False) -> Decimal:
    """Round an amount to two decimals; one of 0 or less is refused where it has to be above."""
    amount = amount.quantize(CENT, ROUND_HALF_UP)
    if above_zero and amount <= 0:
        raise BadCell(_("måste vara större än noll"))
    return amount


def read_money_exactly(cell: str, form: FileForm) -> Decimal:
    """Read a number with the file's decimal and thousands signs, exactly as it stands."""
    plain = cell.strip().replace("−", "-")
    for sign in (form.thousands, "\u00a0" if form.thousands == " " else ""):
        plain = plain.replace(sign, "") if sign else plain
    if not _number(form.decimal).fullmatch(plain):
        raise BadCell(_("%(cell)r är inget belopp") % {"cell": cell.strip()[:20]})
    return Decimal(plain.replace(form.decimal, "."))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(date_pattern(form))


@cache
def _number(decimal: str) -> re.Pattern[str]:
    return re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}({re.escape(decimal)}[0-9]{{1,20}})?")
