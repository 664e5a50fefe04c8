"""How an address came to us with a purchase: what a soft opt-in rests on (MFL 19 §, C-654/23)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from subjects.models import DataSubject
from subjects.models.base import OfController


class AddressCollection(models.Model):
    """That a person gave an address in a sale (a free account in a paid model counts), and was offered to
    say no there and then. Whether a message is about our own similar products is the message's to say.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(DataSubject, on_delete=models.CASCADE, related_name="address_collections")
    channel = models.CharField(_("kanal"), max_length=8)
    in_a_sale = models.BooleanField(_("vid köp"))
    opt_out_offered = models.BooleanField(_("fick säga nej"))
    collected_on = models.DateField(_("dag"))

    objects = OfController["AddressCollection"].as_manager()

    class Meta:
        verbose_name = _("adress från köp")
        verbose_name_plural = _("adresser från köp")
        constraints = [
            models.UniqueConstraint(fields=["subject", "channel"], name="one_collection_per_channel"),
        ]

    class PersonalData:
        category = "marketing_profile"
        personal = {
            "channel": "provided",
            "in_a_sale": "observed",
            "opt_out_offered": "observed",
            "collected_on": "observed",
        }
        not_personal = ("id", "controller", "subject")

    def __str__(self) -> str:
        return f"adress från köp {self.pk}"
