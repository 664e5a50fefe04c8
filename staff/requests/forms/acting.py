"""The few words a move of a request asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.calendar import add_months
from law.rights import Right
from requests_dsr.exceptions import exceptions_for
from requests_dsr.methods import FOR_ANOTHER, MORE_TIME
from requests_dsr.models import RequestFile
from staff.depending import depending
from staff.forms import day_field
from staff.requests.forms.fields import boxes, own_words, radios, text_area
from subjects.deliverable import deliverable
from subjects.offering import offer
from subjects.signs import one_line


class ConfirmForm(forms.Form):
    """Nothing to type."""


class DoubtForm(forms.Form):
    """Why we doubt who is asking."""

    comment = text_area(
        gettext_lazy("Varför är det oklart vem som frågar?"),
        required=gettext_lazy("Skriv varför det finns rimliga tvivel."),
        help_text=gettext_lazy("Personen får läsa det i ett brev. Be aldrig om kopia av legitimation."),
    )


class OnBehalfForm(forms.Form):
    """Who asks for the person, by what evidence, and where they are answered."""

    method = radios(
        gettext_lazy("Som vad frågar den?"),
        FOR_ANOTHER,
        required=gettext_lazy("Välj som vad den frågar."),
        help_text=gettext_lazy("Bara slaget sparas. En handling som kom in förstörs inom sju dagar."),
    )
    requester_name = forms.CharField(
        label=gettext_lazy("Vem frågar?"),
        max_length=200,
        validators=[one_line],
        error_messages={"required": gettext_lazy("Skriv vad den som frågar heter.")},
    )
    requester_email = forms.EmailField(
        label=gettext_lazy("E-post att svara till"),
        required=False,
        max_length=254,
        validators=[deliverable],
        help_text=gettext_lazy("Den frågandes egen adress, inte personens."),
    )
    requester_address = text_area(
        gettext_lazy("Postadress att svara till"),
        most=300,
        rows=3,
        help_text=gettext_lazy("Behövs för en kopia på papper. Hämtas den, skriv det: lämnas över disk."),
    )

    @staticmethod
    def known(file: RequestFile) -> dict[str, str]:
        """Give what is noted of whoever asks, where somebody does, to be corrected."""
        names = ("requester_name", "requester_email", "requester_address")
        noted = {name: getattr(file, name) for name in names}
        return {**noted, "method": file.on_behalf} if file.on_behalf else {}

    def clean(self) -> dict[str, Any]:
        """Ask for somewhere to answer."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(
            cleaned.get(name) or name in self.errors for name in ("requester_email", "requester_address")
        ):
            self.add_error("requester_email", _("Skriv en adress att svara till."))
        return cleaned


class MistakeForm(forms.Form):
    """How it came to be noted that somebody else asks."""

    why = text_area(
        gettext_lazy("Hur blev det fel?"),
        required=gettext_lazy("Skriv hur det blev fel."),
        help_text=gettext_lazy("Till exempel: fullmakten gällde en annan begäran. Sparas i akten."),
    )


class ClarifyForm(forms.Form):
    """What we need to know to answer."""

    question = text_area(
        gettext_lazy("Vad behöver vi veta?"),
        required=gettext_lazy("Skriv frågan till personen."),
        help_text=gettext_lazy("Personen får den i ett brev."),
    )
    large_volume = forms.BooleanField(
        label=gettext_lazy("Uppgifterna är många"),
        required=False,
        help_text=gettext_lazy("Bara då stannar klockan (skäl 63), och bara inom sju dagar."),
    )


class ExtendForm(forms.Form):
    """Why two months more."""

    extension_reasons = boxes(
        gettext_lazy("Varför behövs mer tid?"),
        MORE_TIME,
        required=gettext_lazy("Välj ett skäl som lagen godtar."),
        help_text=gettext_lazy("Personalbrist och semester är inga skäl. Personen får ett brev om det."),
    )
    comment = text_area(gettext_lazy("Anteckning i akten"))


class CommentForm(forms.Form):
    """A few words that the file keeps."""

    comment = text_area(gettext_lazy("Anteckning i akten"))


class WithdrawForm(forms.Form):
    """By what word of the person's a request is taken back."""

    comment = text_area(
        gettext_lazy("Hur tog personen tillbaka begäran?"),
        required=gettext_lazy("Skriv hur och när personen tog tillbaka begäran."),
        help_text=gettext_lazy("Till exempel: ringde den 3 mars från numret vi har. Sparas i akten."),
    )


