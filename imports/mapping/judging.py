"""What only the whole of a mapping can tell: parts that need each other, joins that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from imports.mapping.parts import Part
from imports.mapping.schema import Mapping
from imports.mapping.values import Condition, Value
from register.policyfile.faults import Fault
from register.policyfile.messages import nearest
from register.policyfile.reading import Path, Tree, dotted

NEEDS = {
    "contact": ("organisation", "person"),
    "contract": ("organisation",),
    "invoice": ("organisation",),
    "vouchers": ("organisation",),
    "correspondence": ("contact",),
    "support_profile": ("person",),
    "inquiry": ("person",),
    "records": ("person",),
}
"""What a part hangs on, in the same row."""
RECOGNISED_BY = ("customer_number", "email", "phone")


def judge(mapping: Mapping, tree: Tree) -> Iterator[Fault]:
    """Give every fault of the whole, with its place."""
    row = mapping.row
    for part, needed in NEEDS.items():
        for other in needed:
            if getattr(row, part) and not getattr(row, other):
                yield _fault(tree, ("row", part), f"needs {other} in the same row; add it")
    if row.person and not any(getattr(row.person, name) for name in RECOGNISED_BY):
        yield _fault(tree, ("row", "person"), f"needs one of {', '.join(RECOGNISED_BY)} to be found by")
    if not (row.organisation or row.person):
        yield _fault(tree, ("row",), "a row becomes at least an organisation or a person")
    for path, value in values_of(mapping.row, ("row",)):
        for join in value.joins - set(mapping.joins):
            yield _fault(tree, path, f"there is no join {join!r}{nearest(join, mapping.joins)}")


def values_of(thing: Any, path: Path) -> Iterator[tuple[Path, Value]]:
    """Give every value of a part with its path, the values of the parts within it too."""
    if isinstance(thing, Value):
        yield path, thing
    elif isinstance(thing, BaseModel) and not isinstance(thing, Condition):
        for name in type(thing).model_fields:
            yield from values_of(getattr(thing, name), (*path, name))
    elif isinstance(thing, tuple):
        for index, item in enumerate(thing):
            yield from values_of(item, (*path, index))
    elif isinstance(thing, dict):
        for name, item in thing.items():
            yield from values_of(item, (*path, name))


def columns_of(thing: Any) -> set[str]:
    """Name every column that a mapping's row reads, in values and in conditions."""
    named: set[str] = set()
    for _path, value in values_of(thing, ()):
        named |= value.columns
    for part in _parts_of(thing):
        for condition in (part.when, part.unless):
            named |= condition.columns if condition else set()
    return named


def _parts_of(thing: Any) -> Iterator[Part]:
    if isinstance(thing, Part):
        yield thing
    if isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from _parts_of(getattr(thing, name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _parts_of(item)


def _fault(tree: Tree, path: Path, why: str) -> Fault:
    return Fault(tree.place(path), dotted(path), why)
