"""The mails that wait, those whose clock has run longest first, and when each mailbox was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mailintake.fetching.troubles import words_of
from mailintake.models import Mail, MailState, Outcome, Reading
from mailintake.selectors import days_waiting, due_days, mailboxes_of, mails_in
from requests_dsr.law.numbers import DEFAULTS
from requests_dsr.package.files.cells import visible
from staff.access import Staff
from staff.doors import door, page
from staff.masking import masked_name, masked_value
from staff.paging import asked, paged
from staff.requests.finding import REQUEST_ROLES
from staff.views.mail.words import KINDS, MACHINES

STATES = {"": MailState.DRAFT, "automatiska": MailState.SET_ASIDE, "avgjorda": MailState.HANDLED}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One mail as a list may tell it: the sender masked, for a list is read by whoever passes."""

    mail: Mail
    sender: str
    title: str
    what: str
    days: int
    due_on: date
    late: bool


@require_safe
@door(*REQUEST_ROLES)
def mail_list(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List the mails of one's companies: waiting, set aside, or decided."""
    wanted = asked(request, "lage")
    state = STATES.get(wanted, MailState.DRAFT)
    found = mails_in(staff.controllers, state)
    if state == MailState.HANDLED:
        found = found.exclude(outcome=Outcome.DUPLICATE).select_related("file__request")
        found = found.order_by("-handled_at", "-pk")
    listed = paged(request, found)
    due = due_days(listed)
    return page(
        request,
        "staff/mail_list.html",
        title=_("Brevlådan"),
        listed=listed,
        rows=[_row(mail, due[mail.pk], staff.today) for mail in listed],
        wanted=wanted if wanted in STATES else "",
        states={"": _("Väntar"), "automatiska": _("Automatiska svar"), "avgjorda": _("Avgjorda")},
        waiting=mails_in(staff.controllers, MailState.DRAFT).count(),
        mailboxes=[(one, _trouble(one.reading)) for one in mailboxes_of(staff.controllers)],
    )


def _row(mail: Mail, due: date, today: date) -> Row:
    name = masked_name(mail.from_name) if mail.from_name else ""
    return Row(
        mail=mail,
        sender=visible(name or (masked_value(mail.from_email) if mail.from_email else "")),
        title=visible(mail.title),
        what=str(MACHINES.get(mail.machine) or KINDS.get(mail.suggestion) or ""),
        days=days_waiting(mail, today),
        due_on=due,
        late=(due - today).days <= max(DEFAULTS.warn_days),
    )


def _trouble(reading: Reading | None) -> str:
    if reading is None or not reading.trouble:
        return ""
    return words_of(reading.trouble).in_language(get_language() or "sv")
