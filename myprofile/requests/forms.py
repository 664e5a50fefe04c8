"""What a person may say when they ask for something."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.law import MARKETING, PROFILING
from myprofile.requests.outlook import Outcome
from requests_dsr.answers.fields import FIELDS
from requests_dsr.forms import SOME, PauseQuestions, ReachQuestions
from requests_dsr.services.receiving.opening import LONGEST_WORDS
from subjects.offering import Option, offer
from subjects.services.errors import NotPossible
from subjects.services.once import FIELD, new_mark
from subjects.signs import even_lines, one_line, some_lines

LONGEST_VALUE = 2_000
INVISIBLE = {"Cf", "Cc", "Zs", "Zl", "Zp"}
TOO_LONG = gettext_lazy(
    "Texten är %(show_value)d tecken, och %(limit_value)d får plats. Korta den, eller skicka resten i ett "
    "mejl."
)
MORE = gettext_lazy("Vill du berätta något mer?")
HINT = gettext_lazy(
    "Till exempel vilket ärende eller vilken tid det gäller. Skriv inte personnummer eller uppgifter om "
    "hälsa."
)


def seen_at_all(text: str) -> bool:
    """Tell whether a text has a single sign that can be seen."""
    return any(unicodedata.category(sign) not in INVISIBLE for sign in text)


def words_field(
    *, label: Any = MORE, required: bool = False, hint: Any = HINT, longest: int = LONGEST_WORDS
) -> forms.CharField:
    """Ask for the person's own words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": None}),
        error_messages={"required": gettext_lazy("Skriv något först"), "max_length": TOO_LONG},
    )


class Once(forms.Form):
    """A form that carries a mark, so that sending it twice does nothing twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[FIELD] = forms.CharField(
            required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}), initial=new_mark
        )

    def clean_words(self) -> str:
        """Count a text that nobody can see as none; the ends of lines are one sign each."""
        words = even_lines(str(self.cleaned_data["words"]))
        if seen_at_all(words):
            return words
        if self.fields["words"].required:
            raise forms.ValidationError(_("Skriv något först"))
        return ""


class WordsForm(Once):
    """A right that needs nothing but the asking."""

    words = words_field()


class ComplaintForm(Once):
    """What went wrong, and with which answer of ours where it is one."""

    about = forms.ChoiceField(label=gettext_lazy("Gäller det ett svar du har fått?"), required=False)
    words = words_field(
        label=gettext_lazy("Vad har hänt?"),
        required=True,
        hint=gettext_lazy("Skriv gärna när det hände och vad du vill att vi gör."),
    )

    def __init__(self, *args: Any, answers: Mapping[str, str], **kwargs: Any) -> None:
        """Offer the answers the person has had, by the reference of the request."""
        super().__init__(*args, **kwargs)
        self.answers = answers
        field = cast(forms.ChoiceField, self.fields["about"])
        field.choices = [("", _("Nej, något annat")), *answers.items()]
        if not answers:
            del self.fields["about"]

    def begin_with(self, about: str) -> None:
        """Choose the answer the person came from, where it is one of theirs."""
        if about in self.answers:
            self.initial["about"] = about

    @property
    def said(self) -> str:
        """Give the words, with the answer they are about named above them."""
        words, about = str(self.cleaned_data["words"]), self.cleaned_data.get("about", "")
        if not about:
            return words
        named = _("Gäller svaret på: %(what)s (%(ref)s)") % {"what": self.answers[about], "ref": about}
        return f"{named}\n\n{words}"


class ElsewhereForm(Once):
    """Data in a product of somebody else's."""

    controller = forms.CharField(
        label=gettext_lazy("Vilket företag gäller det?"),
        help_text=gettext_lazy("Till exempel din arbetsgivare."),
        max_length=200,
        validators=[one_line],
        error_messages={"required": gettext_lazy("Skriv vilket företag det gäller")},
    )
    words = words_field(label=gettext_lazy("Vad vill du fråga dem?"))


