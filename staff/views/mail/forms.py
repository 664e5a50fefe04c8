"""Say what a mail is, on the page where it is read: one form for each kind of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.law import MARKETING
from law.rights import Right
from mailintake.guessing import language_of
from mailintake.models import Mail, MailState
from mailintake.own import own_addresses
from mailintake.services import papers_leave_on
from register.rights import SHORT
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.files.cells import visible
from staff.requests.finding import short_ref
from staff.requests.forms.fields import boxes, choice, radios
from staff.requests.forms.registering import RegisterForm
from staff.views.mail.words import REASONS
from subjects.models import InquiryKind

NOT_OF_A_MAIL = ("once", "received_on", "received_at", "channel", "words", "identity")
"""What the mail itself answers, or what is established afterwards."""


class MailForm(forms.Form):
    """What every decision on a mail may do beside: delete attachments at once."""

    def __init__(self, *args: Any, mail: Mail, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mail = mail


class RequestForm(RegisterForm):
    """A mail that asks for a right: who asks, and what the right needs to know."""

    def __init__(self, *args: Any, mail: Mail, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mail = mail
        for name in NOT_OF_A_MAIL:
            del self.fields[name]
        self.fields["q"].help_text = gettext_lazy(
            "Mejlets avsändare söks av sig själv. Sök här om det är någon annan."
        )
        self.fields["requester_name"].initial = visible(mail.from_name)[:200]
        self.fields["requester_email"].initial = mail.from_email
        self.fields["requester_email"].help_text = gettext_lazy("Dit går kvittot. Avsändaren bevisar inget.")
        self.fields["language"].initial = language_of(f"{mail.title}\n{mail.body}")
        if mail.address_closed and "purposes" in self.fields and self.right is Right.OBJECTION:
            self.fields["purposes"].initial = [MARKETING]
        _offer_to_drop(self, mail)

    def clean_requester_email(self) -> str:
        """Refuse our own address: what we send there would come back."""
        email: str = self.cleaned_data["requester_email"]
        if email.strip().lower() in own_addresses(self.mail.controller):
            raise ValidationError(_("Det är vår egen adress. Ange den som personen ska få svar till."))
        return email


class AddForm(MailForm):
    """A mail that belongs to an open request."""

    to = forms.ChoiceField()
    proves_identity = forms.BooleanField(
        label=gettext_lazy("Mejlet svarar på ett mejl vi skickade, och det räcker för att veta vem det är"),
        required=False,
    )

    def __init__(self, *args: Any, open_requests: list[DataSubjectRequest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_requests = {str(one.ref): one for one in open_requests}
        named = {ref: f"{SHORT[one.right]}, {short_ref(one)}" for ref, one in self.open_requests.items()}
        self.fields["to"] = radios(
            gettext_lazy("Vilken begäran?"),
            named,
            required=gettext_lazy("Välj vilken begäran mejlet hör till."),
            initial=next(iter(named), ""),
        )
        if not self.mail.round_trip:
            del self.fields["proves_identity"]
        _offer_to_drop(self, self.mail)


class InquiryForm(MailForm):
    """A mail that asks for an offer, a demonstration, or something else that is no right."""

    kind = choice(gettext_lazy("Vad gäller det?"), dict(InquiryKind.choices), initial=InquiryKind.QUESTION)


class NotOursForm(MailForm):
    """A mail that is nothing for us."""

    reason = radios(
        gettext_lazy("Varför?"), REASONS, required=gettext_lazy("Välj varför mejlet inte är till oss.")
    )


def _offer_to_drop(form: forms.Form, mail: Mail) -> None:
    """Let attachments go with the decision, or as soon as they have shown who somebody is (12(6))."""
    stored = mail.attachments.filter(refused="").defer("content")
    if stored and mail.state == MailState.DRAFT:
        named = {str(one.number): f"{one.number}. {visible(one.name) or one.kind}" for one in stored}
        form.fields["drop"] = boxes(
            gettext_lazy("Bilagor att radera nu"),
            named,
            help_text=gettext_lazy("De andra sparas med begäran. Mejlet tas då också bort ur brevlådan."),
        )
        form.fields["identity"] = boxes(
            gettext_lazy("Bilagor som visar vem personen är"),
            named,
            help_text=_(
                "De raderas när identiteten är styrkt, och senast %(day)s. Mejlet tas bort ur brevlådan."
            )
            % {"day": date_format(papers_leave_on(mail), "j F Y")},
        )
