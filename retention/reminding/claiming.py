"""Claim a reminder before it is sent, so that two workers at once send it once; note how it went.

A claim is a `pending` row, committed before the mail leaves; the database lets only one of them
stand for a profile and a reminder point. What a crash left pending is settled after an hour by what
the record of the message says.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from accounts.models import Controller
from consents.models import MessageStatus, OutgoingMessage
from ledger.actor import WORKER
from ledger.services import record
from retention.live import BoundPolicy
from retention.models import Reminder, ReminderStatus, RetentionUnit
from retention.reminding.due import CATEGORY, Due

CLAIM_LIVES = timedelta(hours=1)

LOCK = "select facts_version from subjects_datasubject where id = %s for no key update"
PROFILE = "select 1 from subjects_supportprofile where id = %s and subject_id = %s"
AGAIN = """
update retention_reminder
set status = 'pending', at = %(at)s, message_id = %(message_id)s, promised_on = %(promised)s
where id = (select id from retention_reminder
    where profile_id = %(profile)s and point_on = %(point)s and status = 'failed' limit 1 for update)
    and status = 'failed' and not exists (select 1 from retention_reminder o
    where o.profile_id = %(profile)s and o.point_on = %(point)s and o.status <> 'failed')
returning id
"""
FIRST = """
insert into retention_reminder (subject_id, profile_id, point_on, promised_on, status, at, message_id)
values (%(subject)s, %(profile)s, %(point)s, %(promised)s, 'pending', %(at)s, %(message_id)s)
on conflict do nothing returning id
"""


@transaction.atomic
def claim(due: Due, *, promised_on: date, message_id: str, at: datetime) -> Reminder | None:
    """Claim a person's reminder for this worker; None where somebody else has it, or facts have moved.

    `promised_on` is the day of erasure that the mail names: nothing is erased before it.

    The person is locked first and looked at afterwards: whoever has just chosen to keep the
    profile, or was erased, is not mailed.
    """
    values: dict[str, int | date | datetime | str] = {
        "subject": due.subject_id,
        "profile": due.profile_id,
        "point": due.point_on,
        "promised": promised_on,
        "at": at,
        "message_id": message_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [due.subject_id])
        if cursor.fetchone() != (due.version,):
            return None
        cursor.execute(PROFILE, [due.profile_id, due.subject_id])
        if cursor.fetchone() is None:
            return None
        for statement in (AGAIN, FIRST):
            cursor.execute(statement, values)
            if row := cursor.fetchone():
                return Reminder.objects.get(pk=row[0])
    return None


@transaction.atomic
def note(
    reminder: Reminder, status: ReminderStatus, *, controller: Controller, live: BoundPolicy, at: datetime
) -> None:
    """Note that a claimed reminder was sent or failed, with a line in the ledger for a sent one."""
    mine = Reminder.objects.filter(pk=reminder.pk, status=ReminderStatus.PENDING)
    if not mine.update(status=status, at=at) or status != ReminderStatus.SENT:
        return
    unit = RetentionUnit.objects.filter(category=CATEGORY, item_id=reminder.profile_id).first()
    record(
        controller=controller.slug,
        by=WORKER,
        action="retention.remind",
        object_type="unit",
        unit_ref=unit.unit_ref if unit else None,
        category=CATEGORY,
        policy_version=live.version_id,
        at=at,
    )


def settle_abandoned(*, controller: Controller, live: BoundPolicy, at: datetime) -> None:
    """Settle what a crash left pending for more than an hour: sent if the relay took it, else failed.

    A failed one is tried again in the same run. A crash between the relay's yes and our note of it
    means a second mail: better twice than never.
    """
    message = OutgoingMessage.objects.filter(message_id=OuterRef("message_id"))
    left = Reminder.objects.filter(
        subject__controller=controller, status=ReminderStatus.PENDING, at__lt=at - CLAIM_LIVES
    ).annotate(message_status=Subquery(message.values("status")[:1]))
    for reminder in left:
        went = reminder.message_status == MessageStatus.SENT
        note(
            reminder,
            ReminderStatus.SENT if went else ReminderStatus.FAILED,
            controller=controller,
            live=live,
            at=reminder.at if went else at,
        )
