"""A weighing of interests as it is written, and the decision about one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.calendar import add_months
from register.policyfile.words import Decision
from register.services.weighing import Weighing
from staff.forms import day_field

REVIEW_MONTHS = 12
"""A weighing is looked at again within a year (WL-52, [POLICY])."""


def _text(label: Any, help_text: Any) -> forms.CharField:
    """Make a field for a paragraph that has to say something."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        min_length=20,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Skriv minst en mening."),
            "min_length": gettext_lazy("Skriv minst en mening, 20 tecken eller mer."),
        },
    )


class AssessmentForm(forms.Form):
    """The three tests of a legitimate interest, and what protects people (WL-50, WL-52)."""

    interest = _text(
        gettext_lazy("Intresset"),
        gettext_lazy("Vad vill vi uppnå, för vem, och varför är det ett berättigat intresse?"),
    )
    necessity = _text(
        gettext_lazy("Nödvändigheten"),
        gettext_lazy("Går det att nå med färre uppgifter eller utan dem? Varför inte?"),
    )
    balancing = _text(
        gettext_lazy("Avvägningen"),
        gettext_lazy("Vad väntar sig personen, vad kan gå fel för den, och varför väger vårt skäl tyngre?"),
    )
    safeguards = _text(
        gettext_lazy("Skyddet"),
        gettext_lazy("Till exempel rätten att säga nej, kort tid, avidentifiering, vilka som kommer åt."),
    )
    review_on = day_field(
        gettext_lazy("Gäller till och med"),
        help_text=gettext_lazy("Ses över inom ett år. Sedan står användningen still."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["review_on"].initial = add_months(today, REVIEW_MONTHS)

    def clean_review_on(self) -> date:
        """Take a day to come, within a year."""
        day: date = self.cleaned_data["review_on"]
        if not self.today < day <= add_months(self.today, REVIEW_MONTHS):
            raise forms.ValidationError(_("Välj en dag efter i dag, och inom ett år."))
        return day

    @property
    def weighing(self) -> Weighing:
        """Give what was written."""
        return Weighing(**self.cleaned_data)


class DecisionForm(forms.Form):
    """Whether a weighing holds; a no says why."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Beslut"),
        widget=forms.RadioSelect,
        choices=[
            (Decision.APPROVED.value, gettext_lazy("godkänn")),
            (Decision.REJECTED.value, gettext_lazy("avslå")),
        ],
        error_messages={"required": gettext_lazy("Välj om den godkänns eller avslås.")},
    )
    comment = forms.CharField(
        label=gettext_lazy("Kommentar"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Ett avslag säger varför."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask of a no that it says why."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == Decision.REJECTED and not cleaned.get("comment"):
            self.add_error("comment", _("Skriv varför den avslås."))
        return cleaned
