"""Units, runs with their items and owners, reminders, and what an erasure leaves behind."""

from retention.models.reminders import Reminder, ReminderStatus
from retention.models.runs import (
    OPEN_STATES,
    ItemState,
    OwnerKind,
    PurgeBatch,
    PurgeItem,
    PurgeItemOwner,
    PurgeRun,
    RunState,
)
from retention.models.traces import FileErasure, Tombstone
from retention.models.units import RetentionUnit

__all__ = [
    "OPEN_STATES",
    "FileErasure",
    "ItemState",
    "OwnerKind",
    "PurgeBatch",
    "PurgeItem",
    "PurgeItemOwner",
    "PurgeRun",
    "Reminder",
    "ReminderStatus",
    "RetentionUnit",
    "RunState",
    "Tombstone",
]
