"""Put everything together for one controller, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import Controller, Role, User
from imports.demo.cast import SOURCE_NAME, Cast
from imports.demo.customers import customer_stories
from imports.demo.dialogue import dialogue_stories
from imports.demo.money import broken_years, money_stories
from imports.demo.names import STAR_NAMES, address
from imports.demo.staff import create_staff, staff_address
from imports.demo.support import support_stories
from imports.demo.traces import trace_stories
from ledger.actor import Actor
from register.selectors import live_policy
from subjects import models as m
from subjects.services.blocks import place_block

OWN_FROM = {"winlas": 0}
BROKEN_YEARS = frozenset({"winston"})
OTHERS_FROM = 500
"""From which number a controller's own people are taken, so that few are customers of both."""


@dataclass(frozen=True, slots=True)
class Populated:
    """Who can log in at a controller, and how many people there are."""

    controller: Controller
    people: int
    new: bool
    staff: tuple[str, ...]
    customers: tuple[str, ...]


@transaction.atomic
def populate(*, controller: Controller, today: date) -> Populated:
    """Make staff and people of a controller; where they were made before, nothing changes.

    Raises register.selectors.NoLivePolicy: what is kept of people follows the company's policy.
    """
    staff = create_staff(controller)
    known = m.SourceRecord.objects.filter(subject__controller=controller, name=SOURCE_NAME).exists()
    if not known:
        _make_people(controller, today, staff)
    return Populated(
        controller=controller,
        people=m.DataSubject.objects.for_controller(controller).count(),
        new=not known,
        staff=tuple(staff_address(role, controller) for role in Role),
        customers=tuple(address(first, last, n) for n, (first, last) in enumerate(STAR_NAMES)),
    )


def _make_people(controller: Controller, today: date, staff: dict[Role, User]) -> None:
    content = live_policy(controller).content
    categories = frozenset({*content["retention"], *_processed(content)})
    own_from = OWN_FROM.get(controller.slug, OTHERS_FROM)
    cast = Cast(controller, today, categories=categories, own_from=own_from)
    support_stories(cast)
    customer_stories(cast)
    money_stories(cast)
    dialogue_stories(cast)
    trace_stories(cast, staff[Role.HANDLER])
    if controller.slug in BROKEN_YEARS:
        broken_years(cast)
    cast.write()
    _block_some(cast, staff[Role.DPO])


def _processed(content: dict[str, dict[str, dict[str, str]]]) -> set[str]:
    return {key for key, category in content["categories"].items() if category["role"] == "processor"}


def _block_some(cast: Cast, dpo: User) -> None:
    """Hold a person and an organisation that would go today, and restrict somebody shown by name."""
    by, at = Actor(role="dpo", ref=f"user:{dpo.pk}"), cast.at(cast.today, 9)
    ended = [c.org for c in cast.rows[m.Contract] if c.end_on and c.end_on < cast.ago(months=25)]
    going = [contact for contact in cast.rows[m.Contact] if contact.org in ended]
    hold, restriction = m.BlockKind.LEGAL_HOLD, m.BlockKind.RESTRICTION_ART18
    for holder, kind, ground in (
        (going[0].subject, hold, "Art. 17.3 e: tvist om leverans"),
        (going[2].org, hold, "Art. 17.3 e: tvist om betalning"),
        (
            cast.rows[m.DataSubject][2],
            restriction,
            "Art. 18.1 a: riktigheten bestrids",
        ),
    ):
        place_block(
            holder=holder,
            kind=kind,
            ground=ground,
            from_on=cast.ago(days=20),
            review_on=cast.ago(months=-5),
            by=by,
            at=at,
        )
