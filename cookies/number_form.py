"""What a person may type to see their choice."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

ERRORS = {
    "required": _("Skriv numret på ditt val"),
    "invalid": _("Skriv hela numret, som 7c9e6679-7425-40de-944b-e07fc1f90ae7"),
}


class NumberForm(forms.Form):
    """The number of a choice, as the banner says it when it is opened again."""

    number = forms.UUIDField(
        label=_("Numret på ditt val"),
        help_text=_("Öppna kakrutan igen på webbplatsen: numret står där."),
        error_messages=ERRORS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
