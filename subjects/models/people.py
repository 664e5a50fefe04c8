"""A person at one controller, how we recognise them, and from whom we heard of them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from subjects.models.base import OfController, SourceKind, Stated


class SubjectKind(models.TextChoices):
    """Whom the policy speaks of (WN-02)."""

    CUSTOMER_CONTACT = "customer_contact", _("kontakt hos kund")
    PARTNER_CONTACT = "partner_contact", _("kontakt hos partner")
    SUPPLIER_CONTACT = "supplier_contact", _("kontakt hos leverantör")
    LEAD = "lead", _("intressent")
    VISITOR = "visitor", _("besökare")


class DataSubject(Stated):
    """One person at one controller (Art. 4(1)). The same person at two controllers is two subjects.

    `facts_version` is raised, in the same transaction, by everything that changes a fact of the
    person; a purge erases only what was decided on the version it finds under lock (purge.md).
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="subjects")
    ref = models.UUIDField(_("referens"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("slag"), max_length=20, choices=SubjectKind.choices, default=SubjectKind.CUSTOMER_CONTACT
    )
    full_name = models.CharField(_("namn"), max_length=200)
    language = models.CharField(
        _("språk"), max_length=2, default="sv", choices=[("sv", "Svenska"), ("en", "English")]
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="subjects"
    )
    created_at = models.DateTimeField(_("skapad"), default=timezone.now)
    facts_version = models.BigIntegerField(default=1, editable=False)
    units_version = models.BigIntegerField(default=0, editable=False)

    objects = OfController["DataSubject"].as_manager()

    class Meta:
        verbose_name = _("registrerad")
        verbose_name_plural = _("registrerade")
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "user"], condition=Q(user__isnull=False), name="one_login_per_subject"
            ),
        ]
        indexes = [
            models.Index(
                fields=["controller", "id"],
                condition=~Q(facts_version=F("units_version")),
                name="subject_stale",
            ),
        ]

    class PersonalData:
        category = "identity"
        personal = {
            "full_name": "provided",
            "language": "provided",
            "user": "provided",
            "kind": "observed",
            "statements": "provided",
        }
        not_personal = ("id", "controller", "ref", "created_at", "facts_version", "units_version")

    def __str__(self) -> str:
        return f"registrerad {self.ref}"


class IdentityKind(models.TextChoices):
    """What a person can be recognised by."""

    EMAIL = "email", _("e-postadress")
    PHONE = "phone", _("telefonnummer")
    CUSTOMER_NUMBER = "customer_number", _("kundnummer")


class Identity(models.Model):
    """Something a person is recognised by; `normalised` is compared, `value` is shown."""

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(DataSubject, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(_("slag"), max_length=16, choices=IdentityKind.choices)
    value = models.CharField(_("värde"), max_length=254)
    normalised = models.CharField(max_length=254, editable=False)
    verified_at = models.DateTimeField(_("bekräftad"), null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)

    objects = OfController["Identity"].as_manager()

    class Meta:
        verbose_name = _("identitet")
        verbose_name_plural = _("identiteter")
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "kind", "normalised"], name="one_owner_per_identity"
            ),
        ]

    class PersonalData:
        category = "identity"
        personal = {"value": "provided", "normalised": "provided", "verified_at": "observed"}
        not_personal = ("id", "controller", "subject", "kind", "added_at")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class SourceRecord(models.Model):
    """From whom we got a person's data, and when (Art. 14; WL-05, WL-08, WL-09)."""

    subject = models.ForeignKey(DataSubject, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(_("slag"), max_length=20, choices=SourceKind.choices)
    name = models.CharField(_("namn"), max_length=120, blank=True)
    obtained_on = models.DateField(_("hämtad"))
    notified_on = models.DateField(_("personen informerad"), null=True, blank=True)

    class Meta:
        verbose_name = _("källa")
        verbose_name_plural = _("källor")

    class PersonalData:
        category = "identity"
        personal = {
            "kind": "observed",
            "name": "third_party",
            "obtained_on": "observed",
            "notified_on": "observed",
        }
        not_personal = ("id", "subject")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.obtained_on}"
