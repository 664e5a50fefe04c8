"""What is wrong and waits for a person (domain.md 6.1)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from register.models.policy import in_language


class Finding(models.Model):
    """Something wrong or in doubt, open until a person or the next look closes it.

    `where` is a place in the policy (`sentences.WN-44`) or an opaque reference (`unit:17`), never a
    name. One code is open once for one place.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="findings")
    code = models.CharField(_("kod"), max_length=24)
    where = models.CharField(_("var"), max_length=200)
    text_sv = models.TextField(_("vad"))
    text_en = models.TextField(_("vad, på engelska"))
    opened_at = models.DateTimeField(_("öppnad"))
    closed_at = models.DateTimeField(_("stängd"), null=True, blank=True)

    class Meta:
        verbose_name = _("anmärkning")
        verbose_name_plural = _("anmärkningar")
        ordering = ["controller", "code", "where"]
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "code", "where"],
                condition=Q(closed_at=None),
                name="finding_open_once",
            ),
            models.CheckConstraint(
                name="finding_closed_after", condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"))
            ),
            models.CheckConstraint(name="finding_code_known_form", condition=Q(code__regex=r"^F-[A-Z0-9]+$")),
        ]

    class PersonalData:
        not_personal = (
            "id",
            "controller",
            "code",
            "where",
            "text_sv",
            "text_en",
            "opened_at",
            "closed_at",
        )

    def __str__(self) -> str:
        return f"{self.code} {self.where}"

    @property
    def text(self) -> str:
        """Give what is wrong in the language of the page."""
        return in_language(self, "text")
