"""What was said between a person and us: inquiries, saved mail, phone messages, credit reports, marketing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from subjects.models.base import Sourced, Stated
from subjects.models.organisations import Contact, CustomerOrg
from subjects.models.people import DataSubject


class InquiryKind(models.TextChoices):
    """What the contact page is used for (WL-35)."""

    QUOTE = "quote", _("offert")
    DEMO = "demo", _("visning")
    QUESTION = "question", _("fråga")


class Inquiry(Sourced):
    """A question from the contact page, kept 12 months from the last contact (RT-8)."""

    subject = models.ForeignKey(DataSubject, on_delete=models.PROTECT, related_name="inquiries")
    kind = models.CharField(_("slag"), max_length=10, choices=InquiryKind.choices, blank=True)
    received_at = models.DateTimeField(_("mottagen"), default=timezone.now)
    last_contact_at = models.DateTimeField(_("senaste kontakt"), null=True, blank=True)
    converted = models.BooleanField(_("blev kund"), default=False)
    message = models.TextField(_("meddelande"), blank=True)

    class Meta:
        verbose_name = _("förfrågan")
        verbose_name_plural = _("förfrågningar")

    class PersonalData:
        category = "crm_inquiry"
        personal = {
            "kind": "provided",
            "received_at": "observed",
            "last_contact_at": "observed",
            "converted": "observed",
            "message": "provided",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "subject")

    def __str__(self) -> str:
        return f"förfrågan {self.pk}"


class Correspondence(Sourced):
    """A saved e-mail with a contact; it follows the customer relation (RT-8b; WN-17)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="correspondence")
    sent_on = models.DateField(_("dag"))
    title = models.CharField(_("ämne"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("sparad e-post")
        verbose_name_plural = _("sparad e-post")

    class PersonalData:
        category = "correspondence"
        personal = {
            "sent_on": "observed",
            "title": "provided",
            "body": "provided",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "contact")

    def __str__(self) -> str:
        return f"e-post {self.pk}"


class PhoneMessage(Sourced):
    """A note from the answering service, forwarded and kept 30 days (WN-16)."""

    subject = models.ForeignKey(DataSubject, on_delete=models.PROTECT, related_name="phone_messages")
    taken_at = models.DateTimeField(_("mottaget"), default=timezone.now)
    message = models.TextField(_("meddelande"))

    class Meta:
        verbose_name = _("telefonmeddelande")
        verbose_name_plural = _("telefonmeddelanden")

    class PersonalData:
        category = "phone_message"
        personal = {
            "taken_at": "observed",
            "message": "provided",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "subject")

    def __str__(self) -> str:
        return f"telefonmeddelande {self.pk}"


class CreditCheck(Sourced):
    """A credit report on a customer, kept three months (RT-13; WN-13)."""

    org = models.ForeignKey(CustomerOrg, on_delete=models.PROTECT, related_name="credit_checks")
    obtained_on = models.DateField(_("hämtad"))
    outcome = models.CharField(_("resultat"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("kreditupplysning")
        verbose_name_plural = _("kreditupplysningar")

    class PersonalData:
        category = "credit_check"
        personal = {
            "obtained_on": "observed",
            "outcome": "third_party",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "org")

    def __str__(self) -> str:
        return f"kreditupplysning {self.pk}"


class MarketingBasis(models.TextChoices):
    """On what ground a person is marketed to (WL-44, WN-23)."""

    CONSENT = "consent", _("samtycke")
    LEGITIMATE_INTEREST = "legitimate_interest", _("berättigat intresse")


class MarketingProfile(Sourced, Stated):
    """What is known of a person's interests for marketing: personal data, whatever it is called (WL-46)."""

    subject = models.OneToOneField(DataSubject, on_delete=models.PROTECT, related_name="marketing_profile")
    basis = models.CharField(_("grund"), max_length=20, choices=MarketingBasis.choices)
    given_at = models.DateTimeField(_("samtycke gavs"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("samtycke återkallades"), null=True, blank=True)
    objected_at = models.DateTimeField(_("invändning"), null=True, blank=True)
    last_interaction_at = models.DateTimeField(_("senaste händelse"), null=True, blank=True)
    interests = models.TextField(_("intressen"), blank=True)
    username = models.CharField(_("användarnamn"), max_length=120, blank=True)
    device = models.CharField(pgettext_lazy("apparat", "enhet"), max_length=120, blank=True)
    ip_masked = models.GenericIPAddressField(_("IP-adress, avkortad"), null=True, blank=True)

    class Meta:
        verbose_name = _("marknadsföringsprofil")
        verbose_name_plural = _("marknadsföringsprofiler")
        constraints = [
            models.CheckConstraint(
                name="consent_has_its_day",
                condition=~Q(basis=MarketingBasis.CONSENT) | Q(given_at__isnull=False),
            ),
        ]

    class PersonalData:
        category = "marketing_profile"
        personal = {
            "basis": "observed",
            "given_at": "provided",
            "withdrawn_at": "provided",
            "objected_at": "provided",
            "last_interaction_at": "observed",
            "interests": "inferred",
            "username": "provided",
            "device": "observed",
            "ip_masked": "observed",
            "statements": "provided",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "subject")

    def __str__(self) -> str:
        return f"marknadsföringsprofil {self.pk}"


class Record(Sourced):
    """Data of a category without a table of its own: another company's policy needs a file, no code.

    `triggers` maps the names the policy's rule asks for to ISO days, e.g. {"trained_on": "2026-03-01"}.
    """

    subject = models.ForeignKey(DataSubject, on_delete=models.PROTECT, related_name="records")
    category = models.CharField(_("kategori"), max_length=60)
    triggers = models.JSONField(_("datum"), default=dict)
    content = models.JSONField(_("uppgifter"), default=dict)

    class Meta:
        verbose_name = _("uppgift")
        verbose_name_plural = _("uppgifter")
        indexes = [models.Index(fields=["subject", "category"], name="record_of_subject")]

    class PersonalData:
        category = "per_row"
        personal = {
            "content": "provided",
            "triggers": "observed",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "subject", "category")

    def __str__(self) -> str:
        return f"uppgift {self.pk}"
