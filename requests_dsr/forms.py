"""Questions that every page asks alike: what a request covers, and why the use should pause (Art. 18)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subjects.offering import Option

EVERYTHING, SOME = "all", "some"
GROUNDS = [
    ("wrong", Option(gettext_lazy("Uppgifterna är fel"), gettext_lazy("Tills vi har kontrollerat dem."))),
    (
        "unlawful",
        Option(
            gettext_lazy("Ni får inte ha dem, men jag vill inte att de raderas"),
            gettext_lazy("Till exempel för att de kan behövas som bevis."),
        ),
    ),
    (
        "claim",
        Option(
            gettext_lazy("Ni behöver dem inte längre, men jag gör det"),
            gettext_lazy("För att kunna göra gällande eller försvara ett rättsligt krav."),
        ),
    ),
    (
        "objected",
        Option(gettext_lazy("Jag har sagt emot användningen"), gettext_lazy("Medan ni väger våra skäl.")),
    ),
]
PROVISIONS = {"wrong": "18.1.a", "unlawful": "18.1.b", "claim": "18.1.c", "objected": "18.1.d"}
"""What is stored of a ground (`Asked.proposed["grounds"]`): the provision, as staff read it."""
GROUNDS_IN_WORDS: dict[str, str | Promise] = {PROVISIONS[key]: choice.title for key, choice in GROUNDS}
"""A stored ground as whoever asked chose it."""


class ReachQuestions(forms.Form):
    """Everything, or the kinds of data that are ticked; never a guess between the two."""

    reach = forms.ChoiceField(
        label=gettext_lazy("Vad gäller det?"),
        choices=[(EVERYTHING, gettext_lazy("Allt")), (SOME, gettext_lazy("Bara det jag kryssar för"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om det gäller allt eller bara en del")},
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Slag av uppgifter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Välj bland det som står i listan")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse both, and refuse nothing at all."""
        given = super().clean() or self.cleaned_data
        reach, ticked = given.get("reach"), given.get("categories")
        if reach == SOME and not ticked and "categories" not in self.errors:
            self.add_error("categories", _("Kryssa för minst ett slag av uppgifter"))
        if reach == EVERYTHING and ticked:
            self.add_error(
                "reach",
                _("Du har valt allt men också kryssat för en del. Välj det ena, eller ta bort kryssen."),
            )
        return given

    @property
    def named(self) -> list[str]:
        """Give the kinds of data that are meant; none means all."""
        return list(self.cleaned_data["categories"]) if self.cleaned_data.get("reach") == SOME else []


class PauseQuestions(ReachQuestions):
    """Why the use should pause (Art. 18(1)(a)-(d)), and for what."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Varför ska vi pausa?"),
        choices=GROUNDS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj ett av lagens fyra skäl")},
    )

    @property
    def provision(self) -> str:
        """Give the provision of the chosen ground."""
        return PROVISIONS[self.cleaned_data["ground"]]
