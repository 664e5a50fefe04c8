"""How far a request has come: what is done, what is done now, what is left; and what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.rights import Right
from requests_dsr.models import DataSubjectRequest, RequestEvent
from requests_dsr.states import CLOSED, State

Said = str | Promise
COPIES = frozenset({"access", "portability"})

LEADS: dict[State, Said] = {
    State.RECEIVED: _("Vi har fått din begäran. Du behöver inte göra något just nu."),
    State.IDENTITY_PENDING: _("Vi ser efter om vi kan vara säkra på att det är du som frågar."),
    State.IN_PROGRESS: _("Vi går igenom det. Du behöver inte göra något just nu."),
    State.EXTENDED: _(
        "Det tar längre tid än vi trodde, och vi har skrivit varför. Du behöver inte göra något."
    ),
    State.REVIEW: _("Svaret är skrivet, och en person till kontrollerar det."),
    State.FULFILLED: _("Det är klart. Du fick det du bad om."),
    State.PARTLY_FULFILLED: _(
        "Det är klart. En del av det du bad om kunde vi inte göra, och svaret säger varför."
    ),
    State.REFUSED: _("Vi har sagt nej. Svaret säger varför, och vad du kan göra."),
    State.CLOSED_UNVERIFIED: _("Vi fick inget svar om vem som frågade, så begäran är avslutad."),
    State.WITHDRAWN: _("Du tog tillbaka den. Du kan göra en ny när du vill."),
    State.REOPENED: _("Vi tittar på den igen, och har en ny månad på oss."),
}
"""How things stand, for the person: one sentence a state."""

WAITING = _("Vi har en fråga till dig. Svara här nedanför, så går det fortare.")

LABELS: dict[State, tuple[str, Said]] = {
    State.RECEIVED: ("ask", _("Mottagen")),
    State.IDENTITY_PENDING: ("ask", _("Väntar på dig")),
    State.IN_PROGRESS: ("ask", _("Pågår")),
    State.EXTENDED: ("ask", _("Förlängd")),
    State.REVIEW: ("ask", _("Kontrolleras")),
    State.FULFILLED: ("yes", _("Klar")),
    State.PARTLY_FULFILLED: ("yes", _("Delvis gjord")),
    State.REFUSED: ("stop", _("Nej")),
    State.CLOSED_UNVERIFIED: ("no", _("Avslutad")),
    State.WITHDRAWN: ("no", _("Återtagen")),
    State.REOPENED: ("ask", _("Öppnad igen")),
}

HAPPENED: dict[State, Said] = {
    State.RECEIVED: _("Vi fick din begäran"),
    State.IDENTITY_PENDING: _("Vi frågade vem du är"),
    State.IN_PROGRESS: _("Vi började gå igenom den"),
    State.EXTENDED: _("Vi förlängde tiden, och skrev till dig om det"),
    State.REVIEW: _("Ett svar skrevs, för en person till att kontrollera"),
    State.FULFILLED: _("Du fick svar: det du bad om är gjort"),
    State.PARTLY_FULFILLED: _("Du fick svar: en del av det du bad om är gjort"),
    State.REFUSED: _("Du fick svar: vi sa nej"),
    State.CLOSED_UNVERIFIED: _("Begäran avslutades utan svar om vem som frågade"),
    State.WITHDRAWN: _("Begäran togs tillbaka"),
    State.REOPENED: _("Begäran öppnades igen"),
}
FORWARDING = _("Du har fått ett kvitto. Här nedanför står om vi har skickat begäran vidare.")
RECEIPT = _("Du fick ett kvitto")
"""What is another's to answer is not done because we have received it (WL-16)."""

BACK_TO_WORK = _("Svaret skrivs om efter kontrollen")
NOTED: tuple[tuple[str, Said], ...] = (
    ("ADDED", _("Du la till något")),
    ("ASKED", _("Vi frågade dig något")),
    ("ANSWERED", _("Du svarade på vår fråga")),
    ("LIFT_ANNOUNCED", _("Vi sa till att pausen tar slut")),
    ("LIFT_TAKEN_BACK", _("Vi sa till att pausen är kvar")),
    ("LIFTED", _("Pausen togs bort")),
)
"""Events that move nothing, by how their code begins; others are ours alone."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of the way: what it is, and whether it is behind us, under way or left."""

    title: Said
    text: Said = ""
    is_done: bool = False
    is_now: bool = False


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing that happened, and whether the person did it."""

    at: datetime
    said: Said
    own: bool


def lead_of(request: DataSubjectRequest, *, waiting: bool) -> Said:
    """Say how a request stands."""
    state = State(request.state)
    if request.right == Right.OTHER_CONTROLLER and state is State.FULFILLED:
        return FORWARDING
    return WAITING if waiting and state not in CLOSED else LEADS[state]


def stages_of(request: DataSubjectRequest) -> list[Stage]:
    """Give the way of an open request, stage by stage; none for one that is closed."""
    state = State(request.state)
    if state in CLOSED:
        return []
    at = 2 if state is State.REVIEW else 1
    last = _("Du öppnar filen här") if request.right in COPIES else _("Du får svaret")
    identity = Stage(
        title=_("Vi vet att det är du"),
        text=_("Du är inloggad, och det räcker.") if request.identity_method == "session" else "",
        is_done=bool(request.identity_method),
        is_now=not request.identity_method,
    )
    known = bool(request.identity_method)
    return [
        Stage(title=_("Vi har fått din begäran"), is_done=True),
        identity,
        Stage(title=_("Vi går igenom det"), is_done=at > 1, is_now=known and at == 1),
        Stage(
            title=_("En person till kontrollerar"),
            text=_("Den som skriver svaret får inte själv bestämma."),
            is_now=at == 2,
        ),
        Stage(title=last, text=_("Du får ett mejl när det är klart.")),
    ]


def happenings(events: Iterable[RequestEvent]) -> list[Happening]:
    """Tell what has happened, in time order; what staff wrote to each other stays with them."""
    return list(_happenings(events))


def _happenings(events: Iterable[RequestEvent]) -> Iterator[Happening]:
    for event in events:
        if said := _said(event):
            yield Happening(at=event.at, said=said, own=event.role == "subject")


def _said(event: RequestEvent) -> Said:
    if event.source == event.target:
        return next((said for begins, said in NOTED if event.code.startswith(begins)), "")
    if event.source == State.REVIEW and event.target == State.IN_PROGRESS:
        return BACK_TO_WORK
    if event.request.right == Right.OTHER_CONTROLLER and event.target == State.FULFILLED:
        return RECEIPT
    return HAPPENED[State(event.target)]
