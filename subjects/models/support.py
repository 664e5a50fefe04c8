"""The support service: a profile, what counts as using it, and the tickets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from subjects.models.base import Sourced, Stated
from subjects.models.people import DataSubject


class SupportProfile(Sourced, Stated):
    """A person's registration with the support service (WL-02, WL-31, WL-32).

    `verified_at` is empty until the person has confirmed the address; an unverified one dies after
    a week. A registration after a purge is a new row and a new person to us (RT-6).
    """

    subject = models.OneToOneField(DataSubject, on_delete=models.PROTECT, related_name="support_profile")
    registered_at = models.DateTimeField(_("registrerad"), default=timezone.now)
    verified_at = models.DateTimeField(_("bekräftad"), null=True, blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    work_phone = models.CharField(_("telefon"), max_length=40, blank=True)
    interests = models.TextField(_("intresse för produkter och tjänster"), blank=True)
    course_preferences = models.TextField(_("önskemål om kurser"), blank=True)
    ip_masked = models.GenericIPAddressField(_("IP-adress, avkortad"), null=True, blank=True)
    device = models.CharField(pgettext_lazy("apparat", "enhet"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("supportkonto")
        verbose_name_plural = _("supportkonton")
        indexes = [
            models.Index(fields=["registered_at"], condition=Q(verified_at=None), name="profile_unverified"),
        ]

    class PersonalData:
        category = "support_profile"
        personal = {
            "registered_at": "observed",
            "verified_at": "observed",
            "organisation_name": "provided",
            "work_phone": "provided",
            "interests": "provided",
            "course_preferences": "provided",
            "ip_masked": "observed",
            "device": "observed",
            "statements": "provided",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "subject")

    def __str__(self) -> str:
        return f"supportkonto {self.pk}"


class ActivityKind(models.TextChoices):
    """What happens around a profile. Which kinds count as use is the law's to say (RT-4)."""

    LOGIN = "login", _("inloggning")
    TICKET_CREATED = "ticket_created", _("nytt ärende")
    TICKET_REPLY = "ticket_reply", _("svar i ärende")
    PROFILE_UPDATE = "profile_update_by_user", _("ändrade sin profil")
    RENEWAL = "renewal_confirmed", _("valde att behålla kontot")
    EMAIL_OPEN = "email_open", _("öppnade mejl")
    MARKETING_CLICK = "marketing_click", _("klickade i utskick")
    STAFF_EDIT = "staff_edit", _("ändrat av personal")
    LOGIN_FAILED = "login_failed", _("misslyckad inloggning")
    PASSWORD_RESET = "password_reset_requested", _("bad om nytt lösenord")
    API_SYNC = "api_sync", _("synkronisering")


class Activity(models.Model):
    """That something happened on a day: the law needs no finer grain, so none is kept."""

    profile = models.ForeignKey(SupportProfile, on_delete=models.CASCADE, related_name="activity")
    kind = models.CharField(_("slag"), max_length=24, choices=ActivityKind.choices)
    happened_on = models.DateField(_("dag"))

    class Meta:
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")
        constraints = [
            models.UniqueConstraint(fields=["profile", "kind", "happened_on"], name="one_activity_a_day"),
        ]

    class PersonalData:
        category = "support_profile"
        personal = {"kind": "observed", "happened_on": "observed"}
        not_personal = ("id", "profile")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on}"


class SupportTicket(Sourced):
    """A support case. When its requester's profile goes, the requester is taken out of it (RT-6b)."""

    subject = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    number = models.CharField(_("ärendenummer"), max_length=40)
    requester = models.CharField(_("anmälare"), max_length=200)
    title = models.CharField(_("rubrik"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    product = models.CharField(_("produkt"), max_length=80, blank=True)
    opened_at = models.DateTimeField(_("öppnat"), default=timezone.now)
    closed_at = models.DateTimeField(_("stängt"), null=True, blank=True)

    class Meta:
        verbose_name = _("supportärende")
        verbose_name_plural = _("supportärenden")

    class PersonalData:
        category = "support_tickets"
        personal = {
            "subject": "provided",
            "requester": "provided",
            "title": "provided",
            "body": "provided",
            "source_kind": "observed",
            "source_name": "third_party",
        }
        not_personal = ("id", "number", "product", "opened_at", "closed_at")

    def __str__(self) -> str:
        return f"ärende {self.number}"


class TicketAttachment(models.Model):
    """A file the requester sent with a case; it goes when the requester is taken out."""

    ticket = models.ForeignKey(SupportTicket, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(_("fil"), upload_to="tickets/%Y/")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("bilaga")
        verbose_name_plural = _("bilagor")

    class PersonalData:
        category = "support_tickets"
        personal = {"file": "provided", "added_at": "observed"}
        not_personal = ("id", "ticket")

    def __str__(self) -> str:
        return f"bilaga {self.pk}"
