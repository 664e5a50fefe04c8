"""Write what holders have: contracts, invoices, vouchers, profiles, and what was said."""

from __future__ import annotations

from imports.staging.tables import STAGED, Staged
from imports.writing.statements import Faults, Writer

ORGANISATION_NAME = "(select name from subjects_customerorg o where o.id = x.owner)"
SPECIAL = {"voucher": {"counterparty": f"coalesce(x.counterparty, {ORGANISATION_NAME})"}}
"""What is written where the file says nothing: the counterparty is the organisation itself."""

EXTRA = {
    "support_profile": {"verified_at": "x.registered_at", "course_preferences": "''", "device": "''"},
    "voucher": {"document": "''"},
}
"""Columns that no file fills."""


def write_items(writer: Writer, part: str) -> Faults:
    """Write one part: find what is here already, write the rest once, fill what was empty."""
    staged = STAGED[part]
    writer.run(
        f"update import_{part} x set owner = o.target from import_{staged.owner} o "
        "where o.line = x.line and not x.skip"
    )
    writer.run(_find_by_all(part, staged) if staged.key is None else _find_by_key(part, staged, staged.key))
    writer.run(_first_in_file(part, staged))
    writer.insert(part, _insert(part, staged))
    faults = {"differs": writer.lines(_differing(part, staged))} if staged.same or staged.fills else {}
    for column in staged.fills:
        writer.run(
            f"update {staged.table} t set {column} = x.{column} from import_{part} x where t.id = x.target "
            f"and x.there and not x.skip and t.{column} is null and x.{column} is not null"
        )
    return faults


def _find_by_key(part: str, staged: Staged, key: tuple[str, ...]) -> str:
    same = "".join(f" and t.{name} = x.{name}" for name in key)
    return (
        f"update import_{part} x set target = t.id, there = true from {staged.table} t "
        f"where t.{staged.owner_column} = x.owner{same} and not x.skip"
    )


def _find_by_all(part: str, staged: Staged) -> str:
    """Find a row that says all the same; said twice in the file, it is found so often as it is here."""
    columns = list(staged.columns)
    same = " and ".join(f"t.{name} is not distinct from x.{name}" for name in columns)
    return (
        f"with numbered as (select id, row_number() over (partition by owner, {', '.join(columns)} "
        f"order by line, id) as n from import_{part} where not skip), "
        f"here as (select x.id, array_agg(t.id order by t.id) as rows from import_{part} x "
        f"join {staged.table} t on t.{staged.owner_column} = x.owner and {same} "
        "where not x.skip group by x.id) "
        f"update import_{part} x set target = h.rows[n.n], there = true from numbered n, here h "
        "where n.id = x.id and h.id = x.id and n.n <= cardinality(h.rows)"
    )


def _first_in_file(part: str, staged: Staged) -> str:
    """Let lines with one key become the row of the first of them."""
    if staged.key is None:
        return f"update import_{part} set target = id where not skip and not there and owner is not null"
    columns = ("owner", *staged.key)
    key, same = ", ".join(columns), " and ".join(f"f.{name} = x.{name}" for name in columns)
    return (
        f"update import_{part} x set target = f.id from (select distinct on ({key}) * from import_{part} "
        f"where not skip and not there and owner is not null order by {key}, line) f "
        f"where {same} and not x.skip and not x.there"
    )


def _insert(part: str, staged: Staged) -> str:
    special, extra = SPECIAL.get(part, {}), EXTRA.get(part, {})
    columns = {name: special.get(name, f"x.{name}") for name in staged.columns} | extra
    if staged.sourced:
        columns |= {"source_kind": "%(source_kind)s", "source_name": "%(source_name)s"}
    return (
        f"insert into {staged.table} (id, {staged.owner_column}, {', '.join(columns)}) "
        f"select x.id, x.owner, {', '.join(columns.values())} from import_{part} x "
        "where x.target = x.id and not x.there and not x.skip"
    )


def _differing(part: str, staged: Staged) -> str:
    """Find lines that say something else than what is here, or than the first line with the same key."""
    differs = [f"t.{name} is distinct from x.{name}" for name in staged.same]
    differs += [f"t.{name} is not null and t.{name} is distinct from x.{name}" for name in staged.fills]
    return (
        f"select distinct x.line from import_{part} x join {staged.table} t on t.id = x.target "
        f"where not x.skip and (x.there or x.target <> x.id) and ({' or '.join(differs)}) order by 1"
    )
