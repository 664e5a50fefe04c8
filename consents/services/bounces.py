"""Read a delivery status notification (RFC 3464) and note which of our messages came back."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from django.utils.translation import gettext as _

from consents.models import MessageStatus, OutgoingMessage
from subjects.services.errors import Refused

MESSAGE_ID = re.compile(r"<([^<>\s]+@[^<>\s]+)>")


class NotABounce(Refused):
    """What was given is no notification that a delivery failed for good."""


class UnknownMessage(Refused):
    """The notification speaks of a message we did not send, or keep no record of any more."""


def record_bounce(raw: bytes) -> OutgoingMessage:
    """Note that a message of ours came back, and give its record; noting it twice changes nothing.

    A message is recognised by its Message-ID, a random number only we and those who carried the
    mail have seen. Raises NotABounce and UnknownMessage, with what to do.
    """
    notification = BytesParser(policy=policy.default).parsebytes(raw)
    if not _failed_for_good(notification):
        raise NotABounce(_("Det här är inget besked om att ett mejl inte kunde levereras (RFC 3464)."))
    ids = [found for text in _originals(notification) for found in MESSAGE_ID.findall(text)]
    message = OutgoingMessage.objects.filter(message_id__in=ids).first()
    if message is None:
        raise UnknownMessage(_("Beskedet gäller inget mejl som vi har skickat eller minns."))
    OutgoingMessage.objects.filter(
        pk=message.pk, status__in=[MessageStatus.SENT, MessageStatus.QUEUED]
    ).update(status=MessageStatus.BOUNCED)
    message.refresh_from_db()
    return message


def _failed_for_good(notification: EmailMessage) -> bool:
    """Tell a failure from a delay, a relay's receipt and an ordinary mail."""
    if notification.get_content_type() != "multipart/report":
        return False
    statuses = [part for part in notification.walk() if part.get_content_type() == "message/delivery-status"]
    return any(
        str(fields.get("Action", "")).strip().lower() == "failed"
        for part in statuses
        for fields in part.walk()
    )


def _originals(notification: EmailMessage) -> list[str]:
    """Give the Message-ID of the mail that came back, from the copy or the headers of it."""
    found: list[str] = []
    for part in notification.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            found += [str(inner.get("Message-ID", "")) for inner in _attached(part)]
        elif kind == "text/rfc822-headers":
            found += re.findall(r"(?im)^message-id:\s*(.*(?:\n[ \t].*)*)", str(part.get_content()))
    return found


def _attached(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []
