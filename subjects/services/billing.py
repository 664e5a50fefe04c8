"""Invoices, what happens to them, and the vouchers the law keeps (RT-9, RT-10)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from subjects.models import (
    ClaimInterruption,
    Contact,
    CustomerOrg,
    Debtor,
    Invoice,
    InvoiceEvent,
    InvoiceEventKind,
    Voucher,
)
from subjects.services.deed import deed
from subjects.services.errors import AlreadyThere, NotPossible
from subjects.services.locking import lock_org
from subjects.services.people import Source


@deed
def issue_invoice(
    *,
    org: CustomerOrg,
    number: str,
    amount: Decimal,
    claim_origin_on: date,
    source: Source,
    currency: str = "SEK",
    debtor: Debtor = Debtor.BUSINESS,
    reference_contact: Contact | None = None,
) -> Invoice:
    """Issue an invoice: a claim that is kept while it is open (RT-9).

    `amount` is in whole units of the currency. Raises AlreadyThere when the organisation has an
    invoice with the number, NotPossible for an amount of 0 or less or somebody else's contact.
    """
    _above_zero(amount)
    if reference_contact is not None and reference_contact.org_id != org.pk:
        raise NotPossible(_("Referensen är inte kontaktperson hos organisationen."))
    invoice, new = Invoice.objects.get_or_create(
        org=lock_org(org.pk),
        number=number,
        defaults={
            "amount": amount,
            "currency": currency,
            "claim_origin_on": claim_origin_on,
            "debtor": debtor,
            "reference_contact": reference_contact,
            **source.columns,
        },
    )
    if not new:
        raise AlreadyThere(_("Organisationen har redan en faktura med det numret."))
    return invoice


@deed
def record_event(
    *, invoice: Invoice, kind: InvoiceEventKind, amount: Decimal, happened_on: date
) -> InvoiceEvent:
    """Record what happened to a claim: a payment, a credit note, a waiver, a fee... (RT-9).

    `amount` is above zero; its kind says which way it counts. A write-off in the books changes
    nothing: the claim still exists. A waiver settles.
    """
    _above_zero(amount)
    lock_org(invoice.org_id)
    return InvoiceEvent.objects.create(invoice=invoice, kind=kind, amount=amount, happened_on=happened_on)


@deed
def interrupt_prescription(*, invoice: Invoice, happened_on: date) -> ClaimInterruption:
    """Record a demand or an acknowledgement, from which the prescription runs anew (PRESK 5 §)."""
    lock_org(invoice.org_id)
    if happened_on < invoice.claim_origin_on:
        raise NotPossible(_("Preskriptionen kan inte avbrytas innan fordran uppstod."))
    return ClaimInterruption.objects.create(invoice=invoice, happened_on=happened_on)


@deed
def post_voucher(
    *,
    org: CustomerOrg,
    number: str,
    posting_on: date,
    amount: Decimal,
    source: Source,
    counterparty: str = "",
    reference_name: str = "",
) -> Voucher:
    """Post a voucher; the counterparty is the organisation unless another name is given (BFL 5:7).

    Raises AlreadyThere when the organisation has a voucher with the number.
    """
    locked = lock_org(org.pk)
    voucher, new = Voucher.objects.get_or_create(
        org=locked,
        number=number,
        defaults={
            "posting_on": posting_on,
            "amount": amount,
            "counterparty": counterparty or locked.name,
            "reference_name": reference_name,
            **source.columns,
        },
    )
    if not new:
        raise AlreadyThere(_("Verifikationsnumret används redan för organisationen."))
    return voucher


def _above_zero(amount: Decimal) -> None:
    if amount <= 0:
        raise NotPossible(_("Beloppet måste vara större än noll."))
