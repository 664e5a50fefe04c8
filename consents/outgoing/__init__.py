"""The only door through which a person is mailed (design.md 7).

Reminders, letters and the account mails of allauth all go through `send`: it asks the gate, writes
the three parts in the person's language, adds the headers, records what went, and mails.
"""

from consents.outgoing.delivery import one_connection
from consents.outgoing.heading import new_message_id
from consents.outgoing.sending import send

__all__ = ["new_message_id", "one_connection", "send"]
