"""Customer data and traffic data are laid side by side only while both may be used (WL-48)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Controller
from consents.facts import Asked
from consents.gate import may_use_all
from consents.law import Channel, MessageClass, Use, UseDecision
from consents.policy import live_file
from register.categories import Category
from subjects.models import CustomerData, Record

TRAFFIC = "traffic_data"


@dataclass(frozen=True, kw_only=True)
class Joined:
    """One person's customer data and traffic data, side by side."""

    subject_id: int
    customer: list[CustomerData]
    traffic: list[Record]


def customer_and_traffic(
    *, controller: Controller, subject_ids: Collection[int], purpose: str, at: datetime
) -> list[Joined]:
    """Join the two for a purpose, for those alone for whom both uses are allowed at this instant.

    The gate is asked about each kind of data by itself; a yes taken back, an objection, a restriction
    or a lapsed weighing on either side leaves the person out. A constant number of queries.
    """
    allowed = both_hold(
        _decisions(controller, subject_ids, purpose, Category.CUSTOMER_DATA, at),
        _decisions(controller, subject_ids, purpose, TRAFFIC, at),
    )
    customer: dict[int, list[CustomerData]] = defaultdict(list)
    for row in CustomerData.objects.filter(contact__subject_id__in=allowed).select_related("contact"):
        customer[row.contact.subject_id].append(row)
    traffic: dict[int, list[Record]] = defaultdict(list)
    for record in Record.objects.filter(subject_id__in=allowed, category=TRAFFIC):
        traffic[record.subject_id].append(record)
    both = sorted(customer.keys() & traffic.keys())
    return [Joined(subject_id=pk, customer=customer[pk], traffic=traffic[pk]) for pk in both]


def both_hold(one: Mapping[int, UseDecision], other: Mapping[int, UseDecision]) -> frozenset[int]:
    """Give those whom both decisions allow; whoever was asked about only once is left out."""
    return frozenset(pk for pk in one.keys() & other.keys() if one[pk].allowed and other[pk].allowed)


def _decisions(
    controller: Controller, subject_ids: Collection[int], purpose: str, category: str, at: datetime
) -> Mapping[int, UseDecision]:
    use = Use(
        purpose=purpose,
        channel=_channel(controller, purpose, category),
        message_class=MessageClass.NONE,
        opt_out_offered=True,
        sender_address_valid=True,
        contains_promotion=False,
    )
    return may_use_all(subject_ids, Asked(controller=controller, use=use, at=at, category=category))


def _channel(controller: Controller, purpose: str, category: str) -> Channel:
    """Give the channel the policy asks for this consent on; a cookie's yes is of a browser, not a person."""
    policy = live_file(controller)
    part = policy.purposes.get(purpose) if policy else None
    basis = part.bases.get(category) if part else None
    if policy is None or basis is None or basis.consent_text is None:
        return Channel.INTERNAL
    asked_on = policy.consent_texts[basis.consent_text].channel.value
    return Channel(asked_on) if asked_on in set(Channel) else Channel.INTERNAL
