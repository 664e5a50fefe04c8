"""Gather the facts of one person or of a hundred thousand, for one use at one controller."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from consents.facts.addresses import kind_of, suppressed_among
from consents.facts.asked import Asked
from consents.facts.grounds import Grounds, grounds_for
from consents.facts.reading import Known, known_of
from consents.law import (
    Address,
    ConsentState,
    SoftOptIn,
    UseFacts,
    status_at,
)
from law.calendar import stockholm_day


def facts_of(asked: Asked, addresses: Mapping[int, str]) -> dict[int, UseFacts]:
    """Give what the gate must know of each person; `addresses` has the one to be used, or an empty text."""
    return _facts(asked, addresses, look_up=False)


def facts_of_people(asked: Asked, subject_ids: Collection[int]) -> dict[int, UseFacts]:
    """Give it of people at the address each is reached at."""
    return _facts(asked, dict.fromkeys(subject_ids, ""), look_up=True)


def _facts(asked: Asked, addresses: Mapping[int, str], *, look_up: bool) -> dict[int, UseFacts]:
    on = stockholm_day(asked.at)
    rows = list(
        known_of(
            addresses,
            controller_id=asked.controller.pk,
            purpose=asked.purpose,
            channel=asked.use.channel,
            category=asked.category,
            on=on,
            look_up=look_up,
        )
    )
    if not rows:
        return {}
    first = rows[0]
    grounds = grounds_for(asked, first.policy_version_id, on, was_weighed=first.was_weighed)
    closed = suppressed_among(
        asked.controller, {row.subject_id: row.address for row in rows}, asked.use.channel
    )
    return {row.subject_id: _of_one(asked, row, grounds, suppressed=row.subject_id in closed) for row in rows}


def _of_one(asked: Asked, row: Known, grounds: Grounds, *, suppressed: bool) -> UseFacts:
    whose = kind_of(row.address, row.works_at)
    return UseFacts(
        basis=grounds.basis_of(whose),
        lia_valid=grounds.lia_valid,
        suppressed=suppressed,
        objections=frozenset(row.objections),
        restricted=row.restricted,
        consents=_consents(asked, row.answer, grounds.asks),
        address=whose,
        soft_opt_in=_soft_opt_in(row.collected, asked),
        b2b_li=grounds.b2b_li,
        relevant_to_role=asked.relevant_to_role,
    )


def _consents(asked: Asked, answer: list[str | None] | None, asks: str) -> tuple[ConsentState, ...]:
    """Give the standing answer as it counts now: a yes to other words is stale, an old one expired."""
    if answer is None:
        return ()
    status, digest, ends = answer
    expires_at = None if ends is None else datetime.fromtimestamp(float(ends), UTC)
    counts_as = status_at(str(status), expires_at, holds=digest == asks, at=asked.at)
    return (ConsentState(purpose=asked.purpose, channel=asked.use.channel, status=counts_as),)


def _soft_opt_in(collected: list[bool] | None, asked: Asked) -> SoftOptIn | None:
    if collected is None:
        return None
    sale, opt_out = collected
    return SoftOptIn(sale=sale, similar_products=asked.similar_products, opt_out_at_collection=opt_out)


NOBODY = UseFacts(
    basis=None,
    lia_valid=False,
    suppressed=False,
    objections=frozenset(),
    restricted=False,
    consents=(),
    address=Address.PRIVATE,
    soft_opt_in=None,
    b2b_li=False,
    relevant_to_role=False,
)
"""What is known of an address that is nobody's here: nothing that would allow marketing."""
