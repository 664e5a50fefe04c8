"""What blocks a holder, as the law reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from retention.law.facts import Block
from retention.units.together import Part, Row, day, grouped, read_together


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


def block_part(column: str, whose: str) -> Part:
    """Give the blocks of holders, by `subject_id` or `org_id`; `whose` says which."""
    return Part(
        f"b.{column}, b.kind, b.from_on, b.until_on, b.scope",
        f"from subjects_processingblock b where b.{column} {whose}",
        order="b.id",
    )


def blocks_in(rows: Iterable[Row]) -> Mapping[int, Blocks]:
    """Take the blocks out of what was read, by holder."""
    return {holder: _blocks(found) for holder, found in grouped(rows).items()}


def load_blocks(column: str, ids: Iterable[int]) -> Mapping[int, Blocks]:
    """Read the blocks of many holders, by `subject_id` or `org_id`, in one statement."""
    wanted = list(ids)
    if not wanted:
        return {}
    return blocks_in(read_together({"blocks": block_part(column, "= any(%(ids)s)")}, ids=wanted)["blocks"])


def _blocks(rows: list[Row]) -> Blocks:
    found: dict[str, list[Block]] = {name: [] for name in FIELD.values()}
    for kind, from_on, until_on, scope in rows:
        block = Block(date.fromisoformat(from_on), day(until_on), frozenset(scope) if scope else None)
        found[FIELD[kind]].append(block)
    return Blocks(**{name: tuple(blocks) for name, blocks in found.items()})
