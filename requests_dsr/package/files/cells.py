"""How a value is shown to people: escaped, nothing active, and nothing hidden by signs nobody sees.

JSON is the lossless form. In the pages, signs that turn or hide text are written out by their
number; in CSV, what a spreadsheet would take for a formula gets an apostrophe before it, also within
a text: a spreadsheet in Swedish takes `;` for the end of a cell, and some take a tab or a line's end.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from register.wording.when import instant_in_words

FORMULA_SIGNS = "=+-@＝＋－＠"
FORMULA = FORMULA_SIGNS + "\t\r\n"
ENDS = ";\t\r\n\v\f\x85\u2028\u2029"
NEW_CELL = re.compile(rf"(?<=[{ENDS}])(?![{ENDS}])(?=\W{{0,8}}?[{re.escape(FORMULA_SIGNS)}])")
"""Where a cell would begin, and a formula in it: blanks, quotes and signs nobody sees may stand between."""
LINE_SIGNS = frozenset("\n\t")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def visible(text: str) -> str:
    """Write out every sign that turns, hides or controls text: U+202E and its like (Trojan Source).

    The two signs of a line end (CR LF) are one line end.
    """
    if text.isprintable():
        return text
    in_lines = text.replace("\r\n", "\n")
    return "".join(sign if _harmless(sign) else f"⟨U+{ord(sign):04X}⟩" for sign in in_lines)


def csv_value(value: Any) -> str:
    """Write a value for a spreadsheet, so that it is never taken for a formula (RFC 4180; OWASP V1.2.10)."""
    if value is None or value == "":
        return ""
    if isinstance(value, list | dict | bool):
        value = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return str(value)
    within = NEW_CELL.sub("'", value)
    return f"'{within}" if _first_seen(value) in FORMULA or value[:1] in FORMULA else within


def _first_seen(text: str) -> str:
    """Give the first sign that is neither blank nor invisible; a space where there is none."""
    return next((sign for sign in text if not sign.isspace() and _harmless(sign)), " ")


def _harmless(sign: str) -> bool:
    return sign in LINE_SIGNS or unicodedata.category(sign) not in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn")


def instant_of(text: str) -> str:
    """Write an instant as Stockholm's calendar and clock show it; what is none is left as it is."""
    try:
        at: datetime | None = parse_datetime(text)
    except ValueError:
        return text
    if at is None or at.tzinfo is None:
        return text
    return instant_in_words(at)
