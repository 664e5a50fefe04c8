"""What was said in a request: its moves as the case file tells them, and our questions to the person."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from requests_dsr.models.requests import STATES, DataSubjectRequest


class RequestEvent(models.Model):
    """One move of a request, as the case file tells it; the ledger has the line without the words.

    `code` names what happened, or the reasons of a move: one or several, with commas between. `whose` its
    words are: `requests_dsr.whose`. A move without words is the request's.
    """

    request = models.ForeignKey(DataSubjectRequest, on_delete=models.CASCADE, related_name="events")
    whose = models.UUIDField(null=True, editable=False)
    at = models.DateTimeField(_("tid"))
    source = models.CharField(_("från"), max_length=20, choices=STATES, blank=True)
    target = models.CharField(_("till"), max_length=20, choices=STATES)
    role = models.CharField(_("roll"), max_length=12)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    code = models.TextField(_("skäl"), blank=True)
    comment = models.TextField(_("kommentar"), blank=True)

    class Meta:
        verbose_name = _("händelse")
        verbose_name_plural = _("händelser")
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["request", "at"], name="request_event_in_time"),
            models.Index(fields=["whose"], condition=Q(whose__isnull=False), name="request_event_whose"),
        ]

    class PersonalData:
        category = "dsr_file"
        personal: ClassVar[dict[str, str]] = {
            "at": "observed",
            "source": "observed",
            "target": "observed",
            "role": "observed",
            "comment": "inferred",
        }
        not_personal = ("id", "request", "whose", "user", "code")

    def __str__(self) -> str:
        return f"{self.source} -> {self.target}"


class IdentityCheck(models.Model):
    """A question that pauses the clock: about identity, or about which data are meant (DL-3).

    Only the kind of evidence is kept, never the document (Art. 12(6)). `whose` it is: `requests_dsr.whose`.
    """

    request = models.ForeignKey(DataSubjectRequest, on_delete=models.CASCADE, related_name="questions")
    whose = models.UUIDField(null=True, editable=False)
    kind = models.CharField(
        _("slag"),
        max_length=14,
        choices=[("identity", _("identitet")), ("clarification", _("förtydligande"))],
    )
    large_volume = models.BooleanField(_("stor mängd uppgifter"), default=False)
    question = models.TextField(_("fråga"), blank=True)
    asked_at = models.DateTimeField(_("ställd"))
    answered_at = models.DateTimeField(_("besvarad"), null=True, blank=True)
    nudged_at = models.DateTimeField(_("påmind"), null=True, blank=True)
    evidence_kind = models.CharField(_("underlag"), max_length=24, blank=True)

    class Meta:
        verbose_name = _("fråga till personen")
        verbose_name_plural = _("frågor till personen")
        indexes = [
            models.Index(fields=["whose"], condition=Q(whose__isnull=False), name="question_whose"),
        ]
        constraints = [
            models.CheckConstraint(
                name="question_answered_after_it_was_asked",
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")),
            ),
        ]

    class PersonalData:
        category = "dsr_file"
        personal: ClassVar[dict[str, str]] = {
            "kind": "observed",
            "question": "inferred",
            "asked_at": "observed",
            "answered_at": "observed",
            "evidence_kind": "observed",
        }
        not_personal = ("id", "request", "whose", "large_volume", "nudged_at")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
