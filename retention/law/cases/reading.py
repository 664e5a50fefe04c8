"""The facts of a case, read from JSON strictly: every fault has its place (domain.md 3.4, schema).

Timestamps become Stockholm days here (RT-1). One without an offset names no instant: that is the
error E_NAIVE_TIMESTAMP of the whole case, told once the rest of the case has been read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar

from law.calendar import stockholm_day
from law.input import Node
from law.shapes import OFFERED, UnpaidScope
from retention.law.facts import (
    NO_SETTINGS,
    AccountingDoc,
    Activity,
    ActivityKind,
    Block,
    Consent,
    Contract,
    Correspondence,
    CreditCheck,
    Debtor,
    Disclosure,
    EventType,
    Facts,
    FiscalYear,
    Inquiry,
    InquiryKind,
    Invoice,
    InvoiceEvent,
    Marketing,
    MarketingBasis,
    Outcome,
    PhoneMessage,
    Record,
    Reminder,
    ReminderStatus,
    Request,
    RequestType,
    SecurityEvent,
    Settings,
    StatsExtract,
    SupportProfile,
    SupportTickets,
    Suppression,
    WebVisit,
)

UNCOUNTED_SPELLINGS = {
    "marketing click": ActivityKind.MARKETING_CLICK,
    "email_click": ActivityKind.MARKETING_CLICK,
    "newsletter_click": ActivityKind.MARKETING_CLICK,
    "reminders": ActivityKind.REMINDER,
    "reminder_sent": ActivityKind.REMINDER,
    "my_profile_view": ActivityKind.PROFILE_VIEW,
}

LARGEST, DECIMALS = Decimal(10) ** 15, 6

T = TypeVar("T")
R = TypeVar("R")


class NaiveTimestamp(ValueError):
    """A timestamp of the case has no offset (domain.md DL-0)."""


def read_facts(given: Node, categories: Collection[str] = ()) -> Facts:
    """Read the facts of one case; blocks and records may name only `categories` and the hub's own.

    Raises BadInput with the place of a fault, then NaiveTimestamp.
    """
    reader = _Reader(categories)
    facts = reader.facts(given)
    if reader.naive:
        raise NaiveTimestamp
    return facts


class _Reader:
    """Reads one case and remembers whether any timestamp was naive."""

    def __init__(self, categories: Collection[str]) -> None:
        self.naive = False
        self.categories = {*OFFERED, *categories}

    def facts(self, given: Node) -> Facts:
        return Facts(
            support_profile=_one(given, "support_profile", self._profile),
            support_tickets=_one(given, "support_tickets", _tickets),
            contracts=_many(given, "contracts", _contract),
            contact_left_on=_one(given, "contact_left_on", Node.day),
            correspondence=_one(
                given, "correspondence", lambda it: Correspondence(it["last_message_on"].day())
            ),
            invoices=_many(given, "invoices", _invoice),
            accounting_docs=_many(given, "accounting_docs", _voucher),
            fiscal_years=_many(
                given, "fiscal_years", lambda it: FiscalYear(it["start"].day(), it["end"].day())
            ),
            inquiries=_many(given, "inquiries", self._inquiry),
            credit_checks=_many(given, "credit_checks", lambda it: CreditCheck(it["obtained_on"].day())),
            marketing=_one(given, "marketing", self._marketing),
            web_visits=_many(given, "web_visits", self._visit),
            stats_extracts=_many(given, "stats_extracts", _extract),
            consents=_many(given, "consents", _consent),
            suppression=_one(given, "suppression", lambda it: Suppression(it["since"].day())),
            disclosures=_many(given, "disclosures", lambda it: Disclosure(it["on"].day())),
            dsrs=_many(given, "dsrs", _request),
            include_dsr_records=_one(given, "include_dsr_records", Node.flag) or False,
            holds=_many(given, "holds", self._hold),
            restrictions=_many(given, "restrictions", self._restriction),
            phone_messages=_many(given, "phone_messages", lambda it: PhoneMessage(it["taken_on"].day())),
            security_log=_many(given, "security_log", lambda it: SecurityEvent(it["on"].day())),
            records=_many(given, "records", self._record),
            settings=_one(given, "settings", _settings) or NO_SETTINGS,
        )

    def at(self, node: Node) -> datetime:
        """Read an instant; a naive one is taken for UTC until the case is refused."""
        at = node.timestamp()
        if at.utcoffset() is None:
            self.naive = True
            return at.replace(tzinfo=UTC)
        return at

    def on(self, node: Node) -> date:
        """Read an instant as its Stockholm day."""
        return stockholm_day(self.at(node))

    def _profile(self, it: Node) -> SupportProfile:
        return SupportProfile(
            registered_on=self.on(it["registered_at"]),
            activity=it["activity"].each(lambda one: Activity(self.on(one["at"]), _kind(one["kind"]))),
            reminders=it["reminders"].each(
                lambda one: Reminder(
                    self.on(one["at"]),
                    one["status"].choice(ReminderStatus),
                    _one(one, "promised_on", Node.day),
                )
            ),
        )

    def _inquiry(self, it: Node) -> Inquiry:
        _one(it, "kind", lambda kind: kind.choice(InquiryKind))
        return Inquiry(
            received_on=self.on(it["received_at"]),
            last_contact_on=_one(it, "last_contact_at", self.on),
            converted=_one(it, "converted", Node.flag) or False,
        )

    def _marketing(self, it: Node) -> Marketing:
        basis = it["basis"].choice(MarketingBasis)
        consent = it["consent"] if basis is MarketingBasis.CONSENT else it.maybe("consent")
        return Marketing(
            basis=basis,
            last_interaction_on=_nullable(it["last_interaction_at"], self.on),
            given_at=self.at(consent["given_at"]) if consent else None,
            withdrawn_at=_nullable(consent["withdrawn_at"], self.at) if consent else None,
            objected_at=_one(it, "objected_at", self.at),
        )

    def _visit(self, it: Node) -> WebVisit:
        return WebVisit(self.on(it["visited_at"]), it["ip_masked"].flag())

    def _hold(self, it: Node) -> Block:
        return Block(it["from"].day(), _nullable(it["released_on"], Node.day), self._scope(it["scope"]))

    def _restriction(self, it: Node) -> Block:
        it["ground"].text()
        return Block(it["from"].day(), _nullable(it["lifted_on"], Node.day), self._scope(it["scope"]))

    def _record(self, it: Node) -> Record:
        triggers = {name: it["triggers"][name].day() for name in it["triggers"].mapping()}
        return Record(self._category(it["category"]), triggers)

    def _scope(self, it: Node) -> frozenset[str] | None:
        """Read `all` or a list of categories; an unknown one would protect nothing, so it is a fault."""
        if isinstance(it.value, list):
            return frozenset(it.each(self._category))
        if it.text() != "all":
            it.refuse(f"{it.text()!r} is neither 'all' nor a list of categories")
        return None

    def _category(self, it: Node) -> str:
        if it.text() not in self.categories:
            it.refuse(f"{it.text()!r} is not a category: {', '.join(sorted(self.categories))}")
        return it.text()


def _kind(it: Node) -> ActivityKind:
    """Read a kind of activity; what never counts goes by several names in other systems."""
    if spelled := UNCOUNTED_SPELLINGS.get(it.text()):
        return spelled
    return it.choice(ActivityKind)


def _tickets(it: Node) -> SupportTickets:
    count = it["count"].whole()
    if count < 0:
        it["count"].refuse(f"{count} tickets cannot be")
    return SupportTickets(count)


def _contract(it: Node) -> Contract:
    it["id"].text()
    return Contract(it["start"].day(), _nullable(it["end"], Node.day), _one(it, "end_corrected_on", Node.day))


def _invoice(it: Node) -> Invoice:
    it["id"].text()
    return Invoice(
        amount=_amount(it["amount"]),
        claim_origin=it["claim_origin"].day(),
        interruptions=it["interruptions"].each(Node.day),
        events=it["events"].each(_event),
        debtor=_one(it, "debtor", lambda debtor: debtor.choice(Debtor)) or Debtor.BUSINESS,
    )


def _event(it: Node) -> InvoiceEvent:
    return InvoiceEvent(it["on"].day(), it["type"].choice(EventType), _amount(it["amount"]))


def _amount(it: Node) -> Decimal:
    """Read an amount above 0, within what can be added exactly."""
    amount = it.amount()
    if amount <= 0:
        it.refuse(f"{amount} is not an amount above 0")
    if amount >= LARGEST or amount != round(amount, DECIMALS):
        it.refuse(f"{amount} is no amount of money (below 10^15, at most {DECIMALS} decimals)")
    return amount


def _voucher(it: Node) -> AccountingDoc:
    it["id"].text()
    return AccountingDoc(it["posting_date"].day())


def _extract(it: Node) -> StatsExtract:
    return StatsExtract(it["created_on"].day(), it["anonymised"].flag())


def _consent(it: Node) -> Consent:
    it["purpose"].text()
    return Consent(_nullable(it["ended_on"], Node.day))


def _request(it: Node) -> Request:
    return Request(
        type=it["type"].choice(RequestType),
        received_on=it["received_on"].day(),
        closed_on=_nullable(it["closed_on"], Node.day),
        decided_on=_one(it, "decided_on", Node.day),
        outcome=_one(it, "outcome", lambda outcome: outcome.choice(Outcome)),
    )


def _settings(it: Node) -> Settings:
    return Settings(_one(it, "unpaid_scope", lambda scope: scope.choice(UnpaidScope)))


def _many(given: Node, key: str, read: Callable[[Node], T]) -> tuple[T, ...]:
    """Read a list that may be left out."""
    found = given.optional(key)
    return found.each(read) if found else ()


def _one(given: Node, key: str, read: Callable[[Node], R]) -> R | None:
    """Read a value that may be left out or null."""
    found = given.maybe(key)
    return read(found) if found else None


def _nullable(node: Node, read: Callable[[Node], R]) -> R | None:
    """Read a value that must be there and may be null."""
    return None if node.value is None else read(node)
