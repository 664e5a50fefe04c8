"""Load persons: their own facts, and those of every organisation they speak for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from law.calendar import stockholm_day
from law.shapes import UnpaidScope
from retention.law.facts import (
    Contract,
    Correspondence,
    Facts,
    Inquiry,
    Marketing,
    MarketingBasis,
    PhoneMessage,
    Record,
    Request,
    SupportTickets,
)
from retention.units.billing import contract_part, contracts_in, invoice_parts, invoices_in
from retention.units.blocks import NO_BLOCKS, Blocks, block_part, blocks_in
from retention.units.holders import Holder, Owner, UnitKey
from retention.units.requests import GIVEN, asked_about, request_parts, requests_in
from retention.units.support import PARTS as SUPPORT
from retention.units.support import profiles_in
from retention.units.together import Groups, Part, Row, day, day_of, grouped, instant, read_together

CONTACTS = """
with contact as materialized (
    select c.id, c.subject_id, c.org_id, c.left_on from subjects_contact c where c.subject_id = any(%(ids)s))
"""
THEIR_ORGANISATIONS = "in (select org_id from contact)"


def _own(columns: str, table: str) -> Part:
    """Give the rows of a table that name their person themselves."""
    return Part(f"t.subject_id, {columns}", f"from {table} t where t.subject_id = any(%(ids)s)", order="t.id")


PARTS = {
    "persons": Part(
        "s.id, s.facts_version", "from subjects_datasubject s where s.id = any(%(ids)s)", order="s.id"
    ),
    "contacts": Part(
        """c.subject_id, c.id, c.org_id, c.left_on,
        exists (select 1 from subjects_customerdata d where d.contact_id = c.id),
        (select max(m.sent_on) from subjects_correspondence m where m.contact_id = c.id)""",
        "from contact c",
        order="c.id",
    ),
    "orgs": Part("o.id, o.facts_version", f"from subjects_customerorg o where o.id {THEIR_ORGANISATIONS}"),
    "contracts": contract_part(THEIR_ORGANISATIONS),
    "org_blocks": block_part("org_id", THEIR_ORGANISATIONS),
    "blocks": block_part("subject_id", GIVEN),
    **SUPPORT,
    "tickets": Part(
        "t.subject_id, t.n",
        """from (select subject_id, count(*) as n from subjects_supportticket
            where subject_id = any(%(ids)s) group by subject_id) t""",
    ),
    "inquiries": _own("t.id, t.received_at, t.last_contact_at, t.converted", "subjects_inquiry"),
    "phone": _own("t.id, t.taken_at", "subjects_phonemessage"),
    "marketing": _own(
        "t.id, t.basis, t.last_interaction_at, t.given_at, t.withdrawn_at, t.objected_at",
        "subjects_marketingprofile",
    ),
    "records": _own("t.id, t.category, t.triggers", "subjects_record"),
}


def load_people(subject_ids: Sequence[int], *, unpaid_scope: UnpaidScope = UnpaidScope.CLAIM) -> list[Holder]:
    """Load persons with the facts of each of their units, in one statement and so of one instant.

    Under `unpaid_scope=all` the organisation's claims are facts of its contacts too (RT-9b).
    """
    return people_in(read_people(PARTS, subject_ids, unpaid_scope)) if subject_ids else []


def read_people(
    parts: Mapping[str, Part], subject_ids: Sequence[int], unpaid_scope: UnpaidScope
) -> dict[str, list[Row]]:
    """Read the rows of persons: these parts, their requests, and what `unpaid_scope` adds."""
    parts = {**parts, **request_parts(GIVEN)}
    if unpaid_scope is UnpaidScope.ALL:
        parts |= invoice_parts(f"i.org_id {THEIR_ORGANISATIONS}")
    return read_together(parts, first=CONTACTS, ids=list(subject_ids))


def people_in(found: Mapping[str, list[Row]]) -> list[Holder]:
    """Give each person of what was read, with owners and units."""
    return _Chunk(found).holders()


class _Chunk:
    """What was read of a chunk of persons, handed out person by person."""

    def __init__(self, found: Mapping[str, list[Row]]) -> None:
        self.persons = found["persons"]
        self.contacts = grouped(found["contacts"])
        self.org_versions: dict[int, int] = {pk: version for pk, version in found["orgs"]}
        self.contracts = contracts_in(found["contracts"])
        self.invoices = invoices_in(found) if "invoices" in found else {}
        self.org_blocks = blocks_in(found["org_blocks"])
        self.blocks = blocks_in(found["blocks"])
        self.profiles = profiles_in(found)
        self.tickets: dict[int, int] = {person: count for person, count in found["tickets"]}
        self.inquiries = grouped(found["inquiries"])
        self.phone = grouped(found["phone"])
        self.marketing = grouped(found["marketing"])
        self.records = grouped(found["records"])
        self.requests = requests_in(found)

    def holders(self) -> list[Holder]:
        """Give each person with owners and units."""
        return [self._holder(pk, version) for pk, version in self.persons]

    def _holder(self, pk: int, version: int) -> Holder:
        orgs = sorted({org for _contact, org, *_rest in self.contacts.get(pk, ())})
        owners = [Owner("org", org, self.org_versions[org]) for org in orgs]
        blocks, requests = self.blocks.get(pk, NO_BLOCKS), self.requests.get(pk, ())
        units = [*self._own_units(pk, blocks, requests), *self._contact_units(pk, blocks, requests)]
        return Holder(
            "subject",
            pk,
            version,
            owners=[*owners, Owner("subject", pk, version)],
            units=[(key, asked_about(key.category, facts)) for key, facts in units],
        )

    def _own_units(
        self, pk: int, blocks: Blocks, requests: tuple[Request, ...]
    ) -> Iterable[tuple[UnitKey, Facts]]:
        base: dict[str, Any] = {**blocks.as_facts(), "dsrs": requests}
        profile_id, profile = self.profiles.get(pk, (0, None))
        if profile is not None:
            yield UnitKey("support_profile", profile_id, pk), Facts(support_profile=profile, **base)
        if count := self.tickets.get(pk):
            tickets = SupportTickets(count)
            yield (
                UnitKey("support_tickets", pk, pk),
                Facts(support_tickets=tickets, support_profile=profile, **base),
            )
        base |= {"contracts": self._contracts_of(pk), "contact_left_on": self._left_on(pk)}
        yield from _items("crm_inquiry", pk, self.inquiries, _inquiry, base)
        yield from _items("marketing_profile", pk, self.marketing, _marketing, base)
        yield from _items("phone_message", pk, self.phone, _phone_message, base)
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
                "contact_left_on": day(left_on),
                "invoices": tuple(invoice for _, invoice in self.invoices.get(org, ())),
            }
            if has_data or last_message_on is None:
                # A contact without data and letters is customer data itself: who speaks for whom.
                yield UnitKey("customer_data", contact, pk, contact, org), Facts(**base)
            if last_message_on is not None:
                message = Correspondence(date.fromisoformat(last_message_on))
                yield (
                    UnitKey("correspondence", contact, pk, contact, org),
                    Facts(correspondence=message, **base),
                )

    def _contracts_of(self, pk: int) -> tuple[Contract, ...]:
        orgs = {org for _contact, org, *_rest in self.contacts.get(pk, ())}
        return tuple(contract for org in sorted(orgs) for contract in self.contracts.get(org, ()))

    def _left_on(self, pk: int) -> date | None:
        """Give the day the person left the last of their organisations; None while in any."""
        days = [day(left_on) for _, _, left_on, _, _ in self.contacts.get(pk, ())]
        left = [on for on in days if on is not None]
        return max(left) if left and len(left) == len(days) else None


def _items(
    category: str, pk: int, rows: Groups, fact: Any, base: Mapping[str, Any]
) -> Iterable[tuple[UnitKey, Facts]]:
    """Give one unit for each row, with the fact it is read as."""
    for item, *row in rows.get(pk, ()):
        yield UnitKey(category, item, pk), Facts(**fact(*row), **base)


def _inquiry(*row: Any) -> dict[str, Any]:
    received_at, contact_at, converted = row
    return {"inquiries": (Inquiry(_stockholm(received_at), day_of(contact_at), converted),)}


def _marketing(basis: str, interaction_at: str | None, *instants: str | None) -> dict[str, Any]:
    given_at, withdrawn_at, objected_at = map(instant, instants)
    marketing = Marketing(MarketingBasis(basis), day_of(interaction_at), given_at, withdrawn_at, objected_at)
    return {"marketing": marketing}


def _phone_message(taken_at: str) -> dict[str, Any]:
    return {"phone_messages": (PhoneMessage(_stockholm(taken_at)),)}


def _stockholm(text: str) -> date:
    return stockholm_day(datetime.fromisoformat(text))


def _triggers(stored: Mapping[str, Any]) -> dict[str, date]:
    """Read the days of a record; what is no day is left out, and the law calls that bad data and keeps."""
    days: dict[str, date] = {}
    for name, value in stored.items():
        with suppress(TypeError, ValueError):
            days[name] = date.fromisoformat(value)
    return days
