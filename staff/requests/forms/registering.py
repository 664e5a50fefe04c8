"""Take in a request that came by phone, letter, counter or e-mail: who, what, when, in one form."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.calendar import STOCKHOLM
from law.rights import Right
from law.statutes import GDPR_APPLIES_ON
from requests_dsr.methods import EVIDENCE
from requests_dsr.models import Channel
from requests_dsr.package.words.wording import LANGUAGES
from staff.depending import depending
from staff.forms import day_field
from staff.requests.forms.asked import Fields, value_faults
from staff.requests.forms.fields import choice, own_words, radios, text_area, time_input
from staff.selectors.searching import Found
from subjects.deliverable import deliverable
from subjects.models import DataSubject
from subjects.services.once import new_mark
from subjects.signs import one_line

CHANNELS = (Channel.PHONE, Channel.LETTER, Channel.COUNTER, Channel.MAIL)
UNKNOWN = "okand"
"""What is chosen where nobody found is the person."""
CLOSES_AN_ADDRESS = frozenset({Right.CONSENT_WITHDRAWAL, Right.OBJECTION})


class WhenForm(forms.Form):
    """A day and a time of day behind us: the clock runs from what happened, not from when it is typed in."""

    received_on = day_field(gettext_lazy("Dag"))
    received_at = forms.TimeField(label=gettext_lazy("Klockslag"), widget=time_input())

    def __init__(self, *args: Any, now: datetime, since: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.since = now, since
        local = timezone.localtime(now, STOCKHOLM)
        self.fields["received_on"].initial = local.date()
        self.fields["received_at"].initial = local.time().replace(second=0, microsecond=0)

    @property
    def instant(self) -> datetime:
        """Give what was typed as an instant."""
        given = self.cleaned_data
        return datetime.combine(given["received_on"], given["received_at"], STOCKHOLM)

    def clean(self) -> dict[str, Any]:
        """Refuse what has not happened yet, and what lies before the law or before the question."""
        cleaned: dict[str, Any] = super().clean() or {}
        if {"received_on", "received_at"} <= set(cleaned):
            if self.instant > self.now:
                self.add_error("received_on", _("Det har inte hänt än. Välj en tid bakåt."))
            elif cleaned["received_on"] < GDPR_APPLIES_ON:
                day = date_format(GDPR_APPLIES_ON, "j F Y")
                self.add_error("received_on", _("Välj %(day)s eller senare.") % {"day": day})
            elif self.since and self.instant < self.since - timedelta(minutes=1):
                self.add_error("received_on", _("Det kan inte ha hänt innan frågan ställdes."))
        return cleaned


class AnsweredForm(WhenForm):
    """When the person answered a question of ours, and in what words."""

    words = own_words(gettext_lazy("Vad svarade personen?"))


class WhoMixin(forms.Form):
    """Whom it is about: searched for among the people of one company, and then chosen."""

    found: Found | None

    def offer(self, found: Found | None) -> None:
        """Let somebody be chosen among those found."""
        self.found = found
        if found is None or not found.hits:
            del self.fields["person"]
            return
        hits = {hit.ref: ", ".join([hit.name, *hit.organisations[:2]]) for hit in found.hits}
        beyond_doubt = found.exact and len(found.hits) == 1
        self.fields["person"] = radios(
            gettext_lazy("Är det någon av de här?"),
            hits | {UNKNOWN: gettext_lazy("Nej, ingen av dem")},
            required="" if beyond_doubt else gettext_lazy("Välj vem det är, eller att det inte är någon."),
        )

    def chosen(self, cleaned: dict[str, Any]) -> str:
        """Give the reference of whoever was chosen, or recognised beyond doubt; empty for nobody."""
        ref: str = cleaned.get("person", "")
        if self.found is None or not self.found.hits or ref == UNKNOWN:
            return ""
        if not ref and not self.fields["person"].required:
            return self.found.hits[0].ref
        return ref


class RegisterForm(WhoMixin, WhenForm):
    """A request as staff take it in, once; the fields of its right stand in the middle."""

    once = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}), initial=new_mark
    )

    q = forms.CharField(
        label=gettext_lazy("Vem?"),
        help_text=gettext_lazy("E-post, telefon, kundnummer eller namn. Lämna tomt om personen är okänd."),
        required=False,
        max_length=200,
    )
    person = forms.ChoiceField(required=False)
    requester_name = forms.CharField(
        label=gettext_lazy("Namn"),
        required=False,
        max_length=200,
        validators=[one_line],
        help_text=gettext_lazy(
            "Så som den som frågar presenterade sig. Krävs, med en egen adress, för den som frågar åt någon "
            "annan: ett ombud, eller en närstående till någon som är död."
        ),
    )
    requester_email = forms.EmailField(
        label=gettext_lazy("E-post att svara till"),
        required=False,
        max_length=254,
        validators=[deliverable],
        help_text=gettext_lazy("En styrkt person får svar till den adress vi redan har."),
    )
    requester_address = depending(
        text_area(
            gettext_lazy("Postadress att svara till"),
            most=300,
            rows=3,
            help_text=gettext_lazy("Behövs om svaret ska gå med brev."),
        )
    )
    by_post = forms.BooleanField(
        label=gettext_lazy("Personen vill ha svaret på papper"),
        required=False,
        help_text=gettext_lazy("Då skrivs varje brev ut och postas, och en kopia av uppgifterna likaså."),
    )
    language = choice(
        gettext_lazy("Svarsspråk"),
        LANGUAGES,
        empty=gettext_lazy("personens eget, annars svenska"),
        help_text=gettext_lazy("Alla brev i begäran skrivs på det."),
    )
    channel = radios(
        gettext_lazy("Hur kom begäran?"),
        {str(way): way.label for way in CHANNELS},
        required=gettext_lazy("Välj hur begäran kom."),
    )
    words = own_words(gettext_lazy("Personens egna ord"))
    identity = choice(
        gettext_lazy("Hur vet vi vem det är?"),
        EVIDENCE,
        empty=gettext_lazy("Vet inte än"),
        help_text=gettext_lazy("Bara slaget av underlag sparas, aldrig handlingen."),
    )

    def __init__(
        self,
        *args: Any,
        right: Right,
        asked: Fields,
        subject: DataSubject | None = None,
        found: Found | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.right, self.subject = right, subject
        self.fields.update(asked)
        self.offer(found)
        self.order_fields([*_WHO, *asked, "words", "channel", "received_on", "received_at", "identity"])
        if subject is not None:
            del self.fields["q"]

    def clean(self) -> dict[str, Any]:
        """Ask for somebody to answer, and for values that can be stored."""
        cleaned = super().clean()
        cleaned["person"] = str(self.subject.ref) if self.subject else self.chosen(cleaned)
        for name, fault in value_faults(cleaned).items():
            self.add_error(name, fault)
        values = self.values
        if values and not any(cleaned.get(name) or name in self.errors for name in values):
            self.add_error(values[0], _("Skriv minst ett värde som ska rättas."))
        if cleaned.get("by_post") and not (cleaned.get("requester_address") or "").strip():
            self.add_error("requester_address", _("Skriv postadressen som svaret ska gå till."))
        if not cleaned["person"] and "person" not in self.errors:
            self._ask_for_an_address(cleaned)
        if cleaned.get("identity") and not cleaned["person"]:
            self.add_error("identity", _("Hitta personen först: annars vet vi inte vem som är styrkt."))
        return cleaned

    @property
    def values(self) -> list[str]:
        """Give the names of the fields for values to correct."""
        return [name for name in self.fields if name.startswith("field_")]

    def _ask_for_an_address(self, cleaned: dict[str, Any]) -> None:
        email, address = cleaned.get("requester_email"), cleaned.get("requester_address")
        if self.right in CLOSES_AN_ADDRESS and not email and "requester_email" not in self.errors:
            self.add_error("requester_email", _("Skriv adressen som nejet gäller: personen är okänd."))
        elif not email and not address and "requester_email" not in self.errors:
            self.add_error("requester_email", _("Skriv en adress att svara till: personen är okänd."))


class MatchForm(WhoMixin, forms.Form):
    """Say whose request it is."""

    q = forms.CharField(
        label=gettext_lazy("Vem?"),
        help_text=gettext_lazy("E-post, telefon, kundnummer eller namn."),
        max_length=200,
        min_length=2,
        error_messages={"required": gettext_lazy("Skriv vem du söker.")},
    )
    person = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, found: Found | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(found)

    def clean(self) -> dict[str, Any]:
        """Ask for one person."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["person"] = self.chosen(cleaned)
        if not cleaned["person"] and not self.errors:
            self.add_error("q", _("Ingen hos bolaget stämmer. Pröva ett annat sökord."))
        return cleaned


_WHO = ("q", "person", "requester_name", "requester_email", "requester_address", "by_post", "language")
