"""A purge: planned as rows, released, executed in batches, sealed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from register.models import PolicyVersion


class RunState(models.TextChoices):
    """How far a run has come (domain.md 5)."""

    PLANNED = "planned", _("planerad")
    AWAITING_RELEASE = "awaiting_release", _("väntar på godkännande")
    RUNNING = "running", _("pågår")
    DONE = "done", _("klar")
    FAILED = "failed", _("avbruten, kan göras om")
    REPLACED = "replaced", _("ersatt av en ny plan")


OPEN_STATES = (RunState.PLANNED, RunState.AWAITING_RELEASE, RunState.RUNNING, RunState.FAILED)


class PurgeRun(models.Model):
    """One night's purge of one controller: what is due on `as_of`, and how far it has come.

    A plan is executed on its own day. `digest` binds a release to exactly these items; it leaves
    the day out, so that an unchanged plan needs no new release.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="purge_runs")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    as_of = models.DateField(_("dag"))
    state = models.CharField(_("läge"), max_length=20, choices=RunState.choices, default=RunState.PLANNED)
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    controller_version = models.BigIntegerField()
    units_total = models.PositiveIntegerField(_("enheter i allt"), default=0)
    due_total = models.PositiveIntegerField(_("att radera"), default=0)
    cap = models.PositiveIntegerField(_("gräns utan godkännande"), default=0)
    digest = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(_("rader per tabell"), default=dict)
    planned_at = models.DateTimeField(_("planerad"), default=timezone.now)
    released_at = models.DateTimeField(_("godkänd"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    finished_at = models.DateTimeField(_("klar"), null=True, blank=True)
    sealed_size = models.BigIntegerField(_("förseglad vid rad"), null=True, blank=True)
    trouble = models.CharField(_("hinder"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("gallring")
        verbose_name_plural = _("gallringar")
        ordering = ["-as_of", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["controller"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_run_per_controller",
            ),
        ]

    class PersonalData:
        category = "none"
        personal: dict[str, str] = {}
        not_personal = (
            "id",
            "controller",
            "ref",
            "as_of",
            "state",
            "policy_version",
            "controller_version",
            "units_total",
            "due_total",
            "cap",
            "digest",
            "counts",
            "planned_at",
            "released_at",
            "released_by",
            "finished_at",
            "sealed_size",
            "trouble",
        )

    def __str__(self) -> str:
        return f"{self.controller_id} {self.as_of} {self.get_state_display()}"


class PurgeBatch(models.Model):
    """The mark of a batch: while it is open, the triggers let pass what its transaction erases (rule 10).

    The database writes `xid` itself, takes a mark only for a run that has begun and is not finished,
    and lets a mark be closed and nothing else. What remains is which transactions erased, for which
    run, and when.
    """

    run = models.ForeignKey(PurgeRun, on_delete=models.CASCADE, related_name="batches")
    xid = models.BigIntegerField(editable=False)
    open = models.BooleanField(default=True)
    first = models.IntegerField()
    last = models.IntegerField()
    began_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("omgång i gallringen")
        verbose_name_plural = _("omgångar i gallringen")
        constraints = [
            models.UniqueConstraint(
                fields=["xid"], condition=Q(open=True), name="one_open_batch_per_transaction"
            ),
        ]

    class PersonalData:
        category = "none"
        personal: dict[str, str] = {}
        not_personal = ("id", "run", "xid", "open", "first", "last", "began_at")

    def __str__(self) -> str:
        return f"{self.run_id}/{self.first}-{self.last}"


class ItemState(models.TextChoices):
    """What became of one item of a plan."""

    PLANNED = "planned", _("planerad")
    DONE = "done", _("gjord")
    MOVED = "moved", _("ändrad, planeras om")


class PurgeItem(models.Model):
    """One unit of a plan. `holder` numbers the holders in the plan; a batch never divides one.

    Ids only: after the deed they point to nothing.
    """

    run = models.ForeignKey(PurgeRun, on_delete=models.CASCADE, related_name="items")
    holder = models.IntegerField()
    unit_id = models.BigIntegerField()
    category = models.CharField(_("kategori"), max_length=60)
    item_id = models.BigIntegerField()
    subject_id = models.BigIntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    org_id = models.BigIntegerField(null=True)
    action = models.CharField(_("åtgärd"), max_length=10)
    reasons = ArrayField(models.CharField(max_length=40), verbose_name=_("skäl"))
    action_date = models.DateField(_("raderas"))
    state = models.CharField(_("läge"), max_length=8, choices=ItemState.choices, default=ItemState.PLANNED)

    class Meta:
        verbose_name = _("rad i gallringen")
        verbose_name_plural = _("rader i gallringen")
        constraints = [
            models.UniqueConstraint(fields=["run", "unit_id"], name="one_item_per_unit"),
        ]
        indexes = [
            models.Index(fields=["run", "holder"], name="item_in_holder_order"),
            models.Index(fields=["run", "holder"], condition=Q(state="planned"), name="item_waiting"),
        ]

    class PersonalData:
        category = "none"
        personal: dict[str, str] = {}
        not_personal = (
            "id",
            "run",
            "holder",
            "unit_id",
            "category",
            "item_id",
            "subject_id",
            "contact_id",
            "org_id",
            "action",
            "reasons",
            "action_date",
            "state",
        )

    def __str__(self) -> str:
        return f"{self.run_id}/{self.holder} {self.category}"


class OwnerKind(models.TextChoices):
    """Whose version a decision stood on."""

    ORG = "org", _("organisation")
    SUBJECT = "subject", _("person")


class PurgeItemOwner(models.Model):
    """An owner whose facts were consulted for a holder's items, with the version seen (purge.md 3)."""

    run = models.ForeignKey(PurgeRun, on_delete=models.CASCADE, related_name="owners")
    holder = models.IntegerField()
    kind = models.CharField(max_length=8, choices=OwnerKind.choices)
    owner_id = models.BigIntegerField()
    facts_version = models.BigIntegerField()

    class Meta:
        verbose_name = _("ägare i gallringen")
        verbose_name_plural = _("ägare i gallringen")
        constraints = [
            models.UniqueConstraint(fields=["run", "holder", "kind", "owner_id"], name="one_row_per_owner"),
        ]

    class PersonalData:
        category = "none"
        personal: dict[str, str] = {}
        not_personal = ("id", "run", "holder", "kind", "owner_id", "facts_version")

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_id} v{self.facts_version}"
