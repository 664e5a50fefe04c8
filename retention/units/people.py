"""Load persons: their own facts, and those of every organisation they speak for.

Versions are read strictly before the facts they vouch for (purge.md, rule 8): the person's, then
the membership that version covers, then the organisations', then everything else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from law.calendar import stockholm_day
from law.shapes import UnpaidScope
from retention.law.facts import (
    Activity,
    ActivityKind,
    Contract,
    Correspondence,
    Facts,
    Inquiry,
    Marketing,
    MarketingBasis,
    PhoneMessage,
    Record,
    Reminder,
    ReminderStatus,
    Request,
    SupportProfile,
    SupportTickets,
)
from retention.units.billing import load_contracts, load_invoices
from retention.units.blocks import NO_BLOCKS, Blocks, load_blocks
from retention.units.holders import Holder, Owner, UnitKey
from retention.units.rows import grouped, read

RequestFacts = Callable[[Sequence[int]], Mapping[int, tuple[Request, ...]]]
_request_providers: list[RequestFacts] = []


def provide_requests(provider: RequestFacts) -> None:
    """Register who knows the data-subject requests of persons (`requests_dsr`, a floor above)."""
    _request_providers.append(provider)


def asked_to_be_forgotten(subject_ids: Sequence[int]) -> set[int]:
    """Give those who had an erasure of everything granted, not only of one kind of data."""
    provided = [provide(subject_ids) for provide in _request_providers]
    return {
        subject
        for found in provided
        for subject, requests in found.items()
        if any(request.categories is None for request in requests)
    }


def load_people(subject_ids: Sequence[int], *, unpaid_scope: UnpaidScope = UnpaidScope.CLAIM) -> list[Holder]:
    """Load persons with the facts of each of their units, in a constant number of queries.

    Under `unpaid_scope=all` the organisation's claims are facts of its contacts too (RT-9b).
    """
    versions = read(
        "select id, facts_version from subjects_datasubject where id = any(%(ids)s) order by id", subject_ids
    )
    return _Chunk([pk for pk, _ in versions], unpaid_scope).holders(versions)


class _Chunk:
    """Everything of a chunk of persons, read once, handed out person by person."""

    def __init__(self, ids: Sequence[int], unpaid_scope: UnpaidScope) -> None:
        self.contacts = grouped(
            "select c.subject_id, c.id, c.org_id, c.left_on, d.id is not null, max(m.sent_on) "
            "from subjects_contact c left join subjects_customerdata d on d.contact_id = c.id "
            "left join subjects_correspondence m on m.contact_id = c.id "
            "where c.subject_id = any(%(ids)s) group by c.id, d.id order by c.id",
            ids,
        )
        orgs = {row[1] for rows in self.contacts.values() for row in rows}
        self.org_versions = dict(
            read("select id, facts_version from subjects_customerorg where id = any(%(ids)s)", orgs)
        )
        self.contracts = load_contracts(orgs)
        self.invoices = load_invoices(orgs) if unpaid_scope is UnpaidScope.ALL else {}
        self.org_blocks = load_blocks("org_id", orgs)
        self.blocks = load_blocks("subject_id", ids)
        self.profiles = _profiles(ids)
        self.tickets = grouped(
            "select subject_id, count(*) from subjects_supportticket "
            "where subject_id = any(%(ids)s) group by subject_id",
            ids,
        )
        self.inquiries = grouped(
            "select subject_id, id, received_at, last_contact_at, converted from subjects_inquiry "
            "where subject_id = any(%(ids)s) order by id",
            ids,
        )
        self.phone = grouped(
            "select subject_id, id, taken_at from subjects_phonemessage "
            "where subject_id = any(%(ids)s) order by id",
            ids,
        )
        self.marketing = grouped(
            "select subject_id, id, basis, last_interaction_at, given_at, withdrawn_at, objected_at "
            "from subjects_marketingprofile where subject_id = any(%(ids)s)",
            ids,
        )
        self.records = grouped(
            "select subject_id, id, category, triggers from subjects_record "
            "where subject_id = any(%(ids)s) order by id",
            ids,
        )
        self.requests = [provide(ids) for provide in _request_providers]

    def holders(self, versions: list[tuple[Any, ...]]) -> list[Holder]:
        """Give each person with owners and units."""
        return [self._holder(pk, version) for pk, version in versions]

    def _holder(self, pk: int, version: int) -> Holder:
        orgs = sorted({row[1] for row in self.contacts.get(pk, ())})
        owners = [Owner("org", org, self.org_versions[org]) for org in orgs]
        holder = Holder("subject", pk, version, owners=[*owners, Owner("subject", pk, version)])
        blocks = self.blocks.get(pk, NO_BLOCKS)
        requests = tuple(r for provided in self.requests for r in provided.get(pk, ()))
        units = [*self._own_units(pk, blocks, requests), *self._contact_units(pk, blocks, requests)]
        holder.units = [(key, asked_about(key.category, facts)) for key, facts in units]
        return holder

    def _own_units(
        self, pk: int, blocks: Blocks, requests: tuple[Request, ...]
    ) -> Iterable[tuple[UnitKey, Facts]]:
        base: dict[str, Any] = {**blocks.as_facts(), "dsrs": requests}
        profile_id, profile = self.profiles.get(pk, (0, None))
        if profile is not None:
            yield UnitKey("support_profile", profile_id, pk), Facts(support_profile=profile, **base)
        for (count,) in self.tickets.get(pk, ()):
            tickets = SupportTickets(count)
            yield (
                UnitKey("support_tickets", pk, pk),
                Facts(support_tickets=tickets, support_profile=profile, **base),
            )
        base |= {"contracts": self._contracts_of(pk), "contact_left_on": self._left_on(pk)}
        for item, received_at, contact_at, converted in self.inquiries.get(pk, ()):
            inquiry = Inquiry(stockholm_day(received_at), _day(contact_at), converted)
            yield UnitKey("crm_inquiry", item, pk), Facts(inquiries=(inquiry,), **base)
        for item, basis, interaction_at, *instants in self.marketing.get(pk, ()):
            marketing = Marketing(MarketingBasis(basis), _day(interaction_at), *instants)
            yield UnitKey("marketing_profile", item, pk), Facts(marketing=marketing, **base)
        for item, taken_at in self.phone.get(pk, ()):
            message = PhoneMessage(stockholm_day(taken_at))
            yield UnitKey("phone_message", item, pk), Facts(phone_messages=(message,), **base)
        for item, category, triggers in self.records.get(pk, ()):
            record = Record(category, _triggers(triggers))
            yield UnitKey(category, item, pk), Facts(records=(record,), **base)

    def _contact_units(
        self, pk: int, blocks: Blocks, requests: tuple[Request, ...]
    ) -> Iterable[tuple[UnitKey, Facts]]:
        for contact, org, left_on, has_data, last_message_on in self.contacts.get(pk, ()):
            both = blocks + self.org_blocks.get(org, NO_BLOCKS)
            base: dict[str, Any] = {
                **both.as_facts(),
                "dsrs": requests,
                "contracts": self.contracts.get(org, ()),
                "contact_left_on": left_on,
                "invoices": tuple(invoice for _, invoice in self.invoices.get(org, ())),
            }
            if has_data or last_message_on is None:
                # A contact without data and letters is customer data itself: who speaks for whom.
                yield UnitKey("customer_data", contact, pk, contact, org), Facts(**base)
            if last_message_on is not None:
                message = Correspondence(last_message_on)
                yield (
                    UnitKey("correspondence", contact, pk, contact, org),
                    Facts(correspondence=message, **base),
                )

    def _contracts_of(self, pk: int) -> tuple[Contract, ...]:
        orgs = {row[1] for row in self.contacts.get(pk, ())}
        return tuple(contract for org in sorted(orgs) for contract in self.contracts.get(org, ()))

    def _left_on(self, pk: int) -> date | None:
        """Give the day the person left the last of their organisations; None while in any."""
        days = [left_on for _, _, left_on, _, _ in self.contacts.get(pk, ())]
        return max(days) if days and all(days) else None


def asked_about(category: str, facts: Facts) -> Facts:
    """Leave out the requests that do not ask about a unit's category."""
    if all(request.asks_about(category) for request in facts.dsrs):
        return facts
    return replace(facts, dsrs=tuple(r for r in facts.dsrs if r.asks_about(category)))


