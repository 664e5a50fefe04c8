"""What a member of staff writes down of a person's word: how it came, when, and where it can be seen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.models import Way
from register.models import ConsentText
from subjects.offering import offer

WAYS = (Way.PHONE, Way.LETTER, Way.EMAIL, Way.COUNTER)
EVIDENCE = {
    "note": gettext_lazy("Anteckning från samtalet"),
    "paper": gettext_lazy("Brev eller blankett"),
    "mail": gettext_lazy("Mejl"),
    "recording": gettext_lazy("Inspelning"),
}


class HeardForm(forms.Form):
    """How a person's word came to us, and when."""

    way = forms.ChoiceField(
        label=gettext_lazy("Hur kom det?"),
        widget=forms.RadioSelect,
        choices=[(way.value, way.label) for way in WAYS],
        error_messages={"required": gettext_lazy("Välj hur personen hörde av sig.")},
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("När kom det?"),
        required=False,
        help_text=gettext_lazy("Lämna tomt om det är nu. Ett brev gäller från när det kom till oss."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_received_at(self) -> datetime:
        """Take now where nothing is said, and refuse what is still to come."""
        at: datetime | None = self.cleaned_data["received_at"]
        if at is not None and at > self.now:
            raise forms.ValidationError(_("Välj en tid som har varit."))
        return at or self.now


class NoForm(HeardForm):
    """A no: to what, and how it came. It needs no papers (Art. 7(3), WN-51)."""

    what = forms.ChoiceField(
        label=gettext_lazy("Vad säger personen nej till?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad personen säger nej till.")},
    )
    evidence = forms.CharField(
        label=gettext_lazy("Var anteckningen finns"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Till exempel ett ärendenummer. Skriv inga namn."),
    )
    field_order = ("what", "way", "received_at", "evidence")

    def __init__(self, *args: Any, choices: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "what", choices.items())


class YesForm(HeardForm):
    """A yes that staff bring: to which words, and what proves it (Art. 7(1))."""

    text = forms.ChoiceField(
        label=gettext_lazy("Vad säger personen ja till?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vilken text personen säger ja till.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Underlag"),
        widget=forms.RadioSelect,
        choices=list(EVIDENCE.items()),
        error_messages={"required": gettext_lazy("Välj vad som visar att personen har sagt ja.")},
    )
    evidence = forms.CharField(
        label=gettext_lazy("Var underlaget finns"),
        max_length=100,
        help_text=gettext_lazy("Till exempel ett ärendenummer. Skriv inga namn."),
        error_messages={"required": gettext_lazy("Skriv var underlaget finns.")},
    )
    informed = forms.BooleanField(
        label=gettext_lazy("Personen har läst texten eller fått den uppläst, ord för ord"),
        error_messages={"required": gettext_lazy("Ett ja gäller bara den text som personen har fått.")},
    )
    field_order = ("text", "informed", "way", "received_at", "kind", "evidence")

    def __init__(self, *args: Any, texts: list[ConsentText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(text.pk), f"{text.title}: ”{text.text}”") for text in texts]
        offer(self, "text", choices)

    @property
    def proof(self) -> str:
        """Give what is kept of the evidence: its kind and where it can be seen, never the document."""
        return f"{self.cleaned_data['kind']}: {self.cleaned_data['evidence'].strip()}"
