"""Hand a mail to our relay. The only module that imports a mailer (pyproject.toml holds it)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

log = logging.getLogger(__name__)
_shared: ContextVar[Any] = ContextVar("mail_connection", default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """A mail ready to go: one recipient, one sender, the words and the headers."""

    to: str
    sender: str
    bounces_to: str
    title: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)


def hand_over(mail: Mail) -> str:
    """Give a mail to the relay. Empty when it was accepted, else a code: SMTP_550, NO_CONNECTION, BAD_MAIL.

    Never raises for what can go wrong on the way. The relay's own words are not kept: they name people.
    """
    try:
        with _connected() as connection:
            _message(mail, connection).send()
    except SMTPServerDisconnected:  # it hung up, or said nothing for EMAIL_TIMEOUT seconds
        return _told("NO_CONNECTION")
    except SMTPException as refusal:
        return _told(f"SMTP_{_status(refusal) or 'REFUSED'}")
    except OSError:
        return _told("NO_CONNECTION")
    except ValueError:  # an address or a header that cannot be written: BadHeaderError, UnicodeError
        return _told("BAD_MAIL")
    return ""


@contextmanager
def one_connection() -> Iterator[None]:
    """Send many mails over one connection; after a mail that was not accepted, a new one is opened."""
    connection = get_connection()
    token = _shared.set(connection)
    try:
        yield
    finally:
        _shared.reset(token)
        _close(connection)


def envelope_sender(mailbox: str) -> str:
    """Give the address that returned mail goes to: the installation's for that, else the sender's own."""
    return str(settings.BOUNCE_MAILBOX or mailbox)


@contextmanager
def _connected() -> Iterator[Any]:
    shared = _shared.get()
    connection = shared or get_connection()
    try:
        connection.open()
        yield connection
    except BaseException:
        _close(connection)
        raise
    if shared is None:
        _close(connection)


def _message(mail: Mail, connection: Any) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.title,
        body=mail.text,
        from_email=mail.bounces_to,
        to=[mail.to],
        headers={"From": mail.sender, **mail.headers},
        connection=connection,
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _told(code: str) -> str:
    log.warning("a mail was not accepted: %s", code)
    return code


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (SMTPException, OSError):
        log.warning("the mail connection did not close in order")


def _status(refusal: SMTPException) -> int:
    """Give the three digits of the relay's answer; 0 when it gave none."""
    if isinstance(refusal, SMTPRecipientsRefused):
        return next((int(code) for code, _words in refusal.recipients.values()), 0)
    return int(refusal.smtp_code) if isinstance(refusal, SMTPResponseException) else 0
