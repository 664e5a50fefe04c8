"""Build people and what is kept of them: only states that can exist, one plain function a thing.

Every function takes keywords and has a sensible default for each, so that a test names only what it
is about. Names and numbers count upwards; nothing is random, every address ends in `@example.se`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from accounts.models import Controller, Role, StaffRole, User
from law.calendar import STOCKHOLM
from subjects import models as m
from subjects.identifiers import normalise

_numbers = count(1)
LONG_AGO = date(2023, 3, 1)


def noon(day: date) -> datetime:
    """Give twelve o'clock in Stockholm: an instant that is that day in every European zone."""
    return datetime.combine(day, time(12), STOCKHOLM)


def masked(last: int) -> str:
    """Give an IPv4 address whose last octet is 0, as it is stored."""
    return f"192.0.{last % 256}.0"


# --- who -------------------------------------------------------------------------------------
def create_controller(slug: str = "winlas", *, name: str = "") -> Controller:
    """Create a controller, or give the one that has the slug."""
    return Controller.objects.get_or_create(slug=slug, defaults={"name": name or slug.capitalize()})[0]


def create_staff(controller: Controller, *roles: Role | str, email: str = "") -> User:
    """Create a member of staff who holds the roles (handler when none is named) at a controller."""
    user = User.objects.create_user(email or f"personal{next(_numbers)}@example.se", is_staff=True)
    for role in roles or (Role.HANDLER,):
        StaffRole.objects.create(user=user, controller=controller, role=role)
    return user


def create_subject(
    controller: Controller | None = None,
    *,
    name: str = "",
    email: str | None = None,
    phone: str | None = None,
    user: User | None = None,
    **fields: Any,
) -> m.DataSubject:
    """Create a person with an e-mail address (`email=""`: without one) and where we had them from."""
    number = next(_numbers)
    controller = controller or create_controller()
    subject = m.DataSubject.objects.create(
        controller=controller, full_name=name or f"Person {number}", user=user, **fields
    )
    address = f"person{number}@example.se" if email is None else email
    if address:
        add_identity(subject, m.IdentityKind.EMAIL, address)
    if phone:
        add_identity(subject, m.IdentityKind.PHONE, phone)
    m.SourceRecord.objects.create(subject=subject, kind=m.SourceKind.SELF, obtained_on=LONG_AGO)
    return subject


def add_identity(subject: m.DataSubject, kind: str, value: str) -> m.Identity:
    """Give a person one more thing to be recognised by."""
    return m.Identity.objects.create(
        controller=subject.controller,
        subject=subject,
        kind=kind,
        value=value,
        normalised=normalise(kind, value),
        verified_at=noon(LONG_AGO),
    )


def create_user_for(subject: m.DataSubject, *, email: str = "") -> User:
    """Give a person a login for their address, by mailed code (no password)."""
    own = subject.identities.filter(kind=m.IdentityKind.EMAIL).values_list("value", flat=True).first()
    user = User.objects.create_user(email or own or f"inloggning{next(_numbers)}@example.se")
    m.DataSubject.objects.filter(pk=subject.pk).update(user=user)
    subject.user = user
    return user


def create_org(controller: Controller | None = None, *, name: str = "", **fields: Any) -> m.CustomerOrg:
    """Create a customer organisation."""
    number = next(_numbers)
    return m.CustomerOrg.objects.create(
        controller=controller or create_controller(),
        name=name or f"Bolaget {number} AB",
        number=fields.pop("number", f"K{number}"),
        **fields,
    )


def create_contact(
    subject: m.DataSubject | None = None,
    org: m.CustomerOrg | None = None,
    *,
    controller: Controller | None = None,
    title: str = "inköpare",
    left_on: date | None = None,
    customer_data: bool = True,
) -> m.Contact:
    """Link a person to an organisation (each is created when not given), with customer data."""
    controller = controller or (org and org.controller) or (subject and subject.controller)
    org = org or create_org(controller)
    contact = m.Contact.objects.create(
        subject=subject or create_subject(org.controller), org=org, left_on=left_on
    )
    if customer_data:
        m.CustomerData.objects.create(contact=contact, title=title)
    return contact


