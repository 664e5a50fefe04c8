"""What the drafter chooses for each right, turned into the choices of its answer (docs/requests.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from law.rights import Right
from requests_dsr.answers import ANSWERS, Choices
from requests_dsr.answers.copies import CopyAnswer, LookedThrough, Masked
from requests_dsr.delivery import WAYS, ways_for
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.files.cells import visible
from requests_dsr.package.others.masking import ADDED
from requests_dsr.services.deciding.sending_back import wanted_masked
from staff.depending import depending
from staff.requests.forms.fields import boxes, choice, radios, text_area
from staff.requests.forms.proposal import NO, YES, ProposeForm
from staff.requests.forms.rectifying import rectify_form
from staff.requests.forms.weighing import object_form
from staff.wording.requests import GROUNDS, JUSTIFIED, masked_kind
from subjects.offering import offer


class CopyForm(ProposeForm):
    """What is left open, masked beyond the rules, or held back; and why."""

    lifted = boxes(
        gettext_lazy("Dolt: kryssa för det som får stå öppet"),
        {},
        help_text=gettext_lazy("Andra personers uppgifter är dolda. Låt bara det stå öppet som inte skadar."),
    )
    added = text_area(
        gettext_lazy("Dölj också"),
        help_text=gettext_lazy(
            "Ett namn eller en text på varje rad, till exempel ett smeknamn. Läs hela kopian för att hitta "
            "dem."
        ),
        most=5000,
        of_others=True,
    )
    withheld_files = boxes(gettext_lazy("Filer: kryssa för det som hålls inne"), {})
    hides_own = boxes(
        gettext_lazy("Handlar något av det dolda om personen själv?"),
        {YES: gettext_lazy("Ja, till exempel vad någon annan har skrivit om personen")},
        help_text=gettext_lazy(
            "Andras namn och adresser är inte personens uppgifter. Är mer än så dolt är svaret delvis ett "
            "nej, och brevet säger hur man går till domstol."
        ),
    )
    why = depending(
        text_area(gettext_lazy("Varför?"), help_text=gettext_lazy("Krävs för varje ändring av det dolda."))
    )

    said = text_area(
        gettext_lazy("Ord till personen"),
        help_text=gettext_lazy(
            "Står först i brevet. Har personen invänt mot ett tidigare svar är det här du svarar på det."
        ),
    )

    delivered = radios(
        gettext_lazy("Hur lämnas uppgifterna?"),
        WAYS,
        required=gettext_lazy("Välj hur kopian lämnas."),
        help_text=gettext_lazy(
            "Någon frågar för personens räkning. Läs i fullmakten eller förordnandet om den får ta emot "
            "uppgifterna, eller bara fråga. Brevet säger var de ligger."
        ),
    )

    def __init__(
        self, *args: Any, looked: LookedThrough, ways: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if ways:
            offer(self, "delivered", ways.items())
        else:
            del self.fields["delivered"]
        self.order_fields(["delivered"])
        masked, files = looked.masked, looked.files
        self.texts = {mark(one.text): one.text for one in masked}
        self.paths = {mark(one.path): one.path for one in files}
        open_to = [one for one in masked if one.kind != ADDED]
        offer(self, "lifted", [(mark(one.text), _masked_words(one)) for one in open_to])
        offer(self, "withheld_files", [(mark(one.path), visible(one.original)) for one in files])
        left_open, held = self._chosen("lifted"), self._chosen("withheld_files")
        self.looked = replace(
            looked,
            masked=[replace(one, lifted=one in open_to and mark(one.text) in left_open) for one in masked],
            files=[replace(one, withheld=mark(one.path) in held) for one in files],
        )
        for name, there in (("lifted", open_to), ("withheld_files", files)):
            if not there:
                del self.fields[name]

    def _chosen(self, name: str) -> list[str]:
        """Give the marks that are chosen now: what was sent, or what the form begins with."""
        return self[name].value() or []

    def clean(self) -> dict[str, Any]:
        """Ask why, where the rules are not followed as they are."""
        cleaned: dict[str, Any] = super().clean() or {}
        changed = any(cleaned.get(name) for name in ("lifted", "added", "withheld_files", "hides_own"))
        if changed and not cleaned.get("why", "").strip():
            self.add_error("why", _("Skriv varför du ändrar det som är dolt."))
        return cleaned

    def choices(self) -> dict[str, Any]:
        """Give the texts and paths behind the marks."""
        lifted = self.typed("lifted") or () if "lifted" in self.fields else ()
        held = self.typed("withheld_files") or () if "withheld_files" in self.fields else ()
        return {
            "lifted": [self.texts[one] for one in lifted if one in self.texts],
            "added": words_in(self.typed("added") or ""),
            "withheld_files": [self.paths[one] for one in held if one in self.paths],
            "hides_own": bool(self.typed("hides_own")),
            "why": self.typed("why") or "",
            "said": self.typed("said") or "",
            **({"delivered": self.typed("delivered") or ""} if "delivered" in self.fields else {}),
        }


class RestrictForm(ProposeForm):
    """Whether a restriction stays, and on what ground."""

    granted = radios(
        gettext_lazy("Ska begränsningen gälla?"),
        {YES: gettext_lazy("Ja, den ska stå kvar"), NO: gettext_lazy("Nej, det finns ingen grund")},
        required=gettext_lazy("Välj om begränsningen ska gälla."),
        initial=YES,
    )
    ground = depending(choice(gettext_lazy("På vilken grund?"), GROUNDS, empty=gettext_lazy("Välj")))
    why = depending(
        text_area(
            gettext_lazy("Varför inte?"),
            help_text=gettext_lazy("Krävs för ett nej. Personen läser det i brevet."),
        )
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the ground of one that stays, and for the reason why one does not."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("granted") == YES and not cleaned.get("ground"):
            self.add_error("ground", _("Välj på vilken grund begränsningen gäller."))
        if cleaned.get("granted") == NO and not cleaned.get("why", "").strip():
            self.add_error("why", _("Skriv varför begränsningen inte ska gälla."))
        return cleaned

    def choices(self) -> dict[str, Any]:
        """Give whether and why."""
        granted = self.typed("granted") == YES
        return {
            "granted": granted,
            "ground": (self.typed("ground") or "") if granted else "",
            "why": "" if granted else (self.typed("why") or ""),
        }


class ComplaintForm(ProposeForm):
    """The answer to a complaint, and whether it was found justified."""

    justified = radios(
        gettext_lazy("Var klagomålet befogat?"),
        JUSTIFIED,
        required=gettext_lazy("Välj om klagomålet var befogat."),
        help_text=gettext_lazy("Vid ett nej, helt eller delvis, får personen veta hur man går vidare."),
    )
    answer = text_area(
        gettext_lazy("Svaret"), required=gettext_lazy("Skriv svaret till personen."), most=5000, rows=8
    )

    def choices(self) -> dict[str, Any]:
        """Give the words, and whether the person was right."""
        return {"answer": self.typed("answer") or "", "found": self.typed("justified") or ""}


def propose_form(request: DataSubjectRequest, data: Any, *, at: datetime) -> ProposeForm:
    """Give the form of a request's right; what was proposed before stands in it from the start.

    Raises ForbiddenMove where there is nothing to propose on.
    """
    right, before = Right(request.right), _before(request)
    match right:
        case Right.ACCESS | Right.PORTABILITY:
            answer = ANSWERS[right]
            assert isinstance(answer, CopyAnswer)
            added = list(dict.fromkeys([*before.get("added", ()), *wanted_masked(request.file.plan)]))
            now = added if data is None else words_in(data.get("added", ""))
            looked = answer.look_through(request, {**before, "added": now}, at=at)
            initial = {
                "lifted": [mark(text) for text in before.get("lifted", ())],
                "withheld_files": [mark(path) for path in before.get("withheld_files", ())],
                "added": "\n".join(added),
                "hides_own": [YES] if before.get("hides_own") else [],
                "why": before.get("why", ""),
                "said": before.get("said", ""),
                "delivered": before.get("delivered", ""),
            }
            data = _still_there(data, looked)
            return CopyForm(data, looked=looked, ways=ways_for(request), initial=initial)
        case Right.RECTIFICATION:
            return rectify_form(request, before, data)
        case Right.RESTRICTION:
            given = {"granted": YES if before.get("granted", True) else NO}
            return RestrictForm(data, initial={**before, **given})
        case Right.OBJECTION:
            return object_form(request, before, data)
        case Right.COMPLAINT:
            initial = {"answer": before.get("answer", ""), "justified": before.get("found", "")}
            return ComplaintForm(data, initial=initial)
    return ProposeForm(data)


def words_in(lines: str) -> list[str]:
    """Give what is typed line by line."""
    return [line.strip() for line in lines.splitlines() if line.strip()]


def _still_there(data: Any, looked: LookedThrough) -> Any:
    """Leave out what was chosen to stand open and is no longer masked by a rule: an added word hides it."""
    if data is None or "lifted" not in data:
        return data
    marks = {mark(one.text) for one in looked.masked if one.kind != ADDED}
    data = data.copy()
    data.setlist("lifted", [one for one in data.getlist("lifted") if one in marks])
    return data


def mark(text: str) -> str:
    """Give a short stand-in for a text that a form field could not carry unchanged."""
    return sha256(text.encode()).hexdigest()[:20]


def _before(request: DataSubjectRequest) -> Choices:
    """Give the choices of an earlier proposal of the same kind."""
    plan = request.file.plan
    choices: Choices = plan.get("choices", {}) if plan.get("kind") != "refusal" else {}
    return choices


def _masked_words(one: Masked) -> str:
    places = ngettext("%(n)d ställe", "%(n)d ställen", one.places) % {"n": one.places}
    return f"{masked_kind(one.kind)}: {visible(' '.join(one.text.split()))} ({places})"
