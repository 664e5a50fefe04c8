"""Mails as drafts, what was attached to them, and when each mailbox was read."""

from mailintake.models.mails import Attachment, Mail, MailState, Outcome
from mailintake.models.readings import Reading

__all__ = ["Attachment", "Mail", "MailState", "Outcome", "Reading"]
