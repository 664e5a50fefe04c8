"""A reminder to a person that their profile will be erased (WL-33, RT-5)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subjects.models import DataSubject


class ReminderStatus(models.TextChoices):
    """How a reminder fared: `failed` never left our server and does not count (RT-5)."""

    PENDING = "pending", _("på väg")
    SENT = "sent", _("skickad")
    BOUNCED = "bounced", _("studsade")
    FAILED = "failed", _("kom aldrig iväg")


class Reminder(models.Model):
    """One mail before a profile goes: for which reminder point, and whether it left.

    `profile_id` is the profile it spoke of: an id, so that the reminder goes with the subject and
    never keeps a profile. A row is written before the mail leaves, so that two workers never send
    the same reminder twice.
    """

    subject = models.ForeignKey(DataSubject, on_delete=models.PROTECT, related_name="reminders")
    profile_id = models.BigIntegerField()
    point_on = models.DateField(_("påminnelsepunkt"))
    promised_on = models.DateField(_("dagen som mejlet nämner"), null=True)
    status = models.CharField(
        _("läge"), max_length=8, choices=ReminderStatus.choices, default=ReminderStatus.PENDING
    )
    at = models.DateTimeField(_("tid"), default=timezone.now)
    message_id = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("påminnelse")
        verbose_name_plural = _("påminnelser")
        constraints = [
            models.UniqueConstraint(
                fields=["profile_id", "point_on"],
                condition=Q(status__in=["pending", "sent", "bounced"]),
                name="one_reminder_per_point",
            ),
        ]
        indexes = [
            models.Index(fields=["message_id"], name="reminder_by_message"),
            models.Index(fields=["subject"], name="reminder_of_subject"),
        ]

    class PersonalData:
        category = "support_profile"
        personal = {
            "point_on": "observed",
            "promised_on": "observed",
            "status": "observed",
            "at": "observed",
            "message_id": "observed",
        }
        not_personal = ("id", "subject", "profile_id")

    def __str__(self) -> str:
        return f"påminnelse {self.pk} {self.get_status_display()}"
