"""The forms that anybody can fill in: one for each thing to ask for, and one for the contact page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from law.rights import Right
from publicforms.choices import ABSOLUTE, Choice, consents, objectionable, pausable
from publicforms.fields import Address, Line, Words
from register.wording import PolicyWords
from requests_dsr.answers.fields import FIELDS, fields_in
from requests_dsr.forms import PauseQuestions
from subjects.models import InquiryKind
from subjects.offering import offer
from subjects.services.errors import NotPossible

SOMETHING_ELSE = "else"


class RequestForm(forms.Form):
    """Who asks, and in what words. Subclasses ask what one right needs besides."""

    email = Address(help_text=_("Vi mejlar en länk dit. Begäran skickas när du har tryckt på knappen där."))
    name = Line(
        label=_("Ditt namn"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv ditt namn")},
    )
    organisation = Line(
        label=_("Var du arbetar"),
        required=False,
        help_text=_("Om det är därifrån vi känner dig."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    known_as = Line(
        label=_("Annat vi kan känna igen dig på"),
        required=False,
        help_text=_("Till exempel en äldre e-postadress, ett telefonnummer eller ett kundnummer."),
    )
    words = Words(
        label=_("Vill du berätta något mer?"),
        required=False,
        help_text=_(
            "Till exempel vilket ärende eller vilken tid det gäller. "
            "Skriv inte personnummer eller uppgifter om hälsa."
        ),
        error_messages={"required": _("Skriv vad det gäller")},
    )
    first: tuple[str, ...] = ()
    """The fields of the right itself: they come before the common ones."""
    conditional: tuple[str, ...] = ()
    """Fields of which some have to be filled in: the page calls none of them optional."""
    cookies_elsewhere = False
    """Whether the page says where an answer about cookies is changed."""

    def __init__(self, *args: Any, choice: Choice, policy: PolicyWords | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice, self.policy = choice, policy
        if choice.needs_words:
            self.fields["words"].required = True
            self.fields["words"].label = _("Vad gäller det?")
        if choice.is_weighed:
            self.fields["words"].label = _("Varför, i ditt fall?")
            self.fields["words"].help_text = _("Behövs inte, men hjälper oss att väga rätt.")
        self.order_fields([*self.first, *(("words",) if choice.needs_words or choice.is_weighed else ())])

    def proposed(self) -> dict[str, Any]:
        """Give what the request asks for besides its right (docs/requests.md, `Asked.proposed`)."""
        return {}

    def kinds(self) -> list[str]:
        """Give the kinds of data that are meant; none means all."""
        return []


class RectificationForm(RequestForm):
    """What is wrong and what is right; what stands in no list is told in words."""

    first = ("field", "value", "words")
    conditional = ("value", "words")
    field = forms.ChoiceField(label=_("Vad är fel?"), error_messages={"required": _("Välj vad som är fel")})
    value = Line(
        label=_("Vad är rätt?"),
        required=False,
        help_text=_("Så som det ska stå hos oss. Lämna tomt om det som är fel inte finns i listan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(name, capfirst(str(field.title))) for name, field in fields_in(self.policy).items()]
        other = (SOMETHING_ELSE, _("Något annat, som jag berättar om"))
        offer(self, "field", [("", _("Välj")), *listed, other])
        self.fields["words"].label = _("Med dina egna ord")
        self.fields["words"].help_text = _(
            "Behövs om det som är fel inte finns i listan: skriv vad som är fel, och vad som är rätt. "
            "Skriv inte personnummer eller uppgifter om hälsa."
        )

    def clean(self) -> dict[str, Any]:
        """Hold a listed value to its form, and anything else to some words."""
        said = super().clean() or self.cleaned_data
        field, value = said.get("field"), said.get("value")
        name = "" if field == SOMETHING_ELSE else field
        if name and not value and "value" not in self.errors:
            self.add_error("value", _("Skriv vad som är rätt"))
        elif name and value:
            try:
                FIELDS[name].clean(value)
            except NotPossible as fault:
                self.add_error("value", str(fault))
        elif field and not name and not said.get("words") and "words" not in self.errors:
            self.add_error("words", _("Skriv vad som är fel och vad som är rätt"))
        elif value and not name:  # it has no field of its own, and is not lost for that
            said["words"] = "\n\n".join(filter(None, [said.get("words"), value]))
        return said

    def proposed(self) -> dict[str, Any]:
        """Give the value beside the name of its field."""
        name = self.cleaned_data["field"]
        return {name: self.cleaned_data["value"]} if name != SOMETHING_ELSE else {}


class PauseForm(PauseQuestions, RequestForm):
    """Why the use should pause, and for what: the questions of Min profil."""

    first = ("ground", "reach", "categories")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = pausable(self.policy)
        offer(self, "categories", kinds)
        if not kinds:  # before there is a policy nothing can be named, and a pause is of all there is
            del self.fields["reach"], self.fields["categories"]

    def proposed(self) -> dict[str, Any]:
        """Give the provision of the ground."""
        return {"grounds": [self.provision]}

    def kinds(self) -> list[str]:
        """Give the kinds of data that should pause."""
        return self.named


class ObjectionForm(RequestForm):
    """Which uses the person objects to, and why."""

    first = ("purposes",)
    purposes = forms.MultipleChoiceField(
        label=_("Vad vill du säga emot?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst ett")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "purposes", self.against())

    def against(self) -> list[tuple[str, Any]]:
        """Give what can be objected to."""
        return [*objectionable(self.policy)]

    def proposed(self) -> dict[str, Any]:
        """Give the purposes."""
        return {"purposes": self.cleaned_data["purposes"]}


class NoMarketingForm(ObjectionForm):
    """A no that needs no reason: to marketing, to profiling, or to both (WL-55)."""

    def against(self) -> list[tuple[str, Any]]:
        """Give the two."""
        return [*ABSOLUTE]


class WithdrawalForm(RequestForm):
    """Which consent is taken back: one of them, or all."""

    first = ("consent",)
    consent = forms.ChoiceField(label=_("Vilket samtycke?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "consent", [("", _("alla som jag har gett")), *consents(self.policy)])
        self.cookies_elsewhere = bool(self.policy and self.policy.asks_for_cookies)

    def proposed(self) -> dict[str, Any]:
        """Give purpose and channel; nothing means all."""
        purpose, _colon, channel = self.cleaned_data["consent"].partition(":")
        return {"purposes": [purpose], "channel": channel} if purpose else {}


class RoutedForm(RequestForm):
    """Which company decides over the data in a product (WL-16)."""

    first = ("company",)
    company = Line(
        label=_("Vilket företag?"),
        help_text=_("Det som använder produkten, till exempel din arbetsgivare."),
        error_messages={"required": _("Skriv företagets namn")},
    )

    def proposed(self) -> dict[str, Any]:
        """Give the company's name."""
        return {"controller": self.cleaned_data["company"]}


