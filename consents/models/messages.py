"""Every message to a person: sent, refused by the gate, or returned (RT-15, message_log)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Controller
from consents.law import Channel, MessageClass
from subjects.models import DataSubject
from subjects.models.base import OfController


class MessageStatus(models.TextChoices):
    """How far a message came."""

    QUEUED = "queued", _("på väg")
    SENT = "sent", _("skickat")
    FAILED = "failed", _("kom aldrig iväg")
    BOUNCED = "bounced", _("studsade")
    REFUSED = "refused", _("fick inte skickas")


class OutgoingMessage(models.Model):
    """A message to a person, as it left or why it did not.

    The address is not kept here: it stands with the person's identities, and nowhere for somebody
    we do not know. `sent` means accepted by our mail relay (RT-5). The words are kept 30 days, without
    the codes and links that open something, and not at all where no person is known. `campaign` is the
    key of a newsletter: nobody gets one twice. `controller` is
    empty for mail to staff before there is any company.
    """

    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.ForeignKey(DataSubject, on_delete=models.CASCADE, null=True, related_name="messages")
    event = models.CharField(_("händelse"), max_length=40)
    message_class = models.CharField(
        _("slag"), max_length=10, choices=[(c.value, c.value) for c in MessageClass if c != "none"]
    )
    purpose = models.CharField(_("ändamål"), max_length=63, blank=True)
    campaign = models.CharField(_("utskick"), max_length=60, blank=True, default="")
    channel = models.CharField(_("kanal"), max_length=8, choices=[(c.value, c.value) for c in Channel])
    language = models.CharField(_("språk"), max_length=5)
    status = models.CharField(
        _("läge"), max_length=8, choices=MessageStatus.choices, default=MessageStatus.QUEUED
    )
    reasons = ArrayField(models.CharField(max_length=40), default=list, verbose_name=_("skäl"))
    message_id = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField(_("tid"), default=timezone.now)
    title = models.CharField(_("ämne"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)

    objects = OfController["OutgoingMessage"].as_manager()

    class Meta:
        verbose_name = _("meddelande")
        verbose_name_plural = _("meddelanden")
        constraints = [
            models.CheckConstraint(name="message_status_known", condition=Q(status__in=MessageStatus.values)),
            models.CheckConstraint(
                name="words_to_nobody_are_not_kept",
                condition=Q(subject__isnull=False) | Q(title="", body=""),
            ),
            models.UniqueConstraint(
                fields=["controller", "campaign", "subject"],
                condition=~Q(campaign="") & Q(status__in=["queued", "sent", "bounced"]),
                name="one_mail_of_a_campaign",
            ),
        ]
        indexes = [
            models.Index(fields=["controller", "at"], name="message_by_day"),
            models.Index(fields=["at"], condition=~Q(body=""), name="message_with_words"),
            models.Index(fields=["at"], condition=Q(status="queued"), name="message_on_its_way"),
        ]

    class PersonalData:
        category = "message_log"
        personal = {
            "event": "observed",
            "message_class": "observed",
            "purpose": "observed",
            "campaign": "observed",
            "channel": "observed",
            "language": "observed",
            "status": "observed",
            "reasons": "observed",
            "message_id": "observed",
            "at": "observed",
            "title": "observed",
            "body": "observed",
        }
        not_personal = ("id", "controller", "subject")

    def __str__(self) -> str:
        return f"meddelande {self.pk} {self.get_status_display()}"
