"""What a member of staff may do, for which controller, and until when (WN-41, WN-47)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.controller import Controller


class Role(models.TextChoices):
    """The roles of domain.md 5."""

    HANDLER = "handler", _("handläggare")
    DPO = "dpo", _("dataskyddsombud")
    ACCOUNTING = "accounting", _("ekonomi")
    AUDITOR = "auditor", _("granskare")
    ADMIN = "admin", _("administratör")


class StaffRole(models.Model):
    """One role of one person at one controller. An ended role stays until the login itself goes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="staff_roles")
    role = models.CharField(_("roll"), max_length=12, choices=Role.choices)
    granted_at = models.DateTimeField(_("given"), default=timezone.now)
    ended_at = models.DateTimeField(_("avslutad"), null=True, blank=True)

    class Meta:
        verbose_name = _("roll")
        verbose_name_plural = _("roller")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "controller", "role"],
                condition=Q(ended_at=None),
                name="one_live_role_of_a_kind",
            ),
            models.CheckConstraint(name="role_known", condition=Q(role__in=Role.values)),
        ]

    class PersonalData:
        category = "staff_account"
        personal = {"user": "provided", "role": "provided"}
        not_personal = ("id", "controller", "granted_at", "ended_at")

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.controller_id})"


class AccessGrant(models.Model):
    """A subcontractor's access, which ends by itself on a day agreed beforehand (WN-41)."""

    staff_role = models.ForeignKey(StaffRole, on_delete=models.CASCADE, related_name="grants")
    confidentiality_signed_on = models.DateField(_("sekretess undertecknad"))
    ends_on = models.DateField(_("gäller till och med"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("tidsbegränsad åtkomst")
        verbose_name_plural = _("tidsbegränsade åtkomster")
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_confidentiality",
                condition=Q(ends_on__gte=F("confidentiality_signed_on")),
            ),
        ]

    class PersonalData:
        category = "staff_account"
        personal = {"staff_role": "provided", "confidentiality_signed_on": "provided"}
        not_personal = ("id", "ends_on", "created_at")

    def __str__(self) -> str:
        return f"till och med {self.ends_on}"
