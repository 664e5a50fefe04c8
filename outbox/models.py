"""What other systems must be told, written in the transaction of the deed."""

from __future__ import annotations

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models.functions import Cast
from django.db.models.lookups import Regex
from django.utils.translation import gettext_lazy as _

from ledger import patterns
from ledger.models import HasSlug

ID = r'"[a-z][a-z_]*": (?:[0-9]+|"[A-Za-z0-9:_-]+")'
IDS_ONLY = rf"^\{{(?:{ID}(?:, {ID})*)?\}}$"


class OutboxQuerySet(models.QuerySet["OutboxEvent"]):
    """Questions to the outbox."""

    def for_controller(self, controller: HasSlug | str) -> OutboxQuerySet:
        """Keep the events of one controller."""
        return self.filter(controller=controller if isinstance(controller, str) else controller.slug)


class OutboxEvent(models.Model):
    """One thing that other systems must be told, such as that a unit was erased (Art. 19).

    `payload` is a flat object of ids: numbers, or words without blanks, dots and @. Every column
    has a database default, so a purge may write its events with INSERT ... SELECT.
    """

    class State(models.TextChoices):
        """How far an event has come: only an acknowledgement that names our id ends it."""

        PENDING = "pending", _("väntar")
        SENT = "sent", _("sänd, ej bekräftad")
        ACKNOWLEDGED = "acknowledged", _("bekräftad")

    controller = models.CharField(_("personuppgiftsansvarig"), max_length=63)
    kind = models.CharField(_("slag"), max_length=80)
    unit_ref = models.UUIDField(_("referens"), null=True, blank=True)
    payload = models.JSONField(_("innehåll"), blank=True, db_default={})
    created_at = models.DateTimeField(_("skapad"), db_default=TransactionNow())
    state = models.CharField(_("läge"), max_length=12, choices=State.choices, db_default=State.PENDING)
    attempts = models.IntegerField(_("försök"), db_default=0)
    next_try_at = models.DateTimeField(_("nästa försök"), db_default=TransactionNow())

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("händelse till andra system")
        verbose_name_plural = _("händelser till andra system")
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=~models.Q(state="acknowledged"),
                name="outbox_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit_ref", "kind"], name="outbox_told_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "sent", "acknowledged"]),
                name="outbox_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__regex=patterns.ACTION), name="outbox_kind_is_a_verb"
            ),
            models.CheckConstraint(
                condition=models.Q(controller__regex=patterns.SLUG), name="outbox_controller_is_a_slug"
            ),
            models.CheckConstraint(
                condition=Regex(Cast("payload", models.TextField()), IDS_ONLY), name="outbox_payload_is_ids"
            ),
        ]

    class PersonalData:
        personal: dict[str, str] = {}
        not_personal = (
            "id",
            "controller",
            "kind",
            "unit_ref",
            "payload",
            "created_at",
            "state",
            "attempts",
            "next_try_at",
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"
