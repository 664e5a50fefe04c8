"""A weighing of interests as somebody wrote it and somebody else decided it (WL-52)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from register.policyfile.words import Decision

OUTCOMES = ((Decision.APPROVED.value, _("godkänd")), (Decision.REJECTED.value, _("avslagen")))


class WrittenAssessment(models.Model):
    """A legitimate interests assessment (LIA) for one purpose, a numbered version of it.

    The policy file may bring one with it (`LIAssessment`); this is one written in the panel. Whoever
    wrote it does not decide it, and the database refuses to change or remove what is decided: a new
    weighing is a new version. `written_by` and `decided_by` are opaque references (`user:17`).
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="assessments")
    purpose_key = models.CharField(_("ändamål"), max_length=63)
    number = models.PositiveIntegerField(_("version"))
    interest = models.TextField(_("vilket intresse"))
    necessity = models.TextField(_("varför det behövs"))
    balancing = models.TextField(_("avvägningen"))
    safeguards = models.TextField(_("skyddet"))
    review_on = models.DateField(_("gäller till och med"))
    written_by = models.CharField(_("skriven av"), max_length=48)
    written_at = models.DateTimeField(_("skriven"), default=timezone.now)
    decision = models.CharField(_("beslut"), max_length=10, blank=True, default="", choices=OUTCOMES)
    decided_by = models.CharField(_("beslutad av"), max_length=48, blank=True, default="")
    decided_at = models.DateTimeField(_("beslutad"), null=True, blank=True)
    comment = models.TextField(_("kommentar"), blank=True, default="")

    class Meta:
        verbose_name = _("skriven intresseavvägning")
        verbose_name_plural = _("skrivna intresseavvägningar")
        ordering = ["controller", "purpose_key", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "purpose_key", "number"], name="written_assessment_number_once"
            ),
            models.CheckConstraint(
                name="written_assessment_decided_by_another",
                condition=Q(decision="", decided_by="", decided_at=None)
                | (
                    Q(
                        decision__in=[Decision.APPROVED.value, Decision.REJECTED.value],
                        decided_at__isnull=False,
                    )
                    & ~Q(decided_by="")
                    & ~Q(decided_by=F("written_by"))
                ),
            ),
        ]

    class PersonalData:
        not_personal = (
            "id",
            "controller",
            "purpose_key",
            "number",
            "interest",
            "necessity",
            "balancing",
            "safeguards",
            "review_on",
            "written_by",
            "written_at",
            "decision",
            "decided_by",
            "decided_at",
            "comment",
        )

    def __str__(self) -> str:
        return f"{self.purpose_key}, version {self.number}"
