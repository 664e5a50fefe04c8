"""What stops an erasure, who has looked, and who was given what."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from subjects.models.organisations import CustomerOrg
from subjects.models.people import DataSubject


class BlockKind(models.TextChoices):
    """Why data may not be erased for a time (Art. 17(3)(e), Art. 18, an open request)."""

    LEGAL_HOLD = "legal_hold", _("rättsligt anspråk")
    RESTRICTION_ART18 = "restriction_art18", _("begränsning")
    OPEN_REQUEST = "open_request", _("öppen begäran")


class ProcessingBlock(models.Model):
    """A reason to keep for a time: half-open, from `from_on` until the day before `until_on`.

    An empty `scope` covers every primary category. A block on a person that reaches data held by
    their organisation is written for both, so that each holder's own lock sees it; the rows of one
    decision share `decision_ref` and are released together.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="blocks")
    subject = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, null=True, blank=True, related_name="blocks"
    )
    org = models.ForeignKey(
        CustomerOrg, on_delete=models.PROTECT, null=True, blank=True, related_name="blocks"
    )
    decision_ref = models.UUIDField(_("beslut"), default=uuid.uuid4, db_index=True, editable=False)
    kind = models.CharField(_("slag"), max_length=20, choices=BlockKind.choices)
    scope = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("omfattar"))
    from_on = models.DateField(_("från"))
    until_on = models.DateField(_("hävd"), null=True, blank=True)
    ground = models.CharField(_("grund"), max_length=200)
    review_on = models.DateField(_("omprövas"), null=True, blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    placed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("spärr")
        verbose_name_plural = _("spärrar")
        constraints = [
            models.CheckConstraint(
                name="block_has_one_holder",
                condition=Q(subject__isnull=True, org__isnull=False)
                | Q(subject__isnull=False, org__isnull=True),
            ),
            models.CheckConstraint(
                name="block_ends_after_its_start", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            ),
        ]

    class PersonalData:
        category = "identity"
        personal = {"ground": "observed", "kind": "observed", "from_on": "observed", "until_on": "observed"}
        not_personal = (
            "id",
            "controller",
            "subject",
            "org",
            "decision_ref",
            "scope",
            "review_on",
            "placed_by",
            "placed_at",
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_on}"


class AccessLog(models.Model):
    """That somebody on the staff looked at a person's data, and why (WN-47). The person may read it."""

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(
        DataSubject, on_delete=models.SET_NULL, null=True, blank=True, related_name="looked_at"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    role = models.CharField(_("roll"), max_length=12)
    page = models.CharField(_("sida"), max_length=60)
    reason = models.CharField(_("skäl"), max_length=200, blank=True)
    at = models.DateTimeField(_("tid"), default=timezone.now)

    class Meta:
        verbose_name = _("läsning")
        verbose_name_plural = _("läsningar")
        indexes = [
            models.Index(fields=["subject", "-at"], name="looked_at_subject"),
            models.Index(fields=["controller", "at"], name="looked_at_by_day"),
        ]

    class PersonalData:
        category = "access_log"
        personal = {
            "subject": "observed",
            "at": "observed",
            "reason": "observed",
            "role": "observed",
            "user": "observed",
        }
        not_personal = ("id", "controller", "page")

    def __str__(self) -> str:
        return f"läsning {self.pk}"


class Disclosure(models.Model):
    """That data left for a named recipient, on what ground (WL-22..25, WN-45, WN-46)."""

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(
        DataSubject, on_delete=models.SET_NULL, null=True, blank=True, related_name="disclosures"
    )
    recipient = models.CharField(_("mottagare"), max_length=200)
    context = models.CharField(_("sammanhang"), max_length=20)
    legal_basis = models.CharField(_("rättslig grund"), max_length=200)
    categories = ArrayField(models.CharField(max_length=60), default=list, verbose_name=_("kategorier"))
    disclosed_on = models.DateField(_("dag"))

    class Meta:
        verbose_name = _("utlämnande")
        verbose_name_plural = _("utlämnanden")
        indexes = [models.Index(fields=["controller", "disclosed_on"], name="disclosure_by_day")]

    class PersonalData:
        category = "disclosure_log"
        personal = {
            "subject": "observed",
            "recipient": "observed",
            "legal_basis": "observed",
            "categories": "observed",
            "disclosed_on": "observed",
        }
        not_personal = ("id", "controller", "context")

    def __str__(self) -> str:
        return f"utlämnande {self.pk}"
