"""Answer a rectification part by part: each value, and what the person wrote beside the fields (Art. 16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.selectors import live_policy
from register.wording import policy_words
from requests_dsr.answers import Choices
from requests_dsr.answers.asked_words import words_of
from requests_dsr.answers.fields import FIELDS, UNDER_A_NAME
from requests_dsr.answers.pausing import reach_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.refused import CORRECTED, COVERED, KEPT
from staff.depending import depending
from staff.requests.forms.fields import boxes, radios, text_area
from staff.requests.forms.proposal import NO, YES, ProposeForm
from subjects.offering import offer
from subjects.signs import one_line

WORDS: dict[str, Promise] = {
    COVERED: gettext_lazy("Svaret på fälten är svaret på det också"),
    CORRECTED: gettext_lazy("Vi har rättat det för hand"),
    KEPT: gettext_lazy("Vi ändrar det inte"),
}
"""What may come of what a person wrote: they may only explain the fields."""


MAY_BE_WRONG = UNDER_A_NAME | {field.category for field in FIELDS.values()}
"""Kinds of data that somebody wrote down of a person; a log or a list of our own deeds is no such thing."""


class RectifyForm(ProposeForm):
    """Each proposed value: yes, or no and why. What the person wrote has an answer of its own."""

    words = radios(
        gettext_lazy("Det personen skrev"),
        WORDS,
        required=gettext_lazy("Välj vad svaret är på det personen skrev."),
        help_text=gettext_lazy(
            "Orden står under det som begärs. Gäller de ett fält: ange det i begäran i stället, så ändras "
            "det med beslutet."
        ),
    )
    words_said = depending(
        text_area(
            gettext_lazy("Vad svarar vi på det?"),
            help_text=gettext_lazy("Krävs om ni rättat för hand eller inte ändrar. Personen läser det."),
        )
    )
    words_kinds = depending(
        boxes(
            gettext_lazy("Vilka uppgifter gäller det?"),
            {},
            help_text=gettext_lazy("Krävs när ni svarar för sig. De som har fått dem får veta (artikel 19)."),
        )
    )
    statement = text_area(
        gettext_lazy("Personens tillägg"),
        help_text=gettext_lazy("Om något inte ändras får personen lämna ett tillägg, som sparas bredvid."),
        of_others=True,
    )

    def __init__(
        self, *args: Any, proposed: Mapping[str, str], kinds: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = [name for name in sorted(proposed) if name in FIELDS]
        for name in self.names:
            self._offer(name, capfirst(str(FIELDS[name].title)))
        self.order_fields([one for name in self.names for one in (f"is_{name}", f"why_{name}")])
        if not kinds:
            for name in ("words", "words_said", "words_kinds"):
                del self.fields[name]
            return
        ways = {key: way for key, way in WORDS.items() if self.names or key != COVERED}
        offer(self, "words", list(ways.items()))
        offer(self, "words_kinds", list(kinds.items()))

    def _offer(self, name: str, title: str) -> None:
        self.fields[f"is_{name}"] = radios(
            title,
            {YES: gettext_lazy("Ändra"), NO: gettext_lazy("Ändra inte")},
            required=gettext_lazy("Välj om värdet ska ändras."),
        )
        self.fields[f"why_{name}"] = depending(
            forms.CharField(
                label=_("%(field)s: varför inte?") % {"field": title},
                required=False,
                max_length=500,
                validators=[one_line],
                help_text=gettext_lazy("Krävs för ett nej. Personen får läsa det."),
            )
        )

    def clean(self) -> dict[str, Any]:
        """Ask why a value is not changed, and what the person is answered on their words."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.names:
            if cleaned.get(f"is_{name}") == NO and not cleaned.get(f"why_{name}", "").strip():
                self.add_error(f"why_{name}", _("Skriv varför värdet inte ändras."))
        if cleaned.get("words") in (CORRECTED, KEPT):
            if not cleaned.get("words_said", "").strip():
                self.add_error("words_said", _("Skriv vad personen får för svar på det."))
            if not cleaned.get("words_kinds"):
                self.add_error("words_kinds", _("Välj vilka uppgifter det gäller."))
        return cleaned

    def choices(self) -> dict[str, Any]:
        """Give the accepted fields, the reasons against the others, and what came of the words."""
        against = {name: self.typed(f"why_{name}") for name in self.names if self.typed(f"is_{name}") != YES}
        return {
            "accepted": [name for name in self.names if self.typed(f"is_{name}") == YES],
            "why": {name: why for name, why in against.items() if why},
            "statement": self.typed("statement") or "",
            **(self._of_words() if "words" in self.fields else {}),
        }

    def _of_words(self) -> dict[str, Any]:
        return {
            "words": self.typed("words") or "",
            "words_said": self.typed("words_said") or "",
            "words_kinds": list(self.typed("words_kinds") or ()),
        }


def rectify_form(request: DataSubjectRequest, before: Choices, data: Any) -> RectifyForm:
    """Give the form of a rectification; what was proposed before stands in it from the start."""
    kinds = {}
    if words_of(request):
        policy = policy_words(live_policy(request.controller))
        named = reach_of(request, ()) & set(policy.policy.categories)
        kept = sorted(named & MAY_BE_WRONG or named, key=policy.category)
        kinds = {key: policy.category(key) for key in kept}
    proposed = request.file.proposed
    return RectifyForm(data, proposed=proposed, kinds=kinds, initial=_rectified(before))


def _rectified(before: Choices) -> dict[str, Any]:
    yes = {f"is_{name}": YES for name in before.get("accepted", ())}
    no = {f"is_{name}": NO for name in before.get("why", {}) if name not in before.get("accepted", ())}
    why = {f"why_{name}": words for name, words in before.get("why", {}).items()}
    same = ("statement", "words", "words_said", "words_kinds")
    return {**yes, **no, **why, **{name: before[name] for name in same if name in before}}
