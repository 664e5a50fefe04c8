"""When each company's mailbox was read, and what stood in the way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller


class Reading(models.Model):
    """The last reading of a company's mailbox. `trouble` is a code of `fetching.troubles`, or empty."""

    controller = models.OneToOneField(Controller, on_delete=models.PROTECT, related_name="mailbox_reading")
    tried_at = models.DateTimeField(_("senaste försök"))
    read_at = models.DateTimeField(_("senast läst"), null=True, blank=True)
    trouble = models.CharField(_("fel"), max_length=16, blank=True)
    left = models.PositiveIntegerField(_("kvar att läsa"), default=0)

    class Meta:
        verbose_name = _("läsning av brevlådan")
        verbose_name_plural = _("läsningar av brevlådan")

    class PersonalData:
        not_personal = ("id", "controller", "tried_at", "read_at", "trouble", "left")

    def __str__(self) -> str:
        return f"läsning {self.controller_id}"
