"""Who a mail is from, how it is recognised again, and the headers the law and the standards ask for."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import Controller
from consents.law import MessageClass
from consents.policy import live_file


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """The company in whose name a mail goes, with an address that can be answered (MFL 20 §)."""

    name: str
    mailbox: str

    @property
    def header(self) -> str:
        """Give the `From` header."""
        return formataddr((self.name, self.mailbox))

    @property
    def is_valid(self) -> bool:
        """Tell whether somebody who answers reaches somebody."""
        return is_address(self.mailbox)


def sender_of(controller: Controller | None) -> Sender:
    """Give the sender of a company's mail: its policy's mailbox, the installation's before it has one."""
    policy = live_file(controller) if controller else None
    name, own = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Sender(
        name=" ".join((controller.name if controller else name).split()),
        mailbox=policy.controller.sender_mailbox if policy else own,
    )


def is_address(text: str) -> bool:
    """Tell whether this is one e-mail address and nothing more."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def new_message_id() -> str:
    """Make the id of a mail: random, of our own domain, telling nothing of whom it is to."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"{uuid.uuid4()}@{domain}"


def headers(*, message_id: str, message_class: MessageClass, opt_out: str = "") -> dict[str, str]:
    """Give the headers of a mail; `opt_out` is the one-click address of marketing (RFC 8058).

    A service mail says that a machine wrote it, so that no machine answers (RFC 3834).
    """
    found = {"Message-ID": f"<{message_id}>"}
    if message_class is MessageClass.SERVICE:
        found["Auto-Submitted"] = "auto-generated"
    if opt_out:
        found["List-Unsubscribe"] = f"<{opt_out}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found
