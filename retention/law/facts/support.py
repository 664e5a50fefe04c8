"""Facts of the support service (RT-4, RT-5, RT-6b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActivityKind(StrEnum):
    """What happens around a support profile (RT-4)."""

    REGISTRATION = "registration"
    LOGIN = "login"
    TICKET_CREATED = "ticket_created"
    TICKET_REPLY = "ticket_reply"
    PROFILE_UPDATE_BY_USER = "profile_update_by_user"
    RENEWAL_CONFIRMED = "renewal_confirmed"
    PROFILE_VIEW = "profile_view"
    EMAIL_OPEN = "email_open"
    MARKETING_CLICK = "marketing_click"
    STAFF_EDIT = "staff_edit"
    LOGIN_FAILED = "login_failed"
    PASSWORD_RESET_REQUESTED = "password_reset_requested"
    API_SYNC = "api_sync"
    REMINDER = "reminder"


class ReminderStatus(StrEnum):
    """What became of a reminder: `sent` means accepted by our mail relay (RT-5)."""

    SENT = "sent"
    BOUNCED = "bounced"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that happened around a profile on a day."""

    on: date
    kind: ActivityKind


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder before erasure, what became of it, and the day of erasure it named where that is known."""

    on: date
    status: ReminderStatus
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class SupportProfile:
    """A registration with the support service; `verified` once the person confirmed the address."""

    registered_on: date
    activity: tuple[Activity, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    verified: bool = True


@dataclass(frozen=True, slots=True)
class SupportTickets:
    """How many support cases name the person."""

    count: int
