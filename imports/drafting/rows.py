"""From drafted values to rows of the staging tables: defaults, identities, and what a line must have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from imports.staging.tables import STAGED
from subjects.identifiers import normalise
from subjects.models import Debtor, IdentityKind, SubjectKind

Values = dict[str, Any]
Rows = dict[str, list[tuple[Any, ...]]]

DEFAULTS: dict[str, Values] = {
    "organisation": {"org_number": "", "address": "", "country": "", "natural_person": False},
    "person": {"language": "sv", "kind": SubjectKind.CUSTOMER_CONTACT.value},
    "contact": {"title": "", "notes": "", "preferences": ""},
    "invoice": {"currency": "SEK", "debtor": Debtor.BUSINESS.value},
    "voucher": {"reference_name": ""},
    "support_profile": {"organisation_name": "", "work_phone": "", "interests": ""},
    "inquiry": {"kind": "", "converted": False, "message": ""},
    "correspondence": {"title": "", "body": ""},
}
"""What a field holds where the file says nothing."""

MATCHED_BY = {
    "email": IdentityKind.EMAIL,
    "customer_number": IdentityKind.CUSTOMER_NUMBER,
    "phone": IdentityKind.PHONE,
}
"""What a person is recognised by; the first that the line has makes two lines one person."""

HANGS_ON = {
    "contact": ("organisation", "person"),
    "contract": ("organisation",),
    "invoice": ("organisation",),
    "voucher": ("organisation",),
    "support_profile": ("person",),
    "inquiry": ("person",),
    "correspondence": ("contact",),
    "record": ("person",),
}


def staged(line: int, parts: dict[str, list[Values]], faults: list[str]) -> Rows:
    """Give the rows of a line for the staging tables; what is wrong is added to `faults`."""
    if not parts:
        faults.append(_("raden blir ingenting enligt mappningen"))
    for part, needed in HANGS_ON.items():
        for other in needed:
            if part in parts and other not in parts:
                faults.append(_("%(part)s behöver %(other)s på samma rad") % {"part": part, "other": other})
    rows: Rows = {}
    for part, drafts in parts.items():
        for values in drafts:
            if part == "person":
                _add_identities(line, values, rows, faults)
            rows.setdefault(part, []).append(_row(line, part, values))
    return rows


def _add_identities(line: int, person: Values, rows: Rows, faults: list[str]) -> None:
    found = list(_identities(person))
    if not found:
        faults.append(_("personen har varken e-post, kundnummer eller telefonnummer på raden"))
        return
    person["match_kind"], _value, person["match_value"] = found[0]
    rows["identity"] = [(line, *identity) for identity in found]


def _identities(person: Values) -> Iterator[tuple[str, str, str]]:
    for field, kind in MATCHED_BY.items():
        if value := person.get(field):
            yield kind.value, value, normalise(kind, value)


def _row(line: int, part: str, values: Values) -> tuple[Any, ...]:
    filled = {name: value for name, value in values.items() if value is not None}
    defaults = DEFAULTS.get(part, {})
    return (line, *(_plain(filled.get(name, defaults.get(name))) for name in STAGED[part].columns))


def _plain(value: Any) -> Any:
    """Write the named values of a record as JSON, its days as ISO days."""
    return json.dumps(value, default=_iso, ensure_ascii=False) if isinstance(value, dict) else value


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value)} in a record")
