"""Gather the facts of one person or of a hundred thousand, for one use at one controller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Controller
from consents.facts.addresses import classes_of, suppressed_among
from consents.facts.answers import answers_of, objections_of
from consents.facts.grounds import grounds_for
from consents.facts.people import collections_of, restricted_among
from consents.law import MARKETING, Address, SoftOptIn, Use, UseFacts
from law.calendar import stockholm_day


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A use that is asked for: by whom, of which data, when, and what the message is about.

    `category` is the data to be used; without it the purpose's own ground is looked for, and every
    restriction counts. `similar_products`: about our own goods or services like those sold.
    """

    controller: Controller
    use: Use
    at: datetime
    category: str | None = None
    similar_products: bool = False
    relevant_to_role: bool = False

    @property
    def purpose(self) -> str:
        """Give the purpose that is judged: a promotion is marketing, whatever the mail calls itself."""
        is_promotion = self.use.contains_promotion or self.use.message_class == MARKETING
        return MARKETING if is_promotion else self.use.purpose


def facts_of(asked: Asked, addresses: Mapping[int, str]) -> dict[int, UseFacts]:
    """Give what the gate must know of each person; `addresses` has the one to be used, or an empty text."""
    ids = list(addresses)
    on = stockholm_day(asked.at)
    channel = asked.use.channel
    grounds = grounds_for(asked, on)
    classes = classes_of(asked.controller, addresses, on)
    closed = suppressed_among(asked.controller, addresses, channel)
    answers = answers_of(asked, ids)
    objections = objections_of(ids, channel)
    collected = collections_of(ids, channel)
    restricted = restricted_among(ids, on=on, category=asked.category)
    return {
        pk: UseFacts(
            basis=grounds.basis_of(classes[pk]),
            lia_valid=grounds.lia_valid,
            suppressed=pk in closed,
            objections=objections.get(pk, frozenset()),
            restricted=pk in restricted,
            consents=answers.get(pk, ()),
            address=classes[pk],
            soft_opt_in=_soft_opt_in(collected.get(pk), asked),
            b2b_li=grounds.b2b_li,
            relevant_to_role=asked.relevant_to_role,
        )
        for pk in ids
    }


def _soft_opt_in(collected: tuple[bool, bool] | None, asked: Asked) -> SoftOptIn | None:
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
