"""Name the values that a person's own words ask to have corrected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from requests_dsr.answers.fields import FIELDS, fields_in
from requests_dsr.letters.words import words_for
from requests_dsr.models import RequestFile
from staff.requests.forms.asked import PREFIX, correctable, value_faults


class NameValuesForm(forms.Form):
    """What should stand, field by field; what is emptied is asked for no more."""

    def __init__(self, *args: Any, file: RequestFile, **kwargs: Any) -> None:
        asked = {name: value for name, value in file.proposed.items() if name in FIELDS}
        here = fields_in(words_for(file.request)) | {name: FIELDS[name] for name in asked}
        super().__init__(
            *args, **{**kwargs, "initial": {f"{PREFIX}{name}": value for name, value in asked.items()}}
        )
        self.fields.update(correctable(here))

    def clean(self) -> dict[str, Any]:
        """Ask for at least one value, and for values that can be stored."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, fault in value_faults(cleaned).items():
            self.add_error(name, fault)
        if not self.errors and not any(cleaned.values()):
            self.add_error(next(iter(self.fields)), _("Skriv minst ett värde som ska rättas."))
        return cleaned
