"""Say when a mailbox was read and what stood in the way: for the staff page, and as a finding."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Controller
from mailintake.fetching.troubles import words_of
from mailintake.models import Reading
from register.services.findings import close_finding, raise_finding

UNREAD = "F-MAILBOX"
WHERE = "mailbox"


@transaction.atomic
def tell(controller: Controller, trouble: str, *, left: int, at: datetime) -> None:
    """Write down a reading; its finding is open as long as the trouble lasts."""
    values = {"tried_at": at, "trouble": trouble, "left": left, **({} if trouble else {"read_at": at})}
    Reading.objects.update_or_create(controller=controller, defaults=values)
    close_finding(controller=controller, code=UNREAD, where=WHERE, at=at)
    if trouble:
        raise_finding(controller=controller, code=UNREAD, where=WHERE, text=words_of(trouble), at=at)
