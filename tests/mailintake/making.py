"""Make mails as the fetching makes them, without a server."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from accounts.models import Controller
from mailintake.fetching.taking import Arrival, own_of, take
from mailintake.models import Mail
from mailintake.reading import read_message
from tests.factories import noon
from tests.mailintake.imap import mail
from tests.requests_dsr.cases import TODAY

_uids = count(1)
RECEIVED = noon(TODAY.replace(day=20))


def create_mail(controller: Controller, raw: bytes = b"", *, at: datetime = RECEIVED, **written: Any) -> Mail:
    """Take a mail in as the worker does; with an attachment, unless `raw` or `attachments` say otherwise."""
    number = next(_uids)
    attached = [("brev.pdf", "application/pdf", b"%PDF-1.7 x")]
    written = {"attachments": attached, "number": f"{number}@example.se"} | written
    content = raw or mail(**written)
    arrival = Arrival(uidvalidity=1, uid=number, received_at=at, content=content)
    message = read_message(content)
    own = own_of(controller)
    return take(controller=controller, arrival=arrival, message=message, own=own, at=max(at, RECEIVED)).mail
