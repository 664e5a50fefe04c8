"""What an erasure leaves behind: ids for a restored backup, and files still to be unlinked."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Tombstone(models.Model):
    """That a row was erased: its table and id, so that a restored backup is erased again (4.3)."""

    table = models.CharField(_("tabell"), max_length=63)
    pk_erased = models.BigIntegerField()
    erased_on = models.DateField(_("dag"))

    class Meta:
        verbose_name = _("gravsten")
        verbose_name_plural = _("gravstenar")
        indexes = [models.Index(fields=["erased_on"], name="tombstone_by_day")]

    class PersonalData:
        category = "none"
        personal: dict[str, str] = {}
        not_personal = ("id", "table", "pk_erased", "erased_on")

    def __str__(self) -> str:
        return f"{self.table} {self.pk_erased}"


class FileErasure(models.Model):
    """A stored file whose row is erased: written with the deed, done when the file is gone."""

    path = models.CharField(_("fil"), max_length=300)
    ordered_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("fil att radera")
        verbose_name_plural = _("filer att radera")

    class PersonalData:
        category = "none"
        personal: dict[str, str] = {}
        not_personal = ("id", "path", "ordered_at")

    def __str__(self) -> str:
        return f"fil {self.pk}"
