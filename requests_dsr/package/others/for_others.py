"""Leave out what we only process for a customer: it is theirs to give, and the person is told whom to ask.

A processor has no right to hand it out (Art. 28(3)(a); WL-16, WL-17).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from register.policyfile import PolicyFile
from register.policyfile.words import ProcessingRole
from requests_dsr.package.rows import Rows
from requests_dsr.package.statement import Table, tables


def processed_for_others(policy: PolicyFile | None) -> frozenset[str]:
    """Give the categories of a policy in which a customer decides; none where there is no policy."""
    categories = policy.categories if policy else {}
    return frozenset(key for key, one in categories.items() if one.role is ProcessingRole.PROCESSOR)


def set_aside(rows: Mapping[str, Rows], theirs: Collection[str]) -> set[str]:
    """Take these categories out of a person's rows, and give those of which there was something."""
    found: set[str] = set()
    for table in tables() if theirs else ():
        if there := rows.get(table.name):
            found |= _rows_aside(table, there, theirs) | _columns_aside(table, there, theirs)
    return found


def _rows_aside(table: Table, rows: Rows, theirs: Collection[str]) -> set[str]:
    own = table.path.row_category
    if not own or not any(f'"{category}"'.encode() in rows.plain for category in theirs):
        return set()
    named = {number: row[own] for number, row in enumerate(rows) if row[own] in theirs}
    rows.leave_out(named)
    return set(named.values())


def _columns_aside(table: Table, rows: Rows, theirs: Collection[str]) -> set[str]:
    named = {field.name: field.category for field in table.fields if field.category in theirs}
    if not named:
        return set()
    found = {named[name] for row in rows for name in named if row[name] not in (None, "", [], {})}
    if len(named) == len(table.columns):
        rows.leave_out(range(len(rows)))
    else:
        rows.drop(named)
    return found
