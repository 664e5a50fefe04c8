"""What blocks a holder, as the law reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from retention.law.facts import Block
from retention.units.rows import grouped


@dataclass(frozen=True, slots=True)
class Blocks:
    """Holds, restrictions and open requests of a holder."""

    holds: tuple[Block, ...] = ()
    restrictions: tuple[Block, ...] = ()
    open_requests: tuple[Block, ...] = ()

    def __add__(self, other: Blocks) -> Blocks:
        """Give what blocks either of two holders."""
        return Blocks(
            self.holds + other.holds,
            self.restrictions + other.restrictions,
            self.open_requests + other.open_requests,
        )

    def as_facts(self) -> dict[str, Any]:
        """Give the keyword arguments of `Facts`."""
        return {
            "holds": self.holds,
            "restrictions": self.restrictions,
            "open_requests": self.open_requests,
        }


NO_BLOCKS = Blocks()
FIELD = {"legal_hold": "holds", "restriction_art18": "restrictions", "open_request": "open_requests"}


def load_blocks(column: str, ids: Iterable[int]) -> Mapping[int, Blocks]:
    """Read the blocks of many holders, by `subject_id` or `org_id`, in one query."""
    rows = grouped(
        f"select {column}, kind, from_on, until_on, scope from subjects_processingblock "
        f"where {column} = any(%(ids)s)",
        ids,
    )
    return {holder: _blocks(found) for holder, found in rows.items()}


def _blocks(rows: list[tuple[Any, ...]]) -> Blocks:
    found: dict[str, list[Block]] = {name: [] for name in FIELD.values()}
    for kind, from_on, until_on, scope in rows:
        found[FIELD[kind]].append(Block(from_on, until_on, frozenset(scope) if scope else None))
    return Blocks(**{name: tuple(blocks) for name, blocks in found.items()})
