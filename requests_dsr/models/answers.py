"""What an answer consists of: letters, a package to open, a certificate of what was erased."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from requests_dsr.models.requests import DataSubjectRequest


class LetterStatus(models.TextChoices):
    """How far a letter has come. One on paper is `to_print` until somebody says it was posted.

    A mail that came back is `bounced`: nobody has read it, and sending it again would not help. Of one whose
    process died while it was handed over nobody knows whether it left: it is `unknown`, and a person looks.
    One that has not left before what it says was over is `overtaken`, and leaves no more.
    """

    QUEUED = "queued", _("på väg")
    SENT = "sent", _("skickat")
    FAILED = "failed", _("kom aldrig iväg")
    TO_PRINT = "to_print", _("ska skrivas ut och postas")
    POSTED = "posted", _("postat")
    BOUNCED = "bounced", _("kom tillbaka")
    UNKNOWN = "unknown", _("oklart om det kom iväg")
    OVERTAKEN = "overtaken", _("inaktuellt, lämnar oss inte")


DELIVERED = (LetterStatus.SENT, LetterStatus.POSTED)
"""Where a letter has left for the person, as far as we know."""
BY_HAND = (LetterStatus.TO_PRINT, LetterStatus.BOUNCED, LetterStatus.UNKNOWN)
"""Where somebody has to print and post it, or hand it over."""
ON_THEIR_WAY = (LetterStatus.QUEUED, LetterStatus.FAILED, *BY_HAND)
"""Where it has not, as far as we know: nobody has been told yet what it says."""


class Letter(models.Model):
    """What we wrote to the person, word for word, and by which version of which template.

    To whom it was written stays with it, and `whose` it is (`requests_dsr.whose`): whoever the request is
    matched to later is not written to by an earlier letter, and does not read it. Codes and links that open
    something stand in the mail alone; here they are concealed.
    `message_id` is the number of the mail that carried it last, by which it is known if it comes back.
    """

    request = models.ForeignKey(DataSubjectRequest, on_delete=models.CASCADE, related_name="letters")
    whose = models.UUIDField(null=True, editable=False)
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField(_("brev"), max_length=40)
    version = models.PositiveSmallIntegerField(_("mallens version"))
    language = models.CharField(_("språk"), max_length=2)
    addressee_name = models.CharField(_("till"), max_length=200, blank=True)
    addressee_email = models.CharField(_("till e-postadressen"), max_length=254, blank=True)
    addressee_address = models.CharField(_("till postadressen"), max_length=300, blank=True)
    title = models.CharField(_("ämne"), max_length=200)
    body = models.TextField(_("text"))
    status = models.CharField(
        _("läge"), max_length=10, choices=LetterStatus.choices, default=LetterStatus.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    tried_at = models.DateTimeField(_("senaste försöket"), null=True, blank=True)
    written_at = models.DateTimeField(_("skrivet"), default=timezone.now)
    sent_at = models.DateTimeField(_("skickat"), null=True, blank=True)
    message_id = models.CharField(max_length=200, blank=True, default="", db_index=True)

    class Meta:
        verbose_name = _("brev")
        verbose_name_plural = _("brev")
        ordering = ["written_at", "id"]
        indexes = [
            models.Index(
                fields=["tried_at"], condition=Q(status__in=["queued", "failed"]), name="letter_not_gone"
            ),
            models.Index(fields=["whose"], condition=Q(whose__isnull=False), name="letter_whose"),
        ]
        constraints = [
            models.CheckConstraint(name="letter_status_known", condition=Q(status__in=LetterStatus.values)),
        ]

    class PersonalData:
        category = "dsr_file"
        personal: ClassVar[dict[str, str]] = {
            "event": "observed",
            "language": "observed",
            "addressee_name": "observed",
            "addressee_email": "observed",
            "addressee_address": "observed",
            "title": "observed",
            "body": "observed",
            "status": "observed",
            "written_at": "observed",
            "sent_at": "observed",
        }
        not_personal = ("id", "request", "whose", "ref", "version", "attempts", "tried_at", "message_id")

    def __str__(self) -> str:
        return f"brev {self.pk}"


class Package(models.Model):
    """A package to be opened behind a login: three times, for seven days, then deleted (domain.md 4.5).

    It is of the person its request is linked to: it goes before another is linked (migration 0010).
    `expires_at` is empty until the letter that tells of it has left: its seven days begin then.
    The file is encrypted with a key of its own, which lies here wrapped by PACKAGE_KEY: neither the
    disk nor the database opens it alone. `path` is empty once the file is gone.
    """

    request = models.ForeignKey(DataSubjectRequest, on_delete=models.CASCADE, related_name="packages")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("slag"),
        max_length=12,
        choices=[("access", _("kopia av uppgifter")), ("portability", _("uppgifter att ta med"))],
    )
    path = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(_("storlek"), default=0)
    wrapped_key = models.BinaryField(max_length=80)
    masked = models.PositiveIntegerField(_("dolda ställen"), default=0)
    made_at = models.DateTimeField(_("skapat"), default=timezone.now)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("gäller till"), null=True, blank=True)
    openings = models.PositiveSmallIntegerField(_("öppnat"), default=0)
    last_opened_at = models.DateTimeField(_("senast öppnat"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("raderat"), null=True, blank=True)

    class Meta:
        verbose_name = _("paket")
        verbose_name_plural = _("paket")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="package_gone_has_no_file",
                condition=Q(deleted_at__isnull=True) | Q(path="", wrapped_key=b""),
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(deleted_at=None), name="package_to_expire"),
        ]

    class PersonalData:
        category = "dsr_file"
        personal: ClassVar[dict[str, str]] = {
            "kind": "observed",
            "made_at": "observed",
            "expires_at": "observed",
            "openings": "observed",
            "last_opened_at": "observed",
            "deleted_at": "observed",
        }
        not_personal = ("id", "request", "ref", "path", "size", "wrapped_key", "masked", "signed_by")

    def __str__(self) -> str:
        return f"paket {self.ref}"


class Certificate(models.Model):
    """That an erasure was carried out: what, when, on what ground, and until when backups may remember.

    The references and proofs by which the person can show it later are theirs alone: they stand in
    `proofs` for seven days from when the letter with them has left, until `proofs_until`, and after that
    nobody can link the ledger's lines to this request (domain.md 4.2).
    """

    request = models.ForeignKey(DataSubjectRequest, on_delete=models.CASCADE, related_name="certificates")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    erased_at = models.DateTimeField(_("raderat"))
    lines = models.JSONField(_("utfall"), default=list)
    backups_until_on = models.DateField(_("säkerhetskopior till och med"))
    proofs = models.JSONField(default=list, blank=True)
    proofs_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("raderingsintyg")
        verbose_name_plural = _("raderingsintyg")
        indexes = [
            models.Index(
                fields=["proofs_until"], condition=Q(proofs_until__isnull=False), name="proofs_to_forget"
            ),
        ]

    class PersonalData:
        category = "dsr_ledger"
        personal: ClassVar[dict[str, str]] = {
            "erased_at": "observed",
            "lines": "observed",
            "proofs": "observed",
        }
        not_personal = ("id", "request", "ref", "backups_until_on", "proofs_until")

    def __str__(self) -> str:
        return f"intyg {self.ref}"