FORMS: dict[Right, type[RequestForm]] = {
    Right.RECTIFICATION: RectificationForm,
    Right.RESTRICTION: PauseForm,
    Right.OBJECTION: ObjectionForm,
    Right.CONSENT_WITHDRAWAL: WithdrawalForm,
    Right.OTHER_CONTROLLER: RoutedForm,
}


def form_for(choice: Choice) -> type[RequestForm]:
    """Give the form of a thing to ask for."""
    return NoMarketingForm if choice.is_advertising else FORMS.get(choice.right, RequestForm)


class ContactForm(forms.Form):
    """A question from somebody who may become a customer (WL-35). No consent is asked for."""

    conditional: tuple[str, ...] = ()

    kind = forms.ChoiceField(
        label=_("Vad gäller det?"),
        choices=[
            (InquiryKind.QUOTE, _("Jag vill ha en offert")),
            (InquiryKind.DEMO, _("Jag vill se hur det fungerar")),
            (InquiryKind.QUESTION, _("Jag har en fråga")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad det gäller")},
    )
    words = Words(
        label=_("Ditt meddelande"),
        max_length=5_000,
        help_text=_("Skriv inte personnummer eller uppgifter om hälsa."),
        error_messages={"required": _("Skriv vad du undrar")},
    )
    email = Address(
        help_text=_("Vi mejlar en länk dit. Meddelandet skickas när du har tryckt på knappen där.")
    )
    name = Line(
        label=_("Ditt namn"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv ditt namn")},
    )
    organisation = Line(
        label=_("Var du arbetar"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