# --- the customer relation -------------------------------------------------------------------
def create_contract(
    org: m.CustomerOrg | None = None, *, start: date = LONG_AGO, end: date | None = None, **fields: Any
) -> m.Contract:
    """Create a contract; without an end it runs."""
    return m.Contract.objects.create(
        org=org or create_org(),
        number=fields.pop("number", f"A{next(_numbers)}"),
        start_on=start,
        end_on=end,
        **fields,
    )


def create_invoice(
    org: m.CustomerOrg | None = None,
    *,
    amount: Decimal | int | str = 1000,
    origin: date = LONG_AGO,
    paid_on: date | None = None,
    events: Iterable[tuple[date, str, Decimal | int | str]] = (),
    interruptions: Iterable[date] = (),
    **fields: Any,
) -> m.Invoice:
    """Create an invoice; `paid_on` settles it whole, `events` are (day, kind, amount)."""
    invoice = m.Invoice.objects.create(
        org=org or create_org(),
        number=fields.pop("number", f"F{next(_numbers)}"),
        amount=Decimal(amount),
        claim_origin_on=origin,
        **fields,
    )
    paid = [(paid_on, m.InvoiceEventKind.PAYMENT, amount)] if paid_on else []
    for day, kind, size in [*events, *paid]:
        create_event(invoice, day, kind, size)
    for day in interruptions:
        m.ClaimInterruption.objects.create(invoice=invoice, happened_on=day)
    return invoice


def create_event(
    invoice: m.Invoice, day: date, kind: str = m.InvoiceEventKind.PAYMENT, amount: Decimal | int | str = 1000
) -> m.InvoiceEvent:
    """Let something happen to an invoice."""
    return m.InvoiceEvent.objects.create(invoice=invoice, happened_on=day, kind=kind, amount=Decimal(amount))


def create_voucher(
    org: m.CustomerOrg | None = None, *, posting_on: date = LONG_AGO, **fields: Any
) -> m.Voucher:
    """Create a voucher that names its organisation as counterparty."""
    org = org or create_org()
    return m.Voucher.objects.create(
        org=org,
        number=fields.pop("number", f"V{next(_numbers)}"),
        posting_on=posting_on,
        amount=Decimal(fields.pop("amount", 1000)),
        counterparty=fields.pop("counterparty", org.name),
        **fields,
    )


def create_credit_check(
    org: m.CustomerOrg | None = None, *, obtained_on: date = LONG_AGO, **fields: Any
) -> m.CreditCheck:
    """Create a credit report on an organisation."""
    outcome = fields.pop("outcome", "låg risk")
    return m.CreditCheck.objects.create(
        org=org or create_org(), obtained_on=obtained_on, outcome=outcome, **fields
    )


def create_fiscal_year(controller: Controller, starts: date, ends: date) -> m.FiscalYear:
    """Create a financial year, both days included."""
    return m.FiscalYear.objects.create(controller=controller, starts_on=starts, ends_on=ends)


# --- what the person did ---------------------------------------------------------------------
def create_support_profile(
    subject: m.DataSubject | None = None,
    *,
    registered_on: date = LONG_AGO,
    activity: Mapping[str, Iterable[date]] | Iterable[date] = (),
    verified: bool = True,
    **fields: Any,
) -> m.SupportProfile:
    """Create a support profile; `activity` is days of login, or kind -> days."""
    profile = m.SupportProfile.objects.create(
        subject=subject or create_subject(),
        registered_at=noon(registered_on),
        verified_at=noon(registered_on) + timedelta(minutes=5) if verified else None,
        **fields,
    )
    kinds = activity if isinstance(activity, Mapping) else {m.ActivityKind.LOGIN: activity}
    for kind, days in kinds.items():
        for day in days:
            m.Activity.objects.create(profile=profile, kind=kind, happened_on=day)
    return profile


def create_ticket(
    subject: m.DataSubject | None = None, *, opened_on: date = LONG_AGO, **fields: Any
) -> m.SupportTicket:
    """Create a support ticket that names its requester."""
    subject = subject or create_subject()
    return m.SupportTicket.objects.create(
        subject=subject,
        number=fields.pop("number", f"S{next(_numbers)}"),
        requester=fields.pop("requester", subject.full_name),
        title=fields.pop("title", "Schemat visas inte"),
        body=fields.pop("body", f"Hälsningar {subject.full_name}"),
        opened_at=noon(opened_on),
        **fields,
    )


