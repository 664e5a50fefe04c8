"""The customer as a company, who speaks for it, and what it has agreed with us."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from subjects.models.base import OfController, Sourced, Stated
from subjects.models.people import DataSubject


class CustomerOrg(models.Model):
    """A customer organisation. A sole trader is one with `natural_person`, and is personal data whole."""

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="organisations")
    ref = models.UUIDField(_("referens"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("namn"), max_length=200)
    number = models.CharField(_("kundnummer"), max_length=40)
    org_number = models.CharField(_("organisationsnummer"), max_length=20, blank=True)
    address = models.CharField(_("adress"), max_length=300, blank=True)
    country = models.CharField(_("land"), max_length=60, blank=True)
    natural_person = models.BooleanField(_("enskild näringsidkare"), default=False)
    facts_version = models.BigIntegerField(default=1, editable=False)
    units_version = models.BigIntegerField(default=0, editable=False)

    objects = OfController["CustomerOrg"].as_manager()

    class Meta:
        verbose_name = _("kundorganisation")
        verbose_name_plural = _("kundorganisationer")
        constraints = [
            models.UniqueConstraint(fields=["controller", "number"], name="one_org_per_customer_number"),
        ]
        indexes = [
            models.Index(
                fields=["controller", "id"], condition=~Q(facts_version=F("units_version")), name="org_stale"
            ),
        ]

    class PersonalData:
        category = "identity"
        personal = {
            "name": "provided",
            "number": "provided",
            "org_number": "provided",
            "address": "provided",
            "country": "provided",
        }
        not_personal = ("id", "controller", "ref", "natural_person", "facts_version", "units_version")

    def __str__(self) -> str:
        return f"organisation {self.ref}"


class Contact(models.Model):
    """A person who speaks for an organisation, until they leave it (RT-7b)."""

    subject = models.ForeignKey(DataSubject, on_delete=models.PROTECT, related_name="contacts")
    org = models.ForeignKey(CustomerOrg, on_delete=models.PROTECT, related_name="contacts")
    left_on = models.DateField(_("slutade"), null=True, blank=True)

    class Meta:
        verbose_name = _("kontaktperson")
        verbose_name_plural = _("kontaktpersoner")
        constraints = [
            models.UniqueConstraint(fields=["subject", "org"], name="one_contact_per_subject_and_org"),
        ]

    class PersonalData:
        category = "identity"
        personal = {"org": "provided", "left_on": "provided"}
        not_personal = ("id", "subject")

    def __str__(self) -> str:
        return f"kontakt {self.pk}"


class CustomerData(Sourced, Stated):
    """What we keep of a contact to serve the customer: title, notes, preferences (RT-7)."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="customer_data")
    title = models.CharField(_("befattning"), max_length=120, blank=True)
    notes = models.TextField(_("anteckningar"), blank=True)
    preferences = models.TextField(_("önskemål"), blank=True)

    class Meta:
        verbose_name = _("kunddata")
        verbose_name_plural = _("kunddata")

    class PersonalData:
        category = "customer_data"
        personal = {
            "title": "provided",
            "notes": "inferred",
            "preferences": "provided",
            "statements": "provided",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "contact")

    def __str__(self) -> str:
        return f"kunddata {self.pk}"


class Contract(models.Model):
    """What the customer bought, from day to day; `end_on` is inclusive and empty while it runs.

    An end before its start is kept as it came: the decision answers DATA_QUALITY_REVIEW and keeps.
    """

    org = models.ForeignKey(CustomerOrg, on_delete=models.PROTECT, related_name="contracts")
    number = models.CharField(_("avtalsnummer"), max_length=60)
    start_on = models.DateField(_("början"))
    end_on = models.DateField(_("slut"), null=True, blank=True)
    end_corrected_on = models.DateField(_("slutet rättat"), null=True, blank=True)

    class Meta:
        verbose_name = _("avtal")
        verbose_name_plural = _("avtal")
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="one_contract_per_number"),
        ]

    class PersonalData:
        category = "customer_data"
        personal = {"number": "provided"}
        not_personal = ("id", "org", "start_on", "end_on", "end_corrected_on")

    def __str__(self) -> str:
        return f"avtal {self.pk}"
