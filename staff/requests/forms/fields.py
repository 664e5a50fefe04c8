"""Fields that several forms share, with their words for what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from requests_dsr.services.receiving.opening import LONGEST_WORDS
from subjects.signs import even_lines, some_lines


class Lines(forms.CharField):
    """A text in several lines, each of which ends in one sign."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Read a line break as one sign, where a browser sends two."""
        return even_lines(str(super().to_python(value)))


def text_area(
    label: Any,
    *,
    required: Any = "",
    help_text: Any = "",
    most: int = 2000,
    initial: str = "",
    rows: int = 4,
    of_others: bool = False,
) -> forms.CharField:
    """Make a field for some sentences; `required` is what is said when there are none.

    Signs that nobody sees are sent back, but kept in the words `of_others`, which are copied as they are.
    """
    return Lines(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=most,
        initial=initial,
        validators=[] if of_others else [some_lines],
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required} if required else {},
    )


def own_words(label: Any) -> forms.CharField:
    """Make the field for what the person said, as long as the service takes."""
    return text_area(
        label,
        most=LONGEST_WORDS,
        of_others=True,
        help_text=gettext_lazy("Så som personen sade eller skrev det. Skriv inga personnummer."),
    )


def choice(
    label: Any,
    choices: Mapping[str, Any],
    *,
    required: Any = "",
    help_text: Any = "",
    initial: str = "",
    empty: Any = "",
) -> forms.ChoiceField:
    """Make a list to choose from; `empty` is the first line where nothing may be chosen."""
    lines = [*([("", empty)] if empty else []), *choices.items()]
    return forms.ChoiceField(
        label=label,
        choices=lines,
        required=bool(required),
        help_text=help_text,
        initial=initial,
        error_messages={"required": required} if required else {},
    )


def radios(
    label: Any, choices: Mapping[str, Any], *, required: Any = "", help_text: Any = "", initial: str = ""
) -> forms.ChoiceField:
    """Make a few lines of which one is chosen."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices.items()),
        required=bool(required),
        help_text=help_text,
        initial=initial,
        widget=forms.RadioSelect,
        error_messages={"required": required} if required else {},
    )


def boxes(
    label: Any, choices: Mapping[str, Any], *, required: Any = "", help_text: Any = ""
) -> forms.MultipleChoiceField:
    """Make a few lines of which any are chosen."""
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices.items()),
        required=bool(required),
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": required} if required else {},
    )


def time_input() -> forms.TimeInput:
    """Give the input for a time of day."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
