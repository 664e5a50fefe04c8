"""What was sent to people; what they agreed to, objected to, and never want to hear of again."""

from consents.models.messages import MessageStatus, OutgoingMessage

__all__ = ["MessageStatus", "OutgoingMessage"]
