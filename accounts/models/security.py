"""What happened to logins: who came in, what was refused, what changed (domain.md RT-13)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.controller import Controller


class SecurityKind(models.TextChoices):
    """What the log tells of."""

    LOGIN = "login", _("inloggning")
    LOGOUT = "logout", _("utloggning")
    CODE_SENT = "code_sent", _("kod skickad")
    CODE_REJECTED = "code_rejected", _("fel kod")
    LOGIN_FAILED = "login_failed", _("misslyckad inloggning")
    UNKNOWN_ADDRESS = "unknown_address", _("okänd adress bad om en kod")
    FACTOR_ADDED = "factor_added", _("tvåstegsskydd tillagt")
    FACTOR_REMOVED = "factor_removed", _("tvåstegsskydd borttaget")
    FACTOR_RESET = "factor_reset", _("tvåstegsskydd återställt")
    FACTOR_FAILED = "factor_failed", _("fel kod i tvåstegsskyddet")
    ROLE_GIVEN = "role_given", _("roll given")
    ROLE_ENDED = "role_ended", _("roll avslutad")


class Place(models.TextChoices):
    """Where an event was, as far as that is known: one log-in serves every company of an installation."""

    HERE = "here", _("på företagets egna sidor")
    SHARED = "shared", _("inloggningen i sig, som är gemensam för företagen här")


class SecurityEvent(models.Model):
    """One sign-in or security event; kept 12 months.

    An event on a company's own pages is that company's alone, and an employer's of the person: their
    log-in opens what is there too. Any other stands at each company the log-in belongs to. Of an address
    nobody has, the event is kept and the address is not. `network` is masked: the database refuses a
    whole address.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(_("händelse"), max_length=20, choices=SecurityKind.choices)
    place = models.CharField(_("var"), max_length=8, choices=Place, default=Place.SHARED)
    network = models.GenericIPAddressField(_("nät"), null=True)
    at = models.DateTimeField(_("tidpunkt"))

    class Meta:
        verbose_name = _("säkerhetshändelse")
        verbose_name_plural = _("säkerhetshändelser")
        indexes = [models.Index(fields=["controller", "at"], name="security_event_by_day")]

    class PersonalData:
        category = "security_log"
        personal = {"kind": "observed", "place": "observed", "network": "observed", "at": "observed"}
        not_personal = ("id", "controller", "user")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
