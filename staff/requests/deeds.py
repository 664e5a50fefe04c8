"""What a button of a request does with what was typed: it calls the service, and decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from requests_dsr.clocks import clock_of
from requests_dsr.explaining import question_in_words
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.asking.fees import open_for_fee
from requests_dsr.services.deciding.naming import name_values
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.on_behalf import Asker, ask_for_another, end_asking_for_another
from requests_dsr.states import State
from staff.requests.finding import Acting
from staff.requests.forms.asked import PREFIX
from staff.requests.forms.coming import came_at

Typed = dict[str, Any]
Do = Callable[[DataSubjectRequest, Typed, Acting, datetime], object]


def to(target: State) -> Do:
    """Make a move with the words that were typed."""

    def do(request: DataSubjectRequest, typed: Typed, who: Acting, at: datetime) -> object:
        reasons = tuple(typed.get("extension_reasons", ()))
        return move(
            request=request,
            to=target,
            at=at,
            comment=typed.get("comment", ""),
            extension_reasons=reasons,
            received_at=came_at(typed, at),
            **who,
        )

    return do


def accept_fee(request: DataSubjectRequest, typed: Typed, who: Acting, at: datetime) -> object:
    """Open a request again because the person pays what it costs (Art. 12(5)(a))."""
    said = _("Personen godtar avgiften på %(fee)d kronor.") % {"fee": request.file.plan["fee_sek"]}
    comment = "\n".join(filter(None, [said, typed.get("comment", "").strip()]))
    came = came_at(typed, at)
    return open_for_fee(request=request, comment=comment, received_at=came, at=at, **who)


def for_another(request: DataSubjectRequest, typed: Typed, who: Acting, at: datetime) -> object:
    """Note who asks for the person, and where they are answered."""
    asker = Asker(
        name=typed["requester_name"],
        email=typed["requester_email"],
        postal_address=typed["requester_address"],
    )
    return ask_for_another(request=request, method=typed["method"], who=asker, at=at, **who)


def for_themselves(request: DataSubjectRequest, typed: Typed, who: Acting, at: datetime) -> object:
    """Take back that somebody else asks."""
    return end_asking_for_another(request=request, why=typed["why"], at=at, **who)


def went_to_another(request: DataSubjectRequest) -> str:
    """Say that the person asks, and how many letters went to whoever was noted by mistake."""
    said = _("Personen frågar själv, och behöver styrka sin identitet.")
    letters = request.letters.filter(whose=request.ref).count()
    if not letters:
        return said
    gone = ngettext(
        "Ett brev gick till den som var antecknad.", "%(n)d brev gick till den som var antecknad.", letters
    ) % {"n": letters}
    breach = _("Bedöm om det är en personuppgiftsincident (artikel 33).")
    return f"{said} {gone} {breach}"


def asked_in_words(request: DataSubjectRequest) -> str:
    """Say what a question did to the clock, which the clock alone knows."""
    return question_in_words(clock_of(request))


def name_fields(request: DataSubjectRequest, typed: Typed, who: Acting, at: datetime) -> object:
    """Put what a person's words ask for in fields, each with the value that should stand."""
    values = {name.removeprefix(PREFIX): value for name, value in typed.items()}
    return name_values(request=request, values=values, at=at, **who)
