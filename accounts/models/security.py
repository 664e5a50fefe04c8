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


class SecurityEvent(models.Model):
    """One sign-in or security event, a row for each company the login belongs to; kept 12 months.

    Of an address nobody has, the event is kept and the address is not. `network` is masked: the
    database refuses a whole address.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(_("händelse"), max_length=20, choices=SecurityKind.choices)
    network = models.GenericIPAddressField(_("nät"), null=True)
    at = models.DateTimeField(_("tidpunkt"))

    class Meta:
        verbose_name = _("säkerhetshändelse")
        verbose_name_plural = _("säkerhetshändelser")
        indexes = [models.Index(fields=["controller", "at"], name="security_event_by_day")]

    class PersonalData:
        category = "security_log"
        personal = {"kind": "observed", "network": "observed", "at": "observed"}
        not_personal = ("id", "controller", "user")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
