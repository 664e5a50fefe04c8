"""The first record of a file: the names of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from imports.report import FileFault

OTHER_DELIMITERS = {",": "komma", ";": "semikolon", "\t": "tab", "|": "lodstreck"}


def check_header(names: Sequence[str], needed: Collection[str], *, delimiter: str) -> None:
    """Refuse a header without the columns needed, with a hint at what is the matter."""
    twice = sorted(name for name, times in Counter(names).items() if times > 1 and name)
    if twice:
        why = _("rubrikraden har kolumnen %(names)s mer än en gång") % {"names": ", ".join(twice)}
        raise FileFault(why, line=1)
    missing = sorted(set(needed) - set(names))
    if not missing:
        return
    if hint := _other_delimiter(names, delimiter):
        raise FileFault(hint, line=1)
    why = _("kolumnen %(missing)s saknas; filen har %(names)s") % {
        "missing": ", ".join(f"{name}{_near(name, names)}" for name in missing),
        "names": ", ".join(name for name in names if name)[:400] or "-",
    }
    raise FileFault(why, line=1)


def _other_delimiter(names: Sequence[str], delimiter: str) -> str:
    whole = delimiter.join(names)
    for sign in OTHER_DELIMITERS:
        if sign != delimiter and len(names) == 1 and sign in whole:
            return _("kolumnerna skiljs åt av %(found)r, men mappningen säger %(said)r") % {
                "found": sign,
                "said": delimiter,
            }
    return ""


def _near(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, n=1, cutoff=0.75)
    return _(" (menas %(near)s?)") % {"near": near[0]} if near else ""
