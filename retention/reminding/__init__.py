"""Reminders before a support profile goes: nobody's profile goes in silence (RT-5, WL-33)."""

from retention.reminding.bouncing import BouncedReminder, record_reminder_bounce
from retention.reminding.sending import RemindReport, remind_due

__all__ = ["BouncedReminder", "RemindReport", "record_reminder_bounce", "remind_due"]
