"""Anonymous visits and statistics: no subject, no unit; they go by day under the same rule."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from subjects.models.base import OfController


class WebVisit(models.Model):
    """A page somebody opened on a day. The address is masked before it is written (WN-36..38)."""

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    site = models.CharField(_("webbplats"), max_length=120)
    path = models.CharField(_("sida"), max_length=300)
    visited_on = models.DateField(_("dag"))
    ip_masked = models.GenericIPAddressField(_("IP-adress, avkortad"), null=True, blank=True)

    objects = OfController["WebVisit"].as_manager()

    class Meta:
        verbose_name = _("besök")
        verbose_name_plural = _("besök")
        indexes = [models.Index(fields=["controller", "visited_on"], name="visit_by_day")]

    class PersonalData:
        category = "web_visit_stats"
        personal = {"ip_masked": "observed", "path": "observed", "visited_on": "observed"}
        not_personal = ("id", "controller", "site")

    def __str__(self) -> str:
        return f"besök {self.pk}"


class StatsExtract(models.Model):
    """Statistics drawn for analysis; anonymous from the start, no cell under `k_min` (WN-20, WN-21)."""

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    created_on = models.DateField(_("dag"))
    title = models.CharField(_("rubrik"), max_length=120)
    method = models.CharField(_("metod"), max_length=120, blank=True)
    k_min = models.PositiveSmallIntegerField(_("minsta cell"), default=5)
    cells = models.JSONField(_("celler"), default=dict)
    anonymised = models.BooleanField(_("anonymiserad"), default=False)

    objects = OfController["StatsExtract"].as_manager()

    class Meta:
        verbose_name = _("statistikuttag")
        verbose_name_plural = _("statistikuttag")
        indexes = [
            models.Index(
                fields=["controller", "created_on"],
                condition=models.Q(anonymised=False),
                name="extract_not_anonymised",
            ),
        ]

    class PersonalData:
        category = "stats_extract"
        personal = {"cells": "inferred"}
        not_personal = ("id", "controller", "created_on", "title", "method", "k_min", "anonymised")

    def __str__(self) -> str:
        return f"statistik {self.pk}"
