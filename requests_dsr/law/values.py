"""The answer of the clock: limits, what happened to an extension, and the codes that say why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from law.calendar import midnight_after
from requests_dsr.law.facts import Pause


class ClockCode(StrEnum):
    """Why a deadline is what it is (domain.md 2; stable names, shown to people in words)."""

    ROLLED_1M = "ROLLED_1M"
    ROLLED_3M = "ROLLED_3M"
    EXTENDED = "EXTENDED"
    PAUSED_IDENTITY = "PAUSED_IDENTITY"
    PAUSED_CLARIFICATION = "PAUSED_CLARIFICATION"
    SUSPENDED_AWAITING_SUBJECT = "SUSPENDED_AWAITING_SUBJECT"
    PAUSE_IGNORED_LATE_ASK = "PAUSE_IGNORED_LATE_ASK"
    PAUSE_IGNORED_NOT_RECITAL63 = "PAUSE_IGNORED_NOT_RECITAL63"
    EXTENSION_LATE = "EXTENSION_LATE"
    EXTENSION_NO_REASON = "EXTENSION_NO_REASON"
    EXTENSION_BEFORE_RECEIPT = "EXTENSION_BEFORE_RECEIPT"


class ClockFault(StrEnum):
    """Facts from which no deadline can be computed."""

    E_NAIVE_TIMESTAMP = "E_NAIVE_TIMESTAMP"
    E_PAUSE_ORDER = "E_PAUSE_ORDER"


class ClockError(ValueError):
    """The facts contradict themselves; `fault` says how. Nothing is computed from them."""

    def __init__(self, fault: ClockFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class ExtensionStatus(StrEnum):
    """Whether the two further months of Art. 12(3) apply."""

    NONE = "none"
    VALID = "valid"
    INVALID = "invalid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """One period from receipt: where it ends by the calendar, and the working day it is due on."""

    nominal_on: date
    due_on: date

    @property
    def before_at(self) -> datetime:
        """Give the exclusive end in UTC: an answer sent before it is in time (DL-5)."""
        return midnight_after(self.due_on)

    @property
    def rolled(self) -> bool:
        """Tell whether the period ended on a day that is not a working day."""
        return self.due_on != self.nominal_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """When a request must be answered, and why then.

    While the person has not answered a question that counts (`waiting`), there are no limits.
    """

    received_on: date
    pause_days: int
    one_month: Limit | None
    three_months: Limit | None
    extension: ExtensionStatus
    reasons: tuple[ClockCode, ...]
    waiting: tuple[Pause, ...] = ()

    @property
    def suspended(self) -> bool:
        """Tell whether the clock stands still until the person answers."""
        return bool(self.waiting)

    @property
    def effective(self) -> Limit | None:
        """Give the limit that binds: three months after a valid extension, else one month."""
        return self.three_months if self.extension is ExtensionStatus.VALID else self.one_month

    @property
    def refusal(self) -> Limit | None:
        """Give the limit for telling of a refusal: one month, extended or not (Art. 12(4), DL-7)."""
        return self.one_month

    def refusal_is_late(self, at: datetime) -> bool:
        """Tell whether a refusal that is told at an instant is told too late. Never while it stands still."""
        return self.refusal is not None and at >= self.refusal.before_at
