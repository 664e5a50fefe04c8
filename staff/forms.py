"""What a member of staff may type, and what is wrong with it in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.calendar import add_months
from staff.depending import depending
from subjects.models import BlockKind, ProcessingBlock
from subjects.offering import offer
from subjects.signs import one_line

HOLD_REVIEW_MONTHS = 6
"""A legal hold is looked at again within half a year (domain.md 5)."""


def _words(*, required: Any, short: Any = "") -> dict[str, Any]:
    """Say what is wrong and what to do; the other faults are told in Django's own words."""
    return {"required": required, **({"min_length": short} if short else {})}


class ReasonForm(forms.Form):
    """Why a person is opened."""

    reason = forms.CharField(
        label=gettext_lazy("Varför söker du?"),
        help_text=gettext_lazy(
            "Till exempel ett ärendenummer. Personen kan läsa det i Min profil. Skriv inga namn."
        ),
        min_length=3,
        max_length=200,
        validators=[one_line],
        error_messages=_words(
            required=gettext_lazy("Skriv varför, till exempel ett ärendenummer."),
            short=gettext_lazy("Skriv minst tre tecken."),
        ),
    )


class SearchForm(ReasonForm):
    """Whom to look for, and why."""

    q = forms.CharField(
        label=gettext_lazy("Vem?"),
        help_text=gettext_lazy(
            "E-post, telefon, kundnummer, organisationsnummer eller namn på person eller företag."
        ),
        min_length=2,
        max_length=200,
        error_messages=_words(
            required=gettext_lazy("Skriv vem du söker."), short=gettext_lazy("Skriv minst två tecken.")
        ),
    )
    field_order = ("q", "reason")


class OrganisationSearchForm(forms.Form):
    """Which organisation to look for."""

    q = forms.CharField(
        label=gettext_lazy("Vilket företag?"),
        help_text=gettext_lazy("Namn, kundnummer eller organisationsnummer."),
        min_length=2,
        max_length=200,
        error_messages=_words(
            required=gettext_lazy("Skriv vad du söker."), short=gettext_lazy("Skriv minst två tecken.")
        ),
    )


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Make a field for a day."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"})
    )


class BlockForm(forms.Form):
    """A block to place: what kind, of what, on what ground, from when, and when it is looked at again."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Slag av spärr"),
        widget=forms.RadioSelect,
        error_messages=_words(required=gettext_lazy("Välj vilket slag av spärr det är.")),
    )
    ground = forms.CharField(
        label=gettext_lazy("Grund"),
        help_text=gettext_lazy("Till exempel: artikel 17.3 e, mål T 1234-26. Personen kan läsa det."),
        min_length=5,
        max_length=200,
        validators=[one_line],
        error_messages=_words(
            required=gettext_lazy("Skriv grunden för spärren."), short=gettext_lazy("Skriv minst fem tecken.")
        ),
    )
    scope = forms.MultipleChoiceField(
        label=gettext_lazy("Vad spärren omfattar"),
        help_text=gettext_lazy("Välj inget för att spärra allt."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_on = day_field(gettext_lazy("Från och med"))
    review_on = depending(
        day_field(
            gettext_lazy("Omprövas senast"),
            required=False,
            help_text=gettext_lazy("Ett rättsligt anspråk omprövas inom sex månader."),
        )
    )

    def __init__(
        self, *args: Any, kinds: list[BlockKind], categories: dict[str, str], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices = {str(value): label for value, label in BlockKind.choices}
        offer(self, "kind", [(str(kind), choices[kind]) for kind in kinds])
        offer(self, "scope", categories.items())
        self.fields["from_on"].initial = today
        self.fields["review_on"].initial = add_months(today, HOLD_REVIEW_MONTHS)

    def clean_from_on(self) -> date:
        """Refuse a day to come: a block is for data that must stay now."""
        day: date = self.cleaned_data["from_on"]
        if day > self.today:
            raise forms.ValidationError(_("Välj i dag eller en tidigare dag."))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask of a legal hold that it is looked at again within half a year."""
        cleaned: dict[str, Any] = super().clean() or {}
        last, day = add_months(self.today, HOLD_REVIEW_MONTHS), cleaned.get("review_on")
        if cleaned.get("kind") == BlockKind.LEGAL_HOLD and not (day and self.today < day <= last):
            words = _("Välj en dag efter i dag och senast %(last)s.") % {"last": date_format(last, "j F Y")}
            self.add_error("review_on", words)
        return cleaned


class ReleaseForm(forms.Form):
    """A block to end; a restriction only after the person was told (Art. 18(3))."""

    until_on = day_field(
        gettext_lazy("Hävd från och med"), help_text=gettext_lazy("Gallringen räknas om från den dagen.")
    )
    told_on = day_field(
        gettext_lazy("Personen underrättades"),
        help_text=gettext_lazy("Minst en dag innan begränsningen hävs, artikel 18.3."),
    )

    def __init__(self, *args: Any, block: ProcessingBlock, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.block = today, block
        self.fields["until_on"].initial = today
        if block.kind != BlockKind.RESTRICTION_ART18:
            del self.fields["told_on"]

    def clean_until_on(self) -> date:
        """Refuse days that lie behind: what was kept by the block then stays so."""
        day: date = self.cleaned_data["until_on"]
        if day < self.today:
            raise forms.ValidationError(_("Välj i dag eller en senare dag."))
        return day

    def clean(self) -> dict[str, Any]:
        """Hold the notice of a restriction to the day before it ends."""
        cleaned: dict[str, Any] = super().clean() or {}
        told, until = cleaned.get("told_on"), cleaned.get("until_on")
        if told and until and told > min(self.today, until - timedelta(days=1)):
            self.add_error("told_on", _("Välj en dag före den då begränsningen hävs, och inte efter i dag."))
        return cleaned
