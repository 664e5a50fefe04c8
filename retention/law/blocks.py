"""What stops an erasure for a time: holds, restrictions, open requests (domain.md 3.3; Art. 17(3)(e), 18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from law.reasons import Code
from retention.law.facts import Block, Facts, RequestType

Blocks = tuple[tuple[Block, Code], ...]

BLOCKING = frozenset(RequestType) - {RequestType.ERASURE}
"""Open requests that keep the data until they are answered; one for erasure never does."""

RESIDUAL = frozenset(
    {"consent_evidence", "dsr_ledger", "disclosure_log", "suppression_entry", "account", "identity"}
)
"""What is left when the person is gone, or goes with the holder: never counted in the overall decision."""

BEYOND_ALL = RESIDUAL | {"web_visit_stats", "stats_extract", "dsr_file"}
"""What a block on `all` does not reach; one that names it does."""


def blocks_of(category: str, facts: Facts) -> Blocks:
    """Give the blocks that reach a category, each with its code."""
    if not (facts.holds or facts.restrictions or facts.dsrs or facts.open_requests):
        return ()
    return tuple((block, code) for block, code in _all(facts) if reaches(block, category))


def reaches(block: Block, category: str) -> bool:
    """Tell whether a block covers a category: by name, or as one of `all`."""
    if block.scope is None:
        return category not in BEYOND_ALL
    return category in block.scope


def covers(block: Block, day: date) -> bool:
    """Tell whether a block stands on a day: from its first day until the day before its release."""
    return block.from_on <= day and (block.until_on is None or day < block.until_on)


def standing_codes(blocks: Blocks, as_of: date) -> set[str]:
    """Give the code of every block that stands today."""
    return {code for block, code in blocks if covers(block, as_of)}


def first_free_day(day: date, blocks: Blocks) -> date | None:
    """Walk forward through every block that covers the day; None where one has no end (fine point 1)."""
    while covering := [block for block, _ in blocks if covers(block, day)]:
        ends = [block.until_on for block in covering if block.until_on is not None]
        if len(ends) < len(covering):
            return None
        day = max(ends)
    return day


def _all(facts: Facts) -> Iterable[tuple[Block, Code]]:
    yield from ((block, Code.LEGAL_HOLD) for block in facts.holds)
    yield from ((block, Code.RESTRICTION_ART18) for block in facts.restrictions)
    yield from ((block, Code.OPEN_DSR) for block in facts.open_requests)
    for request in facts.dsrs:
        if request.type in BLOCKING:
            yield Block(request.received_on, request.closed_on), Code.OPEN_DSR
