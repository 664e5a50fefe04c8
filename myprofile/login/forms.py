"""The two questions of logging in: your address, and the code we mailed."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.asked_for import controller_asked_for
from myprofile.forms import email_field
from myprofile.login.known import entrant
from subjects.identifiers import normalise_email


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]
    """Ask for an address. Known or not, the answer is the same page and one mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()

    def clean_login(self) -> str:
        """Go on with the spelling that is compared: the code goes there, never to a look-alike typed."""
        return normalise_email(self.cleaned_data["login"])

    def _clean_without_password(self, email: str | None, phone: str | None) -> Any:
        """Look for who may enter; allauth's own look-up knows neither subjects nor roles."""
        if not email or not ratelimit.consume(self.request, action="request_login_code", key=email):
            self.add_error("login", get_adapter().validation_error("too_many_login_attempts"))
            return self.cleaned_data
        self.user = entrant(email, controller=controller_asked_for(self.request), at=timezone.now())
        return self.cleaned_data


class CodeForm(allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    """Ask for the code."""

    code = forms.CharField(
        label=_("Kod"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Skriv koden från mejlet")},
    )
