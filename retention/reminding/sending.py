"""Send the reminders that are due: claim, mail, note, and bring the units in line (07:00)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import Controller
from consents import outgoing
from consents.models import MessageStatus, OutgoingMessage
from consents.outgoing import new_message_id, one_connection
from retention.live import BoundPolicy, live_policy
from retention.models import Reminder, ReminderStatus
from retention.reminding.claiming import claim, note, settle_abandoned
from retention.reminding.due import CATEGORY, Due, Outlook, bring_in_line, due_among, outlook, pointed_out
from retention.reminding.telling import tell_reached, tell_unreached
from retention.reminding.words import reminder_context
from subjects.models import DataSubject, Identity, IdentityKind

log = logging.getLogger(__name__)
RELAY_IS_DOWN = 3
"""So many mails in a row without a connection end the run: the next one tries them all again."""


@dataclass(kw_only=True)
class RemindReport:
    """How a run of reminders went. `passed_by` were claimed by another worker or had just changed."""

    sent: int = 0
    failed: int = 0
    passed_by: int = 0
    relay_down: bool = False


def remind_due(*, controller: Controller, today: date, at: datetime) -> RemindReport:
    """Mail everybody whose reminder is due on a Stockholm day, once each, however often it is run.

    What fails does not count as a reminder: it is tried again in the next run, and the profile
    stays until a mail has been accepted and 30 days have passed (RT-5). Raises NoLivePolicy.
    """
    live = live_policy(controller)
    run = _Run(controller, today, at, live)
    settle_abandoned(controller=controller, live=live, at=at)
    with one_connection():
        for ids in pointed_out(controller, today):
            if run.report.relay_down:
                break
            run.remind(ids)
            bring_in_line(controller, ids, today, live)
    return run.report


class _Run:
    """One controller's reminders of one day."""

    def __init__(self, controller: Controller, today: date, at: datetime, live: BoundPolicy) -> None:
        self.controller = controller
        self.today = today
        self.at = at
        self.live = live
        self.report = RemindReport()
        self.silent = 0

    def remind(self, ids: Sequence[int]) -> None:
        """Remind those of these persons who are due; one that goes wrong does not stop the others."""
        due = due_among(ids, self.today, self.live)
        people = DataSubject.objects.select_related("controller").in_bulk([d.subject_id for d in due])
        addresses = addresses_of(people)
        for one in due:
            if self.report.relay_down:
                return
            if one.subject_id in people:
                self._remind(one, people[one.subject_id], addresses.get(one.subject_id, ""))

    def _remind(self, due: Due, person: DataSubject, address: str) -> None:
        after = outlook(due, self.today, self.live)
        reminder = claim(due, promised_on=after.erased_on, message_id=new_message_id(), at=self.at)
        if reminder is None:
            self.report.passed_by += 1
            return
        try:
            message = self._mail(due, after, person, address, reminder)
        except Exception:
            log.exception("reminder %s could not be written", reminder.pk)
            message = OutgoingMessage(status=MessageStatus.FAILED, reasons=["NOT_WRITTEN"])
        self._note(reminder, message)

    def _mail(
        self, due: Due, after: Outlook, person: DataSubject, address: str, reminder: Reminder
    ) -> OutgoingMessage:
        return outgoing.send(
            controller=self.controller,
            subject=person,
            to=address,
            event="reminder",
            context=reminder_context(due, after, person, self.today, self.live),
            language=person.language,
            message_class="service",
            category=CATEGORY,
            message_id=reminder.message_id,
            at=self.at,
        )

    def _note(self, reminder: Reminder, message: OutgoingMessage) -> None:
        sent = message.status == MessageStatus.SENT
        status = ReminderStatus.SENT if sent else ReminderStatus.FAILED
        note(reminder, status, controller=self.controller, live=self.live, at=self.at)
        if sent:
            self.report.sent += 1
            tell_reached(self.controller, reminder, at=self.at)
        else:
            self.report.failed += 1
            tell_unreached(self.controller, reminder, message.reasons, at=self.at)
        self.silent = self.silent + 1 if "NO_CONNECTION" in message.reasons else 0
        self.report.relay_down = self.silent >= RELAY_IS_DOWN


def addresses_of(people: dict[int, DataSubject]) -> dict[int, str]:
    """Give each person's address for mail: a confirmed one before others, the newest first."""
    known = Identity.objects.filter(subject__in=people, kind=IdentityKind.EMAIL)
    return {
        one.subject_id: one.value
        for one in sorted(known, key=lambda one: (one.verified_at is not None, one.added_at, one.pk))
    }
