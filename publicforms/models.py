"""What somebody outside has sent and not yet confirmed: a sealed letter that only the mailed link opens."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from subjects.models.base import OfController


class Unconfirmed(models.Model):
    """A form that waits for a button, seven days at most.

    Its content is encrypted under a key that stands in the mailed link and nowhere else: until the
    owner of the address opens it, nobody can read it or see whom it is from, we included. So whoever
    types another person's address leaves nothing about that person here.

    `request_ref` says which request came of it, so that a second press shows the same answer.
    """

    controller = models.ForeignKey(Controller, on_delete=models.CASCADE, related_name="+")
    token_digest = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField(_("förseglat innehåll"), blank=True)
    submitted_at = models.DateTimeField(_("skickat"))
    expires_at = models.DateTimeField(_("gäller till"))
    confirmed_at = models.DateTimeField(_("bekräftat"), null=True, blank=True)
    request_ref = models.UUIDField(null=True, blank=True)

    objects = OfController["Unconfirmed"].as_manager()

    class Meta:
        verbose_name = _("obekräftat formulär")
        verbose_name_plural = _("obekräftade formulär")
        constraints = [
            models.CheckConstraint(
                name="confirmed_has_no_letter",
                condition=Q(confirmed_at=None) & ~Q(sealed=b"") | Q(confirmed_at__isnull=False, sealed=b""),
            ),
            models.CheckConstraint(
                name="request_came_of_a_confirmed_one",
                condition=Q(request_ref=None) | Q(confirmed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="unconfirmed_by_end")]

    class PersonalData:
        # Nobody's until it is opened: without the link there is no key, and no row leads to a person.
        category = "none"
        personal: ClassVar[dict[str, str]] = {}
        not_personal = (
            "id",
            "controller",
            "token_digest",
            "sealed",
            "submitted_at",
            "expires_at",
            "confirmed_at",
            "request_ref",
        )

    def __str__(self) -> str:
        return f"obekräftat formulär {self.pk}"
