"""A reminder that came back counts, and is told to the staff (RT-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from consents.models import OutgoingMessage
from consents.services.bounces import record_bounce
from retention.models import Reminder, ReminderStatus
from retention.reminding.telling import tell_bounced


@dataclass(frozen=True, kw_only=True)
class BouncedReminder:
    """Which message came back, and the reminder it was, if it was one."""

    message: OutgoingMessage
    reminder: Reminder | None


@transaction.atomic
def record_reminder_bounce(raw: bytes, *, at: datetime) -> BouncedReminder:
    """Take a delivery status notification: mark the message bounced, and the reminder it carried.

    A person on the staff gets a task. Raises NotABounce and UnknownMessage.
    """
    message = record_bounce(raw)
    reminder = Reminder.objects.filter(message_id=message.message_id).first()
    if reminder is not None and message.controller is not None:
        accepted = [ReminderStatus.SENT, ReminderStatus.PENDING]
        Reminder.objects.filter(pk=reminder.pk, status__in=accepted).update(status=ReminderStatus.BOUNCED)
        reminder.refresh_from_db()
        tell_bounced(message.controller, reminder, at=at)
    return BouncedReminder(message=message, reminder=reminder)
