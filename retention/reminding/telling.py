"""Tell a person on the staff of a reminder that did not arrive: nobody is kept silently for want of a mail.

The finding names the profile by its number alone, and is open once for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.models import Controller
from register.policyfile.values import Text
from register.services.findings import close_finding, raise_finding
from retention.models import Reminder

UNREACHED = Text(
    sv="Påminnelsen kom aldrig iväg: adressen saknas eller tas inte emot. Kontot raderas inte förrän en "
    "påminnelse har gått fram. Rätta adressen, eller nå personen på annat sätt.",
    en="The reminder never left: there is no address, or it is not accepted. The account is not erased until "
    "a reminder has gone. Correct the address, or reach the person in another way.",
)
BOUNCED = Text(
    sv="Påminnelsen studsade. Den räknas, så kontot raderas på sin dag. Försök nå personen på annat sätt.",
    en="The reminder bounced. It counts, so the account is erased on its day. Try to reach the person in "
    "another way.",
)
FOR_NOW = ("NO_CONNECTION", "SMTP_4")
"""What the next run may mend by itself: no person is bothered."""


def tell_unreached(
    controller: Controller, reminder: Reminder, reasons: Iterable[str], *, at: datetime
) -> None:
    """Open the finding of a reminder that will not arrive by trying again."""
    if not any(reason.startswith(FOR_NOW) for reason in reasons):
        raise_finding(controller=controller, code="F-REMINDER", where=_where(reminder), text=UNREACHED, at=at)


def tell_reached(controller: Controller, reminder: Reminder, *, at: datetime) -> None:
    """Close it when a later reminder was accepted."""
    close_finding(controller=controller, code="F-REMINDER", where=_where(reminder), at=at)


def tell_bounced(controller: Controller, reminder: Reminder, *, at: datetime) -> None:
    """Open the task of a reminder that came back (RT-5)."""
    raise_finding(controller=controller, code="F-BOUNCE", where=_where(reminder), text=BOUNCED, at=at)


def _where(reminder: Reminder) -> str:
    return f"profile:{reminder.profile_id}"
