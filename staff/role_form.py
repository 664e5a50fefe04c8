"""Which role for whom, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Controller, Role
from accounts.services.roles import TimeLimit
from subjects.offering import offer


def _day(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=False, widget=widget)


class RoleForm(forms.Form):
    """A role at one of the companies; both days together where the access is to end by itself."""

    email = forms.CharField(
        label=gettext_lazy("E-postadress"),
        max_length=254,
        widget=forms.EmailInput(),
        error_messages={"required": gettext_lazy("Skriv adressen som koden ska mejlas till.")},
    )
    controller = forms.ChoiceField(label=gettext_lazy("Bolag"), widget=forms.RadioSelect)
    role = forms.ChoiceField(label=gettext_lazy("Roll"), choices=Role.choices, widget=forms.RadioSelect)
    signed_on = _day(
        gettext_lazy("Sekretess undertecknad"), gettext_lazy("Bara för den som arbetar åt er en tid.")
    )
    ends_on = _day(gettext_lazy("Sista dag"), gettext_lazy("Åtkomsten upphör av sig själv efter den dagen."))

    def __init__(self, *args: Any, companies: Iterable[Controller], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.companies = {company.slug: company for company in companies}
        offer(self, "controller", [(slug, company.name) for slug, company in self.companies.items()])
        if len(self.companies) == 1:
            self.initial.setdefault("controller", next(iter(self.companies)))

    def clean_controller(self) -> Controller:
        """Give the company itself."""
        return self.companies[self.cleaned_data["controller"]]

    def clean_role(self) -> Role:
        """Give the role itself."""
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any] | None:
        """Ask for both days or none."""
        days = {name: self.cleaned_data.get(name) for name in ("signed_on", "ends_on")}
        for name, day in days.items():
            if day is None and any(days.values()) and name not in self.errors:
                self.add_error(name, _("En tidsbegränsad åtkomst behöver båda dagarna."))
        return self.cleaned_data

    def limit(self) -> TimeLimit | None:
        """Give the time limit of a valid form, where there is one."""
        signed, ends = self.cleaned_data["signed_on"], self.cleaned_data["ends_on"]
        return TimeLimit(signed_on=signed, ends_on=ends) if signed and ends else None
