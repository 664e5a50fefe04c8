"""The fields of the public forms: each says what is wrong and what to do, and takes what it can keep."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from requests_dsr.services.receiving.opening import LONGEST_WORDS
from subjects.deliverable import LONGEST_ADDRESS, deliverable
from subjects.identifiers import normalise_email
from subjects.signs import bad_in_a_line, bad_in_words, even_lines, refuse

LONGEST_OWN_WORDS = LONGEST_WORDS - 1_000
"""A request holds LONGEST_WORDS; what else the person says of themselves is added to their words."""


class Line(forms.CharField):
    """One line of text, without signs that hide, turn or break it."""

    bad_signs = staticmethod(bad_in_a_line)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        # The browser would cut what is too long in silence; we count, and say so.
        self.widget.attrs.pop("maxlength", None)
        self.error_messages["max_length"] = gettext_lazy("Korta ner texten till %(limit_value)d tecken.")

    def run_validators(self, value: Any) -> None:
        """Say which sign cannot stay, before anything else is said of the text."""
        refuse(self.bad_signs(value))
        super().run_validators(value)


class Words(Line):
    """A person's own words, in several lines; no longer than a request can hold."""

    widget = forms.Textarea
    bad_signs = staticmethod(bad_in_words)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_OWN_WORDS)
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = 6
        self.error_messages["max_length"] = gettext_lazy(
            "Texten är längre än %(limit_value)d tecken. Korta den, eller skicka resten i ett mejl."
        )

    def to_python(self, value: Any) -> str:
        """Read a line break as one sign, where a browser sends two."""
        return even_lines(str(super().to_python(value)))


class Address(Line):
    """An e-mail address as it is compared: the mail goes there, never to a look-alike typed."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("E-postadress"))
        super().__init__(max_length=LONGEST_ADDRESS, **kwargs)
        self.error_messages["required"] = gettext_lazy("Skriv din e-postadress")
        self.widget.attrs |= {"autocomplete": "email", "spellcheck": "false"}

    def clean(self, value: Any) -> str:
        """Give the address in its compared spelling. Raises ValidationError."""
        address = str(super().clean(normalise_email(str(value or ""))))
        if address:
            deliverable(address)
        return address
