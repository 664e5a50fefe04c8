"""The company that decides why and how personal data are used (Art. 4(7))."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Controller(models.Model):
    """A company that answers for its data (Art. 4(7)). One installation serves several.

    Its addresses and colours are in its policy. `facts_version` is raised when one of its financial
    years changes: every decision on a voucher stands on them.
    """

    slug = models.CharField(
        _("kortnamn"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$")],
    )
    name = models.CharField(_("namn"), max_length=200)
    facts_version = models.BigIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("personuppgiftsansvarig")
        verbose_name_plural = _("personuppgiftsansvariga")
        ordering = ["name"]

    class PersonalData:
        category = "none"
        personal: dict[str, str] = {}
        not_personal = ("id", "slug", "name", "facts_version")

    def __str__(self) -> str:
        return self.name
