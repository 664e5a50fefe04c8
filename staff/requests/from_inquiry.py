"""An inquiry that turned out to be a request: who asked, in what words, and since when the clock has run."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from law.calendar import STOCKHOLM
from requests_dsr.models import Channel
from staff.access import Staff
from staff.paging import asked
from staff.requests.forms.registering import RegisterForm
from staff.views.inquiries import inquiries_of
from subjects.models import Inquiry
from subjects.offering import offer


def inquiry_named(request: HttpRequest, staff: Staff) -> Inquiry | None:
    """Give the inquiry that an address names, of one's own companies. Raises Http404."""
    number = asked(request, "forfragan")
    return get_object_or_404(inquiries_of(staff), pk=number) if number.isdecimal() else None


def fill_from(form: RegisterForm, inquiry: Inquiry) -> None:
    """Fill in what an inquiry says: it came by the contact form, and that is a door (DL-1)."""
    received_at = inquiry.received_at.astimezone(STOCKHOLM)
    offer(form, "channel", [(str(Channel.WEB_FORM), Channel.WEB_FORM.label)])
    form.fields["channel"].initial = str(Channel.WEB_FORM)
    form.fields["words"].initial = inquiry.message
    form.fields["received_on"].initial = received_at.date()
    form.fields["received_at"].initial = received_at.time().replace(second=0, microsecond=0)