def create_inquiry(
    subject: m.DataSubject | None = None,
    *,
    received_on: date = LONG_AGO,
    last_contact_on: date | None = None,
    **fields: Any,
) -> m.Inquiry:
    """Create an inquiry from the contact page."""
    return m.Inquiry.objects.create(
        subject=subject or create_subject(kind=m.SubjectKind.LEAD),
        kind=fields.pop("kind", m.InquiryKind.QUOTE),
        received_at=noon(received_on),
        last_contact_at=noon(last_contact_on) if last_contact_on else None,
        message=fields.pop("message", "Vi vill gärna ha en offert."),
        **fields,
    )


def create_correspondence(
    contact: m.Contact | None = None, *, sent_on: date = LONG_AGO, **fields: Any
) -> m.Correspondence:
    """Create a saved e-mail with a contact."""
    return m.Correspondence.objects.create(
        contact=contact or create_contact(),
        sent_on=sent_on,
        title=fields.pop("title", "Angående leveransen"),
        body=fields.pop("body", "Hej, när kommer den?"),
        **fields,
    )


def create_phone_message(
    subject: m.DataSubject | None = None, *, taken_on: date = LONG_AGO, **fields: Any
) -> m.PhoneMessage:
    """Create a note from the answering service."""
    return m.PhoneMessage.objects.create(
        subject=subject or create_subject(),
        taken_at=noon(taken_on),
        message=fields.pop("message", "Vill bli uppringd."),
        **fields,
    )


def create_marketing(
    subject: m.DataSubject | None = None,
    *,
    given_on: date | None = None,
    withdrawn_on: date | None = None,
    objected_on: date | None = None,
    last_interaction_on: date | None = None,
    **fields: Any,
) -> m.MarketingProfile:
    """Create a marketing profile: on consent when `given_on` is said, else on legitimate interest."""
    basis = m.MarketingBasis.CONSENT if given_on else m.MarketingBasis.LEGITIMATE_INTEREST
    days = {
        "given_at": given_on,
        "withdrawn_at": withdrawn_on,
        "objected_at": objected_on,
        "last_interaction_at": last_interaction_on,
    }
    instants = {name: noon(day) if day else None for name, day in days.items()}
    return m.MarketingProfile.objects.create(
        subject=subject or create_subject(), basis=basis, **instants, **fields
    )


def create_record(
    subject: m.DataSubject | None = None,
    *,
    category: str = "course_participation",
    triggers: Mapping[str, date] | None = None,
    **fields: Any,
) -> m.Record:
    """Create data of a category without a table of its own; `triggers` is name -> day."""
    days = {name: day.isoformat() for name, day in (triggers or {}).items()}
    return m.Record.objects.create(
        subject=subject or create_subject(), category=category, triggers=days, **fields
    )


def create_visit(
    controller: Controller | None = None, *, visited_on: date = LONG_AGO, **fields: Any
) -> m.WebVisit:
    """Create an anonymous visit; its address is masked."""
    return m.WebVisit.objects.create(
        controller=controller or create_controller(),
        site=fields.pop("site", "www.example.se"),
        path=fields.pop("path", "/priser"),
        visited_on=visited_on,
        ip_masked=fields.pop("ip_masked", masked(next(_numbers))),
        **fields,
    )


# --- what stops, who looked ------------------------------------------------------------------
def create_block(
    holder: m.DataSubject | m.CustomerOrg,
    *,
    kind: str = m.BlockKind.LEGAL_HOLD,
    scope: Iterable[str] = (),
    from_on: date = LONG_AGO,
    until_on: date | None = None,
    ground: str = "Art. 17.3 e: rättsligt anspråk",
    **fields: Any,
) -> m.ProcessingBlock:
    """Put a block on a person or an organisation; an empty scope is everything."""
    whose = {"subject": holder} if isinstance(holder, m.DataSubject) else {"org": holder}
    return m.ProcessingBlock.objects.create(
        controller=holder.controller,
        kind=kind,
        scope=list(scope),
        from_on=from_on,
        until_on=until_on,
        ground=ground,
        **whose,
        **fields,
    )


def create_look(subject: m.DataSubject, user: User | None = None, *, on: date = LONG_AGO) -> m.AccessLog:
    """Let a member of staff look at a person's page."""
    return m.AccessLog.objects.create(
        controller=subject.controller,
        subject=subject,
        user=user,
        role=Role.HANDLER,
        page="staff:subject",
        reason="ärende",
        at=noon(on),
    )
