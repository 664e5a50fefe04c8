"""The links of a newsletter that are counted: how many presses, and nothing of who pressed (WL-06)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from subjects.models.base import OfController


class CountedLink(models.Model):
    """One link of one campaign. The same address goes to everybody who is counted.

    It stands only in the mails of those who said yes to being counted, and even of them we keep a
    number alone: no person, no device, no time. What is not kept needs neither purge nor export.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    campaign = models.CharField(_("utskick"), max_length=60)
    ref = models.UUIDField(_("referens"), default=uuid.uuid4, unique=True, editable=False)
    url = models.CharField(_("adress"), max_length=1000)
    presses = models.PositiveIntegerField(_("tryck"), default=0)

    objects = OfController["CountedLink"].as_manager()

    class Meta:
        verbose_name = _("räknad länk")
        verbose_name_plural = _("räknade länkar")
        constraints = [
            models.UniqueConstraint(fields=["controller", "campaign", "url"], name="one_link_of_a_campaign"),
        ]

    class PersonalData:
        not_personal = ("id", "controller", "campaign", "ref", "url", "presses")

    def __str__(self) -> str:
        return f"räknad länk {self.ref}"
