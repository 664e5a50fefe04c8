"""An SMTP server on loopback that takes every mail and sends none on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from privacyhub.services import mailbox

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A mail as it came in: whom it was delivered to, and its exact bytes."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """Read the mail."""
        return BytesParser(policy=policy.default).parsebytes(self.content)


@dataclass(kw_only=True)
class MailSink:
    """What came in, and whom to refuse.

    `refuse` maps an address to the answer it gets instead, such as `550 5.1.1 No such mailbox`
    (a bounce for ever) or `451 4.3.0 Try again later` (a failure for now).
    """

    folder: Path | None = None
    refuse: dict[str, str] = field(default_factory=dict)
    received: list[Delivery] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Give the address as EMAIL_URL writes it."""
        return f"smtp://{LOOPBACK}:{self.port}"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse one recipient."""
        if answer := self.refuse.get(address.lower()):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the mail."""
        recipients = tuple(str(address) for address in envelope.rcpt_tos)
        content = cast(bytes, envelope.original_content)
        if self.folder is None:
            self.received.append(
                Delivery(sender=str(envelope.mail_from), recipients=recipients, content=content)
            )
        else:
            mailbox.store(self.folder, content, recipients=recipients)
        return "250 OK"


class _AnyPort(Controller):
    """A controller that takes a free port and then knows which."""

    def _trigger_server(self) -> None:
        self.port = cast(asyncio.Server, self.server).sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextlib.contextmanager
def mail_sink(folder: Path | None = None) -> Iterator[MailSink]:
    """Run a mail sink: with a folder it keeps mails as files, without one in `received`."""
    # The server's own log names addresses; no address belongs in a log.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    sink = MailSink(folder=folder)
    controller = _AnyPort(sink, hostname=LOOPBACK, port=0)
    controller.start()
    sink.port = controller.port
    try:
        yield sink
    finally:
        controller.stop()
