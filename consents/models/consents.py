"""What a person agreed to: one standing decision for a purpose on a channel, and every step to it (4.8)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from register.models import ConsentText
from register.policyfile.words import Channel
from subjects.models import DataSubject
from subjects.models.base import OfController


class RecordStatus(models.TextChoices):
    """Where a consent stands. Stale and expired are not stored: they follow from the text and the day."""

    GIVEN = "given", _("ja")
    REFUSED = "refused", _("nej")
    WITHDRAWN = "withdrawn", _("återkallat")
    SUPERSEDED = "superseded", _("ersatt av ett senare svar")


class Way(models.TextChoices):
    """How the person told us (WL-42, WL-56, WN-51): any way is good enough to say no."""

    WEB_FORM = "web_form", _("formulär")
    MY_PROFILE = "my_profile", _("Min profil")
    MAIL_LINK = "mail_link", _("länk i mejl")
    EMAIL = "email", _("mejl")
    PHONE = "phone", _("telefon")
    LETTER = "letter", _("brev")
    COUNTER = "counter", _("besök hos oss")
    API = "api", _("annat system")
    GPC = "gpc", _("webbläsarens signal")
    IMPORT = "import", _("inläst")
    BY_ITSELF = "by_itself", _("av sig självt")


class ConsentRecord(models.Model):
    """A person's answer to one text, for one purpose on one channel. The newest one stands alone.

    `ref` is the record's identifier in ISO/IEC TS 27560. `decided_at` is the instant of the latest
    answer, `given_at` of the yes. Nothing is ever moved to another text: a yes to other words than
    those that hold now is stale, and is asked for again.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(DataSubject, on_delete=models.CASCADE, related_name="consents")
    ref = models.UUIDField(_("referens"), default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(_("ändamål"), max_length=63)
    channel = models.CharField(_("kanal"), max_length=8, choices=[(c.value, c.value) for c in Channel])
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("språk"), max_length=2, default="sv")
    status = models.CharField(_("svar"), max_length=10, choices=RecordStatus.choices)
    given_at = models.DateTimeField(_("gavs"), null=True, blank=True)
    decided_at = models.DateTimeField(_("senaste svar"), default=timezone.now)
    expires_at = models.DateTimeField(_("gäller till"), null=True, blank=True)

    objects = OfController["ConsentRecord"].as_manager()

    class Meta:
        verbose_name = _("samtycke")
        verbose_name_plural = _("samtycken")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "purpose", "channel"],
                condition=~Q(status="superseded"),
                name="one_answer_stands",
            ),
            models.CheckConstraint(name="answer_known", condition=Q(status__in=RecordStatus.values)),
            models.CheckConstraint(
                name="yes_has_its_instant",
                condition=~Q(status__in=["given", "withdrawn"]) | Q(given_at__isnull=False),
            ),
        ]

    class PersonalData:
        category = "consent_evidence"
        personal = {
            "purpose": "provided",
            "channel": "provided",
            "text": "observed",
            "language": "observed",
            "status": "provided",
            "given_at": "provided",
            "decided_at": "provided",
            "expires_at": "observed",
        }
        not_personal = ("id", "controller", "subject", "ref")

    def __str__(self) -> str:
        return f"samtycke {self.ref} {self.get_status_display()}"


class ConsentEventKind(models.TextChoices):
    """A step in the life of a consent (domain.md 5; ISO/IEC TS 27560 event_type)."""

    GIVEN = "given", _("gav")
    REFUSED = "refused", _("avböjde")
    WITHDRAWN = "withdrawn", _("återkallade")
    RENEWED = "renewed", _("förnyade")
    EXPIRED = "expired", _("gick ut")
    STALE = "stale", _("texten ändrades")


class ConsentEvent(models.Model):
    """One step, with its proof. The database refuses to change one, and lets only an erasure remove it.

    `form_digest` is SHA-256 of the form as it was shown; `evidence` is the reference of a note or a
    paper where staff recorded the person's yes, never the document (a no needs none); `confirmed_at`
    is when a mailed link was opened (double opt-in).
    """

    record = models.ForeignKey(ConsentRecord, on_delete=models.CASCADE, related_name="events")
    subject = models.ForeignKey(DataSubject, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("steg"), max_length=10, choices=ConsentEventKind.choices)
    at = models.DateTimeField(_("tid"))
    recorded_at = models.DateTimeField(default=timezone.now)
    way = models.CharField(_("väg"), max_length=12, choices=Way.choices)
    actor_role = models.CharField(_("roll"), max_length=40)
    actor_ref = models.CharField(_("aktör"), max_length=48, blank=True)
    form_digest = models.CharField(max_length=64, blank=True)
    ip_masked = models.GenericIPAddressField(_("IP-adress, avkortad"), null=True, blank=True)
    evidence = models.CharField(_("underlag"), max_length=120, blank=True)
    confirmed_at = models.DateTimeField(_("bekräftat"), null=True, blank=True)

    class Meta:
        verbose_name = _("steg i samtycke")
        verbose_name_plural = _("steg i samtycken")
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                name="form_digest_is_sha256", condition=Q(form_digest__regex=r"^([0-9a-f]{64})?$")
            ),
            models.CheckConstraint(
                name="a_yes_by_others_has_evidence",
                condition=Q(kind__in=["refused", "withdrawn", "expired", "stale"])
                | Q(actor_role="subject")
                | Q(way="import")
                | ~Q(evidence=""),
            ),
        ]

    class PersonalData:
        category = "consent_evidence"
        personal = {
            "kind": "provided",
            "at": "observed",
            "recorded_at": "observed",
            "way": "observed",
            "form_digest": "observed",
            "ip_masked": "observed",
            "evidence": "observed",
            "confirmed_at": "observed",
        }
        not_personal = ("id", "record", "subject", "actor_role", "actor_ref")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"


class ConsentEvidence(models.Model):
    """What proves a consent after the person is erased: to which text, when, how it ended (Art. 7(1)).

    It names nobody: `person_digest` is the keyed hash of the address it was about, so that whoever
    comes with that address can be shown what they said. Kept while any consent of theirs is active,
    else 60 months after the last ended (RT-14).
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="+")
    record_ref = models.UUIDField(unique=True, editable=False)
    person_digest = models.BinaryField(max_length=32)
    key_version = models.PositiveSmallIntegerField()
    purpose = models.CharField(_("ändamål"), max_length=63)
    channel = models.CharField(_("kanal"), max_length=8)
    text_digest = models.CharField(max_length=64)
    text_number = models.PositiveIntegerField()
    way = models.CharField(_("väg"), max_length=12, choices=Way.choices)
    given_at = models.DateTimeField(_("gavs"))
    ended_at = models.DateTimeField(_("upphörde"), null=True, blank=True)

    objects = OfController["ConsentEvidence"].as_manager()

    class Meta:
        verbose_name = _("bevis på samtycke")
        verbose_name_plural = _("bevis på samtycken")
        indexes = [
            models.Index(fields=["controller", "ended_at"], name="evidence_by_end"),
            models.Index(fields=["person_digest"], name="evidence_of_address"),
        ]

    class PersonalData:
        category = "consent_evidence"
        personal = {
            "person_digest": "observed",
            "purpose": "provided",
            "channel": "provided",
            "text_digest": "observed",
            "way": "observed",
            "given_at": "provided",
            "ended_at": "provided",
        }
        not_personal = ("id", "controller", "record_ref", "key_version", "text_number")

    def __str__(self) -> str:
        return f"bevis {self.record_ref}"
