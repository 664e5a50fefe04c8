"""The unit of erasure: one category of one holder, and the day to look at it again."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from register.models import PolicyVersion
from retention.models.uuids import RandomUUID
from subjects.models import Contact, CustomerOrg, DataSubject


class RetentionUnit(models.Model):
    """One category of one holder, and what the law said of it when it was last looked at.

    It is an index, not the truth: it says where to look tonight, never what to do (design.md 5).
    `item_id` is the row the category's data hang on; `look_on` is the first day on which the
    decision can differ while no fact changes (its own day while it is due), and empty when none
    can. `unit_ref` stands here alone: once this row is gone, a ledger line that carries it points
    to nobody.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(_("kategori"), max_length=60)
    item_id = models.BigIntegerField()
    subject = models.ForeignKey(DataSubject, on_delete=models.PROTECT, null=True, related_name="units")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="units")
    org = models.ForeignKey(CustomerOrg, on_delete=models.PROTECT, null=True, related_name="units")
    unit_ref = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    action = models.CharField(_("beslut"), max_length=10)
    retain_until = models.DateField(_("sparas till och med"), null=True)
    action_date = models.DateField(_("raderas"), null=True)
    remind_on = models.DateField(_("påminns"), null=True)
    look_on = models.DateField(_("ses över"), null=True)
    reasons = ArrayField(models.CharField(max_length=40), verbose_name=_("skäl"))
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    computed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("gallringsenhet")
        verbose_name_plural = _("gallringsenheter")
        constraints = [
            models.UniqueConstraint(fields=["category", "item_id"], name="one_unit_per_item"),
            models.CheckConstraint(
                name="unit_has_a_holder", condition=Q(subject__isnull=False) | Q(org__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                fields=["controller", "look_on"], condition=Q(look_on__isnull=False), name="unit_to_look_at"
            ),
            models.Index(
                fields=["controller", "remind_on"],
                condition=Q(remind_on__isnull=False),
                name="unit_to_remind",
            ),
            models.Index(
                fields=["controller"],
                condition=Q(reasons__overlap=["DATA_QUALITY_REVIEW", "NO_RULE"]),
                name="unit_undecided",
            ),
            models.Index(
                fields=["controller", "action_date"],
                condition=Q(action_date__isnull=False),
                name="unit_by_action_date",
            ),
        ]

    class PersonalData:
        category = "per_row"
        personal = {
            "category": "observed",
            "action": "inferred",
            "retain_until": "inferred",
            "action_date": "inferred",
            "remind_on": "inferred",
            "reasons": "inferred",
        }
        not_personal = (
            "id",
            "controller",
            "item_id",
            "subject",
            "contact",
            "org",
            "unit_ref",
            "look_on",
            "policy_version",
            "computed_at",
        )

    def __str__(self) -> str:
        return f"{self.category} {self.pk}"
