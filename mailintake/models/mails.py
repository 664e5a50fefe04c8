"""A mail to the data-protection mailbox: a draft until somebody says what it is."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from requests_dsr.models import DataSubjectRequest, RequestFile
from subjects.models import DataSubject
from subjects.models.base import OfController


class MailState(models.TextChoices):
    """Whether somebody has to look. What a machine answered by itself is set aside, and can be taken back."""

    DRAFT = "draft", _("väntar")
    SET_ASIDE = "set_aside", _("automatiskt svar")
    HANDLED = "handled", _("avgjord")


class Outcome(models.TextChoices):
    """What a mail turned out to be."""

    REQUEST = "request", _("begäran")
    ADDED = "added", _("tillägg till en begäran")
    INQUIRY = "inquiry", _("förfrågan")
    RECRUITMENT = "recruitment", _("jobbansökan, skickad vidare")
    NOT_OURS = "not_ours", _("inte till oss")
    DUPLICATE = "duplicate", _("dubblett")


class Mail(models.Model):
    """A mail, read once. Its clock runs from `received_at`: the mail server's own time of receipt (DL-1).

    `words_digest` recognises the same words sent twice. Once it is part of a request it goes with the
    request's file (RT-13). What turned out to be nobody's business of ours has no words left, only
    that it came.
    `leaves_server`: something of it was deleted here, so that its copy on the mail server goes too.
    `set_apart`: it lies in the inbox no more.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="mails")
    ref = models.UUIDField(_("referens"), default=uuid.uuid4, unique=True, editable=False)
    # --- where it lies ---
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    words_digest = models.CharField(max_length=64)
    on_server = models.BooleanField(_("ligger kvar i brevlådan"), default=True)
    set_apart = models.BooleanField(_("flyttad till mappen"), default=False)
    leaves_server = models.BooleanField(_("tas bort ur brevlådan vid nästa läsning"), default=False)
    looked_for_at = models.DateTimeField(_("senast sökt i mappen"), null=True, blank=True)
    # --- what it says ---
    message_id = models.CharField(max_length=250, blank=True)
    received_at = models.DateTimeField(_("mottaget"))
    fetched_at = models.DateTimeField(_("hämtat"), default=timezone.now)
    from_name = models.CharField(_("avsändarens namn"), max_length=200, blank=True)
    from_email = models.CharField(_("avsändarens adress"), max_length=254, blank=True)
    title = models.CharField(_("ämne"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)
    troubles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    machine = models.CharField(max_length=12, blank=True)
    # --- what we make of it ---
    suggestion = models.CharField(_("förslag"), max_length=24, blank=True)
    because = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("ord"))
    subject = models.ForeignKey(
        DataSubject, on_delete=models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    thread = models.ForeignKey(
        DataSubjectRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    round_trip = models.BooleanField(_("svarar på vårt mejl"), default=False)
    address_closed = models.BooleanField(_("adressen spärrad för reklam"), default=False)
    # --- what it was ---
    state = models.CharField(_("läge"), max_length=10, choices=MailState.choices, default=MailState.DRAFT)
    outcome = models.CharField(_("utfall"), max_length=12, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("skäl"), max_length=16, blank=True)
    handled_at = models.DateTimeField(_("avgjord"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey(
        RequestFile, on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )

    objects = OfController["Mail"].as_manager()

    class Meta:
        verbose_name = _("mejl")
        verbose_name_plural = _("mejl")
        constraints = [
            models.UniqueConstraint(fields=["controller", "digest"], name="mail_read_once"),
            models.CheckConstraint(name="mail_state_known", condition=Q(state__in=MailState.values)),
            models.CheckConstraint(
                name="mail_handled_has_its_time",
                condition=Q(state="handled", handled_at__isnull=False, outcome__in=Outcome.values)
                | (~Q(state="handled") & Q(handled_at=None, outcome="")),
            ),
            models.CheckConstraint(
                name="mail_words_only_of_ours",
                condition=~Q(state="handled")
                | Q(file__isnull=False)
                | Q(from_name="", from_email="", title="", body=""),
            ),
            models.CheckConstraint(
                name="mail_not_before_it_came", condition=Q(received_at__lte=F("fetched_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["controller", "uidvalidity", "uid"], name="mail_by_uid"),
            models.Index(fields=["received_at"], condition=Q(state="draft"), name="mail_waiting"),
            models.Index(fields=["controller", "message_id"], name="mail_by_message_id"),
            models.Index(fields=["handled_at"], condition=Q(on_server=True), name="mail_on_server"),
        ]

    class PersonalData:
        category = "dsr_file"
        personal: ClassVar[dict[str, str]] = {
            "message_id": "observed",
            "received_at": "observed",
            "from_name": "provided",
            "from_email": "provided",
            "title": "provided",
            "body": "provided",
            "because": "inferred",
            "suggestion": "inferred",
            "state": "observed",
            "outcome": "observed",
        }
        not_personal = (
            "id",
            "controller",
            "ref",
            "uidvalidity",
            "uid",
            "digest",
            "words_digest",
            "on_server",
            "set_apart",
            "leaves_server",
            "looked_for_at",
            "fetched_at",
            "troubles",
            "machine",
            "subject",
            "thread",
            "round_trip",
            "address_closed",
            "reason",
            "handled_at",
            "handled_by",
            "file",
        )

    def __str__(self) -> str:
        return f"mejl {self.ref}"


class Attachment(models.Model):
    """Something attached to a mail: sealed under a key of its own, in its row, so that both go together.

    `refused` says why its content was left in the mailbox; then only its name and size are here.
    `shows_identity`: it is there to prove who somebody is, and goes when it has, or after seven days.
    """

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="attachments")
    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField(_("nummer"))
    name = models.CharField(_("namn"), max_length=120, blank=True)
    kind = models.CharField(_("slag"), max_length=4, blank=True)
    size = models.PositiveIntegerField(_("storlek"))
    refused = models.CharField(_("inte hämtad"), max_length=8, blank=True)
    shows_identity = models.BooleanField(_("visar vem någon är"), default=False)
    content = models.BinaryField(_("innehåll"), null=True, editable=False)
    wrapped_key = models.BinaryField(max_length=80, default=b"")

    class Meta:
        verbose_name = _("bilaga")
        verbose_name_plural = _("bilagor")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mail", "number"], name="attachment_numbered"),
            models.CheckConstraint(
                name="attachment_refused_has_no_content",
                condition=Q(refused="", content__isnull=False) | (~Q(refused="") & Q(content=None)),
            ),
        ]

    class PersonalData:
        category = "dsr_file"
        personal: ClassVar[dict[str, str]] = {
            "name": "provided",
            "kind": "provided",
            "size": "observed",
            "refused": "observed",
            "shows_identity": "inferred",
            "content": "provided",
        }
        not_personal = ("id", "mail", "ref", "number", "wrapped_key")

    def __str__(self) -> str:
        return f"bilaga {self.number}"
