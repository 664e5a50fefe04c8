"""What every table here shares: a controller to ask for, and where each item came from."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller

M = TypeVar("M", bound=models.Model)


class OfController(models.QuerySet[M]):
    """Rows of one controller: ask for them by name, so that no query mixes two companies."""

    def for_controller(self, controller: Controller) -> OfController[M]:
        """Give the rows for which this controller answers."""
        return self.filter(controller=controller)


class SourceKind(models.TextChoices):
    """Where data came from (Art. 14(2)(f), 15(1)(g); WL-05, WL-09, WN-06)."""

    SELF = "self", _("personen själv")
    OBSERVED = "observed", _("uppstod när tjänsten användes")
    COLLEAGUE = "colleague", _("en kollega hos kunden")
    STAFF = "staff", _("vår personal")
    AGGREGATOR = "aggregator", _("dataaggregation från tredje part")
    MARKETING_PARTNER = "marketing_partner", _("marknadsföringspartner")
    PUBLIC_SOURCE = "public_source", _("offentlig källa")
    SOCIAL_NETWORK = "social_network", _("socialt nätverk")
    ADDRESS_REGISTER = "address_register", _("adressregister")


class Sourced(models.Model):
    """An item that says where it came from."""

    source_kind = models.CharField(
        _("källa"), max_length=20, choices=SourceKind.choices, default=SourceKind.SELF
    )
    source_name = models.CharField(_("källans namn"), max_length=120, blank=True)

    class Meta:
        abstract = True


class Stated(models.Model):
    """A row beside whose values a person may put words, where we keep them as they are (Art. 16).

    `statements` is field -> words, by the names of the fields that can be corrected. They stand in the
    row itself, so that they are copied, erased and forgotten with the value they are about.
    """

    statements = models.JSONField(
        _("personens tillägg"),
        default=dict,
        blank=True,
        db_default=models.Value({}, models.JSONField()),
    )

    class Meta:
        abstract = True