class ReachForm(ReachQuestions, Once):
    """What of the person's data a request covers, each kind by its name, or with what becomes of it."""

    words = words_field()

    def __init__(
        self,
        *args: Any,
        outcomes: list[Outcome],
        hints: bool,
        stays: Sequence[Outcome] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stays = stays
        if hints:
            self.fields["categories"].label = _("Vad som händer med varje slag av uppgifter")
        self.kinds = {
            one.category: Option(one.title, "\n".join(one.said) if hints else "") for one in outcomes
        }
        offer(self, "categories", self.kinds.items())

    def begin_with(self, category: str) -> None:
        """Tick one kind of data beforehand, where it is in the list."""
        if category in self.kinds:
            self.initial.update(reach=SOME, categories=[category])


class RestrictionForm(PauseQuestions, ReachForm):
    """Why the use should pause, and for what."""

    field_order = ("ground", "reach", "categories", "words")


class ObjectionForm(Once):
    """Which uses a person says no to: marketing and profiling without a reason, others with one."""

    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("Vad säger du emot?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Kryssa för minst en användning"),
            "invalid_choice": gettext_lazy("Välj bland det som står i listan"),
        },
    )
    words = words_field(
        label=gettext_lazy("Varför, i ditt fall?"),
        hint=gettext_lazy("Behövs inte för reklam och profilering. Annars hjälper det oss att väga rätt."),
    )

    def __init__(self, *args: Any, uses: list[tuple[str, Option]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "purposes", uses)

    @property
    def absolute(self) -> list[str]:
        """Give what is not weighed (Art. 21(2)-(3))."""
        return [one for one in self.cleaned_data["purposes"] if one in (MARKETING, PROFILING)]

    @property
    def weighed(self) -> list[str]:
        """Give what is weighed (Art. 21(1))."""
        return [one for one in self.cleaned_data["purposes"] if one not in (MARKETING, PROFILING)]


def _widget(name: str, value: str) -> forms.Widget:
    """Give the input that suits a value: a phone's keyboard follows its type; several values are text."""
    if "\n" in value:
        return forms.Textarea(attrs={"rows": 2, "maxlength": None})
    if name == "email" and ";" not in value:
        return forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    if name == "phone" and ";" not in value:
        return forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    return forms.TextInput()


class RectificationForm(Once):
    """What it should say instead; a value that is left as it stands is not asked about."""

    all_optional = True
    words = words_field(label=gettext_lazy("Är något annat fel?"))

    def __init__(self, *args: Any, standing: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        for name, value in standing.items():
            self.fields[name] = forms.CharField(
                label=str(FIELDS[name].title).capitalize(),
                required=False,
                initial=value,
                max_length=LONGEST_VALUE,
                error_messages={"max_length": TOO_LONG},
                widget=_widget(name, value),
            )
        self.order_fields([*standing, "words"])

    def clean(self) -> dict[str, Any]:
        """Ask for at least one thing that is wrong, in signs that are seen."""
        given = super().clean() or self.cleaned_data
        for name, value in self.proposed.items():
            try:
                (some_lines if "\n" in self.standing[name] else one_line)(value)
            except forms.ValidationError as fault:
                self.add_error(name, fault)
        for name, value in self.proposed.items():
            self._hold_to_its_form(name, value)
        if not self.errors and not self.proposed and not given.get("words"):
            raise forms.ValidationError(_("Ändra minst en uppgift, eller skriv vad som är fel"))
        return given

    def _hold_to_its_form(self, name: str, value: str) -> None:
        """Check a value by the rules it will be written by, now, and not when a handler tries to."""
        try:
            FIELDS[name].clean(value)
        except NotPossible as fault:
            self.add_error(name, str(fault))

    @property
    def proposed(self) -> dict[str, str]:
        """Give field -> value for what differs from what stands; an emptied value asks for none."""
        given = self.cleaned_data
        typed = {name: even_lines(given[name]) for name in self.standing if name in given}
        return {name: new for name, new in typed.items() if new != even_lines(self.standing[name]).strip()}
