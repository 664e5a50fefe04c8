"""A system beside the hub that holds personal data of the same people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from connectors.protocol import Source
from connectors.sources import open_source
from subjects.models.base import OfController


class System(models.Model):
    """A connected system of a controller: its kind, its settings, and whether it is asked.

    The settings say where data lie, never what they are, and hold no secret: secrets come from the
    environment of the connector that needs them.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="systems")
    key = models.SlugField(_("kortnamn"), max_length=40)
    title = models.CharField(_("namn"), max_length=120)
    kind = models.CharField(_("slag"), max_length=20)
    settings = models.JSONField(_("inställningar"), default=dict, blank=True)
    active = models.BooleanField(_("i bruk"), default=True)

    objects = OfController["System"].as_manager()

    class Meta:
        verbose_name = _("anslutet system")
        verbose_name_plural = _("anslutna system")
        constraints = [
            models.UniqueConstraint(fields=["controller", "key"], name="system_key_once"),
        ]

    class PersonalData:
        category = "none"
        personal: dict[str, str] = {}
        not_personal = ("id", "controller", "key", "title", "kind", "settings", "active")

    def __str__(self) -> str:
        return self.title

    def open(self) -> Source:
        """Open the system. Raises Unreachable where its kind or settings do not fit."""
        return open_source(kind=self.kind, title=self.title, settings=self.settings)
