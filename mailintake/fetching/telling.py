"""Say when a mailbox was read and what stood in the way: for the staff page, and as a finding."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Controller
from mailintake.fetching.troubles import words_of
from mailintake.models import Reading
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.services.findings import close_finding, keep_findings, raise_finding

UNREAD = "F-MAILBOX"
WHERE = "mailbox"
STAYS, FOLDER = "F-MAILSTAYS", "mailbox.folder"
STAYING = Text(
    sv="{n} mejl ligger kvar på mejlservern fast de skulle ha tagits bort eller flyttats för mer än en dag "
    "sedan. Ta bort dem där, eller låt servern ge oss rätt att göra det (UIDPLUS, MOVE).",
    en="{n} mails are still on the mail server, though they should have been removed or moved more than a "
    "day ago. Remove them there, or let the server allow us to (UIDPLUS, MOVE).",
)


@transaction.atomic
def tell(controller: Controller, trouble: str, *, left: int, at: datetime) -> None:
    """Write down a reading; its finding is open as long as the trouble lasts."""
    values = {"tried_at": at, "trouble": trouble, "left": left, **({} if trouble else {"read_at": at})}
    Reading.objects.update_or_create(controller=controller, defaults=values)
    close_finding(controller=controller, code=UNREAD, where=WHERE, at=at)
    if trouble:
        raise_finding(controller=controller, code=UNREAD, where=WHERE, text=words_of(trouble), at=at)


def tell_of_what_stays(controller: Controller, stays: int, *, at: datetime) -> None:
    """Open or close the finding about mails that the mail server keeps though we have let them go."""
    text = Text(sv=STAYING.sv.format(n=stays), en=STAYING.en.format(n=stays))
    found = [LintFinding(STAYS, FOLDER, text)] if stays else []
    keep_findings(controller=controller, found=found, within=[FOLDER], at=at)
