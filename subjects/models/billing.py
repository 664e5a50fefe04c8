"""Invoices with what happened to them, the vouchers the law keeps, and financial years."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from subjects.models.base import Sourced
from subjects.models.organisations import Contact, CustomerOrg


class Debtor(models.TextChoices):
    """Who owes: prescription is 10 years, 3 against a consumer (PRESK 2 §)."""

    BUSINESS = "business", _("företag")
    CONSUMER = "consumer", _("konsument")


class Invoice(Sourced):
    """One claim and its file: kept until settled and 24 months more (RT-9; WN-33, WN-34)."""

    org = models.ForeignKey(CustomerOrg, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField(_("fakturanummer"), max_length=60)
    amount = models.DecimalField(_("belopp"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("valuta"), max_length=3, default="SEK")
    claim_origin_on = models.DateField(_("fordran uppstod"))
    debtor = models.CharField(_("gäldenär"), max_length=10, choices=Debtor.choices, default=Debtor.BUSINESS)
    reference_contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="invoices"
    )

    class Meta:
        verbose_name = _("faktura")
        verbose_name_plural = _("fakturor")
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="one_invoice_per_number"),
            models.CheckConstraint(name="invoice_amount_above_zero", condition=Q(amount__gt=0)),
        ]

    class PersonalData:
        category = "billing_claim"
        personal = {
            "number": "observed",
            "amount": "observed",
            "currency": "observed",
            "claim_origin_on": "observed",
            "debtor": "observed",
            "reference_contact": "provided",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "org")

    def __str__(self) -> str:
        return f"faktura {self.pk}"


class InvoiceEventKind(models.TextChoices):
    """What changes a balance (RT-9); a write-off in the books changes nothing."""

    PAYMENT = "payment", _("betalning")
    CREDIT_NOTE = "credit_note", _("kreditnota")
    WAIVER = "waiver", _("eftergift")
    REVERSAL = "reversal", _("återförd betalning")
    REFUND = "refund", _("återbetalning")
    FEE = "fee", _("avgift")
    ACCOUNTING_WRITE_OFF = "accounting_write_off", _("bortskriven i bokföringen")


class InvoiceEvent(models.Model):
    """Something that happened to a claim on a day."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="events")
    happened_on = models.DateField(_("dag"))
    kind = models.CharField(_("slag"), max_length=24, choices=InvoiceEventKind.choices)
    amount = models.DecimalField(_("belopp"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("fakturahändelse")
        verbose_name_plural = _("fakturahändelser")
        constraints = [
            models.CheckConstraint(name="event_amount_above_zero", condition=Q(amount__gt=0)),
        ]

    class PersonalData:
        category = "billing_claim"
        personal = {"happened_on": "observed", "kind": "observed", "amount": "observed"}
        not_personal = ("id", "invoice")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on}"


class ClaimInterruption(models.Model):
    """A demand or acknowledgement that starts the prescription anew (PRESK 5 §)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="interruptions")
    happened_on = models.DateField(_("dag"))

    class Meta:
        verbose_name = _("preskriptionsavbrott")
        verbose_name_plural = _("preskriptionsavbrott")

    class PersonalData:
        category = "billing_claim"
        personal = {"happened_on": "observed"}
        not_personal = ("id", "invoice")

    def __str__(self) -> str:
        return f"avbrott {self.happened_on}"


class Voucher(Sourced):
    """Bookkeeping material, kept whole: the law requires the counterparty (BFL 5:7, 7:2; RT-10).

    Only the role accounting reads it, and nothing else survives on this ground.
    """

    org = models.ForeignKey(CustomerOrg, on_delete=models.PROTECT, related_name="vouchers")
    number = models.CharField(_("verifikationsnummer"), max_length=60)
    posting_on = models.DateField(_("bokföringsdag"))
    amount = models.DecimalField(_("belopp"), max_digits=14, decimal_places=2)
    counterparty = models.CharField(_("motpart"), max_length=200)
    reference_name = models.CharField(_("er referens"), max_length=200, blank=True)
    document = models.FileField(_("underlag"), upload_to="vouchers/%Y/", blank=True)

    class Meta:
        verbose_name = _("verifikation")
        verbose_name_plural = _("verifikationer")
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="one_voucher_per_number"),
        ]

    class PersonalData:
        category = "accounting_records"
        personal = {
            "number": "observed",
            "posting_on": "observed",
            "amount": "observed",
            "counterparty": "provided",
            "reference_name": "provided",
            "document": "observed",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "org")

    def __str__(self) -> str:
        return f"verifikation {self.pk}"


class FiscalYear(models.Model):
    """A financial year of a controller: calendar, broken or prolonged up to 18 months (RT-10)."""

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="fiscal_years")
    starts_on = models.DateField(_("början"))
    ends_on = models.DateField(_("slut"))

    class Meta:
        verbose_name = _("räkenskapsår")
        verbose_name_plural = _("räkenskapsår")
        constraints = [
            models.CheckConstraint(
                name="fiscal_year_ends_after_start", condition=Q(ends_on__gt=F("starts_on"))
            ),
            ExclusionConstraint(
                name="fiscal_years_do_not_overlap",
                expressions=[
                    (
                        Func(
                            F("controller_id"),
                            F("controller_id"),
                            function="int8range",
                            template="%(function)s(%(expressions)s, '[]')",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            function="daterange",
                            template="%(function)s(%(expressions)s, '[]')",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    class PersonalData:
        category = "none"
        personal: dict[str, str] = {}
        not_personal = ("id", "controller", "starts_on", "ends_on")

    def __str__(self) -> str:
        return f"{self.starts_on} - {self.ends_on}"
