"""Which forms have been carried out: so that one that is sent twice does nothing twice."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SentForm(models.Model):
    """A form that was carried out, by the hash of the random mark it bore; it goes after a day.

    It is written in the transaction of what the form asked for: it stands if, and only if, that was done.
    """

    digest = models.BinaryField(max_length=32, unique=True)
    sent_at = models.DateTimeField(_("skickat"), db_index=True)

    class Meta:
        verbose_name = _("skickat formulär")
        verbose_name_plural = _("skickade formulär")

    class PersonalData:
        not_personal = ("id", "digest", "sent_at")

    def __str__(self) -> str:
        return f"skickat formulär {self.pk}"
