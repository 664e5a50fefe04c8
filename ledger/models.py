"""What was done, by whom, when and on what ground. Rows are added, never changed or removed."""

from __future__ import annotations

from typing import Protocol

from django.contrib.postgres.functions import TransactionNow
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import Exact, Regex
from django.utils.translation import gettext_lazy as _

from ledger import patterns
from ledger.patterns import FOUR_DIGITS

ENDINGS = ("retention.erase", "retention.anonymise")
"""The actions that end a unit. A unit ends once: the database refuses a second such line."""


class HasSlug(Protocol):
    """Whatever has a slug: the Controller of a higher floor, which this floor cannot know."""

    slug: str


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    """Questions to the ledger."""

    def for_controller(self, controller: HasSlug | str) -> LedgerQuerySet:
        """Keep the lines of one controller."""
        return self.filter(controller=controller if isinstance(controller, str) else controller.slug)


def _matches(field: str, pattern: str, name: str, *, never: str = "") -> models.CheckConstraint:
    text = Cast(field, models.TextField())
    condition = models.Q(Regex(text, pattern))
    return models.CheckConstraint(
        condition=condition & ~models.Q(Regex(text, never)) if never else condition, name=name
    )


class LedgerEntry(models.Model):
    """One deed: what was done, when, in what role, under which policy and for what reason.

    The line holds no personal data. `unit_ref` stands on the retention unit alone; when the unit
    is gone nobody can link the line, and two units of one person share nothing (domain.md 4.2).
    Every column has a database default, so a purge may write its lines with INSERT ... SELECT.
    """

    at = models.DateTimeField(_("tidpunkt"), db_default=TransactionNow())
    controller = models.CharField(_("personuppgiftsansvarig"), max_length=63)
    actor_role = models.CharField(_("roll"), max_length=40, db_default="worker")
    actor_ref = models.CharField(_("aktör"), max_length=48, blank=True, db_default="")
    action = models.CharField(_("åtgärd"), max_length=80)
    object_type = models.CharField(_("slag av objekt"), max_length=80, blank=True, db_default="")
    unit_ref = models.UUIDField(_("referens"), null=True, blank=True)
    category = models.CharField(_("kategori"), max_length=64, blank=True, db_default="")
    rule_codes = models.CharField(_("regler"), max_length=400, blank=True, db_default="")
    policy_version = models.CharField(_("policyversion"), max_length=72, blank=True, db_default="")
    counts = models.JSONField(_("antal rader"), blank=True, db_default={})
    run = models.UUIDField(_("körning"), null=True, blank=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("rad i liggaren")
        verbose_name_plural = _("liggaren")
        ordering = ("id",)
        indexes = [
            models.Index(fields=["run"], condition=models.Q(run__isnull=False), name="ledger_entry_run"),
            BrinIndex(fields=["at"], name="ledger_entry_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_ref"], condition=models.Q(action__in=ENDINGS), name="ledger_unit_ends_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(actor_role="subject") | models.Q(actor_ref=""),
                name="ledger_subject_acts_without_reference",
            ),
            _matches("controller", patterns.SLUG, "ledger_controller_is_a_slug", never=FOUR_DIGITS),
            _matches("actor_role", patterns.WORD, "ledger_actor_role_is_a_word"),
            _matches("actor_ref", patterns.ACTOR_REF, "ledger_actor_ref_is_opaque"),
            _matches("action", patterns.ACTION, "ledger_action_is_a_verb"),
            _matches("object_type", patterns.OBJECT_TYPE, "ledger_object_type_is_a_word"),
            _matches("category", patterns.WORD_OR_NOTHING, "ledger_category_is_a_word"),
            _matches("rule_codes", patterns.RULE_CODES, "ledger_rule_codes_are_codes", never=FOUR_DIGITS),
            _matches("policy_version", patterns.POLICY_VERSION, "ledger_policy_version_is_a_version"),
            _matches(
                "counts", patterns.COUNTS, "ledger_counts_are_numbers_of_rows", never=patterns.TEN_DIGITS
            ),
            models.CheckConstraint(
                # A version 4 UUID: a hash of an e-mail or a number (versions 3 and 5) can be guessed.
                condition=Exact(Substr(Cast("unit_ref", models.TextField()), 15, 1), "4"),
                name="ledger_unit_ref_is_random",
            ),
        ]

    class PersonalData:
        personal: dict[str, str] = {}
        not_personal = (
            "id",
            "at",
            "controller",
            "actor_role",
            "actor_ref",
            "action",
            "object_type",
            "unit_ref",
            "category",
            "rule_codes",
            "policy_version",
            "counts",
            "run",
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.action}"


class LedgerLeaf(models.Model):
    """The place of an entry in the signed tree: its index, counted from 0 without gaps, and its hash.

    There is no foreign key in the database: checking one would lock, and so write, every entry
    that is sealed. Both tables refuse deletion, and `verify_ledger` compares them.
    """

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, db_constraint=False)
    leaf_hash = models.BinaryField()

    class Meta:
        verbose_name = _("löv i trädet")
        verbose_name_plural = _("löv i trädet")

    class PersonalData:
        personal: dict[str, str] = {}
        not_personal = ("index", "entry", "leaf_hash")

    def __str__(self) -> str:
        return str(self.index)


class LedgerNode(models.Model):
    """The root of a full subtree of 256 ** level leaves, kept so that proofs read few rows.

    Level 1 covers 256 leaves, level 2 covers 65,536; level 0 is `LedgerLeaf`.
    """

    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    node_hash = models.BinaryField()

    class Meta:
        verbose_name = _("nod i trädet")
        verbose_name_plural = _("noder i trädet")
        constraints = [
            models.UniqueConstraint(fields=["level", "index"], name="ledger_node_once"),
        ]

    class PersonalData:
        personal: dict[str, str] = {}
        not_personal = ("id", "level", "index", "node_hash")

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Checkpoint(models.Model):
    """A signed head of the tree: so many entries, with this root (C2SP tlog-checkpoint, signed note).

    `note` is the truth; the other columns repeat what it says so that they can be asked for.
    """

    size = models.BigIntegerField(_("antal rader"), unique=True)
    root = models.BinaryField(_("rot"))
    sealed_at = models.DateTimeField(_("förseglad"))
    settled_id = models.BigIntegerField(db_default=0)
    note = models.TextField(_("signerad not"))

    class Meta:
        verbose_name = _("försegling")
        verbose_name_plural = _("förseglingar")
        ordering = ("size",)

    class PersonalData:
        personal: dict[str, str] = {}
        not_personal = ("id", "size", "root", "sealed_at", "settled_id", "note")

    def __str__(self) -> str:
        return f"{self.size} ({self.sealed_at:%Y-%m-%d %H:%M} UTC)"
