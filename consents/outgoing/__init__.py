"""The only door through which a person is mailed (design.md 7).

Reminders, letters and the account mails of allauth all go through `send`, a newsletter through
`send_campaign`: both ask the gate, write the three parts in the person's language, add the headers,
record what went, and mail.
"""

from consents.outgoing.campaign import CampaignReport, Recipient, send_campaign
from consents.outgoing.delivery import one_connection
from consents.outgoing.heading import new_message_id
from consents.outgoing.sending import send

__all__ = ["CampaignReport", "Recipient", "new_message_id", "one_connection", "send", "send_campaign"]
