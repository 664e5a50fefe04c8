"""Weigh an objection, purpose by purpose (Art. 21(1)): each has its own outcome and its own reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requests_dsr.answers import Choices
from requests_dsr.answers.objection import asked_about
from requests_dsr.lanes import ABSOLUTE
from requests_dsr.letters.words import purpose_of
from requests_dsr.models import DataSubjectRequest
from staff.depending import depending
from staff.requests.forms.fields import radios, text_area
from staff.requests.forms.proposal import NO, YES, ProposeForm

UPHELD = {YES: True, NO: False}


class ObjectForm(ProposeForm):
    """Who is right about each purpose; the burden is ours. A no to marketing or profiling is not weighed."""

    def __init__(self, *args: Any, purposes: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = list(purposes)
        for number, title in enumerate(purposes.values()):
            self.fields[f"upheld_{number}"] = radios(
                _("%(what)s: får personen rätt?") % {"what": capfirst(title)},
                {YES: gettext_lazy("Ja, vi slutar"), NO: gettext_lazy("Nej, våra skäl är tvingande")},
                required=gettext_lazy("Välj om personen får rätt."),
            )
            self.fields[f"grounds_{number}"] = depending(
                text_area(
                    _("%(what)s: våra skäl") % {"what": capfirst(title)},
                    help_text=gettext_lazy("Krävs för ett nej. Personen får läsa dem."),
                )
            )

    def clean(self) -> dict[str, Any]:
        """Ask for our compelling grounds, where we go on."""
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(len(self.purposes)):
            said_no = cleaned.get(f"upheld_{number}") == NO
            if said_no and not cleaned.get(f"grounds_{number}", "").strip():
                self.add_error(f"grounds_{number}", _("Skriv vilka tvingande skäl vi har (artikel 21.1)."))
        return cleaned

    def choices(self) -> dict[str, Any]:
        """Give who is right about each; nothing while it is not chosen, or chosen without grounds."""
        return {"weighed": {purpose: self._chosen(n) for n, purpose in enumerate(self.purposes)}}

    def _chosen(self, number: int) -> dict[str, Any]:
        grounds = (self.typed(f"grounds_{number}") or "").strip()
        upheld = UPHELD.get(self.typed(f"upheld_{number}") or "")
        return {"upheld": upheld if upheld or grounds else None, "grounds": grounds}


def object_form(request: DataSubjectRequest, before: Choices, data: Any) -> ObjectForm:
    """Give the form of an objection; what was proposed before stands in it from the start."""
    weighed = [purpose for purpose in asked_about(request) if purpose not in ABSOLUTE]
    titles = {one: purpose_of(request, one) or _("det personen invänder mot") for one in weighed}
    return ObjectForm(data, purposes=titles, initial=_weighed_before(weighed, before))


def _weighed_before(purposes: list[str], before: Choices) -> dict[str, Any]:
    words = {True: YES, False: NO, None: ""}
    initial = {}
    for number, purpose in enumerate(purposes):
        chosen = before.get("weighed", {}).get(purpose, {})
        initial[f"upheld_{number}"] = words[chosen.get("upheld")]
        initial[f"grounds_{number}"] = chosen.get("grounds", "")
    return initial