class SendBackForm(forms.Form):
    """What the handler has to change."""

    comment = text_area(
        gettext_lazy("Vad behöver ändras?"), required=gettext_lazy("Skriv vad som behöver ändras.")
    )
    mask = text_area(
        gettext_lazy("Dölj också"),
        help_text=gettext_lazy(
            "Ett namn eller en text på varje rad. Det står i nästa förslag, och den som föreslår ser att det "
            "är du som vill det."
        ),
        most=5000,
        of_others=True,
    )

    def __init__(self, *args: Any, copies: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if copies:
            self.fields["comment"].help_text = _("Det du skriver här står inte i personens kopia.")
        else:
            del self.fields["mask"]


class WordsForm(forms.Form):
    """More words of the person's."""

    words = own_words(gettext_lazy("Vad lägger personen till?"))


MOST_MONTHS_AHEAD = 12
"""A lifting is announced for a day somebody can wait for: a year ahead at the most."""


class AnnounceForm(forms.Form):
    """When a restriction ends, and why."""

    lift_on = day_field(
        gettext_lazy("Begränsningen hävs"), help_text=gettext_lazy("Tidigast i morgon (artikel 18.3).")
    )
    why = text_area(
        gettext_lazy("Varför?"),
        required=gettext_lazy("Skriv varför begränsningen hävs."),
        help_text=gettext_lazy("Personen får läsa det i ett brev."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_lift_on(self) -> date:
        """Let a night pass between the notice and the end."""
        day: date = self.cleaned_data["lift_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Välj i morgon eller en senare dag."))
        if day > (last := add_months(self.today, MOST_MONTHS_AHEAD)):
            words = _("Välj en dag senast %(last)s.") % {"last": date_format(last, "j F Y")}
            raise forms.ValidationError(words)
        return day


class KeepForm(forms.Form):
    """Why a restriction stays that was announced to end."""

    why = text_area(
        gettext_lazy("Varför står den kvar?"),
        required=gettext_lazy("Skriv varför begränsningen står kvar."),
        help_text=gettext_lazy("Personen får läsa det i ett brev."),
    )


class AddressForm(forms.Form):
    """Where an answer goes that has nowhere to go."""

    where = text_area(
        gettext_lazy("Postadress, eller hur svaret lämnas"),
        required=gettext_lazy("Skriv en postadress, eller hur svaret lämnas."),
        most=300,
        rows=3,
        help_text=gettext_lazy(
            "Står på det utskrivna brevet. Hämtar personen svaret, skriv det: lämnas över disk."
        ),
    )


class RefuseForm(forms.Form):
    """Why a right is refused, by the exceptions of the law, and what shows it."""

    codes = boxes(
        gettext_lazy("Vilket undantag?"), {}, required=gettext_lazy("Välj vilket undantag i lagen det är.")
    )
    evidence = depending(
        text_area(
            gettext_lazy("Skälen till personen"),
            help_text=gettext_lazy(
                "Personen läser det här i brevet. Skriv vad som visar det: bevisbördan är vår, och för "
                "orimliga och ogrundade begäranden krävs det."
            ),
        )
    )
    fee_sek = forms.IntegerField(
        label=gettext_lazy("Avgift i kronor, om vi gör det ändå"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy(
            "Bara vad arbetet kostar, och bara för orimliga eller ogrundade begäranden. Brevet säger att vi "
            "gör det för den avgiften, om personen svarar ja."
        ),
    )

    def __init__(self, *args: Any, right: Right, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        exceptions = exceptions_for(right)
        offer(self, "codes", [(one.code, f"{one.title} ({one.cited})") for one in exceptions])


class ImpossibleForm(forms.Form):
    """Why a recipient cannot be told."""

    reason = forms.CharField(
        label=gettext_lazy("Varför går det inte?"),
        max_length=200,
        validators=[one_line],
        error_messages={"required": gettext_lazy("Skriv varför mottagaren inte går att meddela.")},
    )


class DecideForm(forms.Form):
    """That the second person has read the proposal; a copy is signed for what stays hidden in it."""

    signed = forms.BooleanField(
        label=gettext_lazy("Jag har sett vad som är dolt och skriver under"),
        error_messages={"required": gettext_lazy("Se igenom det som är dolt, och skriv under.")},
    )

    def __init__(self, *args: Any, signs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not signs:
            del self.fields["signed"]
