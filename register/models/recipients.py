"""Who gets data, where they go, and what makes that lawful."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models.policy import Worded, once, one_of
from register.models.purposes import LIAssessment, Purpose
from register.policyfile.words import Mechanism, ProcessorKind, ProcessorLevel, RecipientKind


class Recipient(Worded):
    """Somebody who gets data for a purpose of their own, or inside the company (Art. 13(1)(e))."""

    kind = models.CharField(_("slag"), max_length=10)
    country = models.CharField(_("land"), max_length=2)
    categories = ArrayField(models.CharField(max_length=63), verbose_name=_("uppgifter"))
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, null=True, blank=True)
    assessment = models.ForeignKey(LIAssessment, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("mottagare")
        verbose_name_plural = _("mottagare")
        constraints = [
            once("recipient_key_once", "key"),
            one_of("recipient_kind_known", "kind", RecipientKind),
            models.CheckConstraint(
                name="partner_has_purpose_and_assessment",
                condition=~Q(kind=RecipientKind.PARTNER.value)
                | Q(purpose__isnull=False, assessment__isnull=False),
            ),
        ]

    class PersonalData:
        not_personal = ("kind", "country", "categories", "purpose", "assessment")


class Processor(Worded):
    """A supplier that handles data on instruction (Art. 28). None is active without an agreement."""

    kind = models.CharField(_("slag"), max_length=14)
    level = models.CharField(_("led"), max_length=10)
    country = models.CharField(_("land"), max_length=2)
    active = models.BooleanField(_("i bruk"), default=True)
    categories = ArrayField(models.CharField(max_length=63), verbose_name=_("uppgifter"))
    instructions_sv = models.TextField(_("instruktioner"))
    instructions_en = models.TextField(_("instruktioner på engelska"))
    dpa_signed_on = models.DateField(_("biträdesavtal undertecknat"), null=True, blank=True)
    dpa_doc = models.CharField(_("avtalets beteckning"), max_length=400, blank=True, default="")
    audit_due_on = models.DateField(_("granskas"), null=True, blank=True)

    class Meta:
        verbose_name = _("personuppgiftsbiträde")
        verbose_name_plural = _("personuppgiftsbiträden")
        constraints = [
            once("processor_key_once", "key"),
            one_of("processor_kind_known", "kind", ProcessorKind),
            one_of("processor_level_known", "level", ProcessorLevel),
            models.CheckConstraint(
                name="active_processor_has_agreement",
                condition=Q(active=False) | (Q(dpa_signed_on__isnull=False) & ~Q(dpa_doc="")),
            ),
        ]

    class PersonalData:
        not_personal = (
            "kind",
            "level",
            "country",
            "active",
            "categories",
            "instructions_sv",
            "instructions_en",
            "dpa_signed_on",
            "dpa_doc",
            "audit_due_on",
        )


class Transfer(Worded):
    """Data that leave the EU/EEA, with the mechanism that makes it lawful (Art. 44-49, WL-29)."""

    processor = models.ForeignKey(
        Processor, on_delete=models.PROTECT, related_name="transfers", null=True, blank=True
    )
    recipient = models.ForeignKey(
        Recipient, on_delete=models.PROTECT, related_name="transfers", null=True, blank=True
    )
    country = models.CharField(_("land"), max_length=2)
    mechanism = models.CharField(_("skydd"), max_length=14)
    decision = models.CharField(_("beslut"), max_length=400, blank=True, default="")
    tia_on = models.DateField(_("bedömning av mottagarlandet"), null=True, blank=True)

    class Meta:
        verbose_name = _("överföring till tredje land")
        verbose_name_plural = _("överföringar till tredje land")
        constraints = [
            once("transfer_key_once", "key"),
            one_of("transfer_mechanism_known", "mechanism", Mechanism),
            models.CheckConstraint(
                name="transfer_to_one",
                condition=Q(processor__isnull=False, recipient__isnull=True)
                | Q(processor__isnull=True, recipient__isnull=False),
            ),
        ]

    class PersonalData:
        not_personal = ("processor", "recipient", "country", "mechanism", "decision", "tia_on")


class StorageLocation(Worded):
    """Where a system keeps data (WL-20)."""

    country = models.CharField(_("land"), max_length=2)
    processor = models.ForeignKey(Processor, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("lagringsplats")
        verbose_name_plural = _("lagringsplatser")
        constraints = [once("storage_key_once", "key")]

    class PersonalData:
        not_personal = ("country", "processor")