def _day(at: Any) -> date | None:
    return None if at is None else stockholm_day(at)


def _triggers(stored: str) -> dict[str, date]:
    """Read the days of a record; what is no day is left out, and the law calls that bad data and keeps."""
    days: dict[str, date] = {}
    for name, day in json.loads(stored).items():
        with suppress(TypeError, ValueError):
            days[name] = date.fromisoformat(day)
    return days


def _profiles(ids: Sequence[int]) -> Mapping[int, tuple[int, SupportProfile]]:
    """Read profiles with their activity: the latest day of each kind decides as much as all of them."""
    rows = read(
        "select id, subject_id, registered_at, verified_at is not null from subjects_supportprofile "
        "where subject_id = any(%(ids)s)",
        ids,
    )
    profile_ids = [row[0] for row in rows]
    activity = grouped(
        "select profile_id, max(happened_on), kind from subjects_activity "
        "where profile_id = any(%(ids)s) group by profile_id, kind",
        profile_ids,
    )
    reminders = grouped(
        "select profile_id, at, status from retention_reminder "
        "where subject_id = any(%(ids)s) and status <> 'pending'",
        ids,
    )
    return {
        subject: (pk, _profile(registered_at, verified, activity.get(pk, []), reminders.get(pk, [])))
        for pk, subject, registered_at, verified in rows
    }


def _profile(
    registered_at: Any, verified: Any, activity: list[tuple[Any, ...]], reminders: list[tuple[Any, ...]]
) -> SupportProfile:
    return SupportProfile(
        registered_on=stockholm_day(registered_at),
        activity=tuple(Activity(day, ActivityKind(kind)) for day, kind in activity),
        reminders=tuple(Reminder(stockholm_day(at), ReminderStatus(status)) for at, status in reminders),
        verified=verified,
    )
