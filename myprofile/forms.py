"""What a person may type on their pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subjects.deliverable import BAD_ADDRESS, deliverable
from subjects.identifiers import normalise_email
from subjects.signs import one_line, some_lines


def email_field() -> forms.EmailField:
    """Ask for an e-mail address that is known already, with errors that say what to do."""
    return forms.EmailField(
        label=_("E-postadress"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Skriv din e-postadress"),
            "invalid": BAD_ADDRESS,
        },
    )


def phone_field(*, required: bool = False) -> forms.RegexField:
    """Ask for a telephone number: digits, spaces, and the signs people write between them."""
    return forms.RegexField(
        r"^\+?[\d\s()/-]{5,25}$",
        label=_("Jobbtelefon"),
        required=required,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"invalid": _("Skriv numret med siffror, till exempel 070-174 06 35")},
    )


def name_field() -> forms.CharField:
    """Ask for a person's name."""
    return forms.CharField(
        label=_("Namn"),
        max_length=200,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv ditt namn")},
    )


class RegistrationForm(forms.Form):
    """Who asks to register."""

    email = email_field()

    def clean_email(self) -> str:
        """Go on with the spelling that is compared: the mail goes there, never to a look-alike typed."""
        address = normalise_email(self.cleaned_data["email"])
        deliverable(address)
        return address


class DetailsForm(forms.Form):
    """What a new support profile may hold; nothing of it is required."""

    work_phone = phone_field()
    interests = forms.CharField(
        label=_("Vad är du intresserad av?"),
        help_text=_("Till exempel vilken produkt du arbetar med."),
        required=False,
        max_length=500,
        validators=[some_lines],
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewcomerForm(DetailsForm):
    """What somebody we do not know says of themselves: a name, and what else they like."""

    full_name = name_field()
    field_order = ["full_name"]


class OwnDetailsForm(forms.Form):
    """What a person changes alone; the telephone only where there is a support profile to hold it."""

    full_name = name_field()
    work_phone = phone_field()
    language = forms.ChoiceField(
        label=_("Språk i mejl från oss"),
        choices=[("sv", "Svenska"), ("en", "English")],
        error_messages={"invalid_choice": _("Välj svenska eller engelska")},
    )

    def __init__(self, *args: Any, has_profile: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_profile:
            del self.fields["work_phone"]
