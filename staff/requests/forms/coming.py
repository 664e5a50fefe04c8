"""The forms about something that came to us: the clock counts from that day, not from when somebody looks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.calendar import midnight_after
from requests_dsr.methods import EVIDENCE
from staff.forms import day_field
from staff.requests.forms.fields import choice, text_area


class CameForm(forms.Form):
    """The day something came: the clock counts from it, and not from when somebody looks (DL-1, DL-3).

    `since` is the day it answers, None where it answers nothing that counts: then no day is asked for.
    """

    came_on = day_field(gettext_lazy("Dag"))

    def __init__(self, *args: Any, today: date, since: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.since = today, since
        if since is None:
            del self.fields["came_on"]
        else:
            self.fields["came_on"].initial = today

    def clean_came_on(self) -> date:
        """Refuse a day that has not come, and one before what it answers."""
        day: date = self.cleaned_data["came_on"]
        if day > self.today:
            raise forms.ValidationError(_("Det har inte hänt än. Välj en dag bakåt."))
        if self.since is not None and day < self.since:
            first = date_format(self.since, "j F Y")
            raise forms.ValidationError(_("Välj %(first)s eller senare.") % {"first": first})
        return day


class EvidenceForm(CameForm):
    """By what kind of evidence somebody is who they say, and when it came where the clock waits for it."""

    came_on = day_field(
        gettext_lazy("Vilken dag kom underlaget?"), help_text=gettext_lazy("Klockan går igen från den dagen.")
    )
    method = choice(
        gettext_lazy("Hur är identiteten styrkt?"),
        EVIDENCE,
        empty=gettext_lazy("Välj"),
        required=gettext_lazy("Välj hur identiteten är styrkt."),
        help_text=gettext_lazy("Bara slaget sparas. En handling som kom in förstörs inom sju dagar."),
    )


class ReopenForm(CameForm):
    """What the person says of the answer, and the day it came."""

    came_on = day_field(
        gettext_lazy("Vilken dag kom invändningen?"), help_text=gettext_lazy("En ny månad räknas från den.")
    )
    comment = text_area(
        gettext_lazy("Vad invänder personen mot svaret?"),
        required=gettext_lazy("Skriv vad personen invänder mot svaret."),
    )


class FeeForm(CameForm):
    """That the person pays what it costs, the day they said so, and a few words that the file keeps."""

    came_on = day_field(
        gettext_lazy("Vilken dag sade personen det?"), help_text=gettext_lazy("En ny månad räknas från den.")
    )
    comment = text_area(gettext_lazy("Anteckning i akten"))


def came_at(typed: dict[str, Any], at: datetime) -> datetime | None:
    """Give the last instant of the Stockholm day that was typed, or now on that day; None where none was."""
    day: date | None = typed.get("came_on")
    return None if day is None else min(midnight_after(day) - timedelta(microseconds=1), at)
