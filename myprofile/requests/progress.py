"""How far a request has come: what is done, what is done now, what is left; and what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.rights import Right
from requests_dsr.identity import LOGGED_IN
from requests_dsr.letters.answer import asks_a_fee
from requests_dsr.models import Certificate, DataSubjectRequest, Package, RequestEvent
from requests_dsr.models.requests import DENIED, OWN_EDIT
from requests_dsr.services.asking.fees import NO, YES, said_of_the_fee
from requests_dsr.services.deciding.stating import STATED
from requests_dsr.services.reaching.packages import OPENINGS
from requests_dsr.services.receiving.address_alarms import is_stopped, to_confirm
from requests_dsr.services.receiving.address_change import STOPPED as ADDRESS_STOPPED
from requests_dsr.services.receiving.address_confirming import CONFIRMED as ADDRESS_CONFIRMED
from requests_dsr.services.receiving.address_confirming import awaits_address, has_lapsed
from requests_dsr.states import ANSWERED, CLOSED, State

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

FILE_FIRST = _("Raderingen väntar på att du öppnar filen du bad om. Det går inte efteråt.")
FEE_ASKED = _(
    "Vi gör det mot en avgift, och väntar på ditt ja eller nej. Säger du inget gör vi inget mer. Brevet "
    "säger vad det kostar och varför."
)
FEE_ACCEPTED = _("Du har godtagit avgiften. Vi öppnar begäran igen, med en ny månad, och skriver till dig.")
FEE_DECLINED = _("Du sa nej till avgiften, så vi gör inget mer. Du kan ändra dig.")
ANSWERED_COMPLAINT = _("Vi har svarat på ditt klagomål. Läs svaret här nedanför.")
STOPPED = _(
    "Bytet av e-postadress är stoppat, med länken i mejlet till den gamla adressen. Den gamla adressen "
    "gäller igen, och vårt dataskyddsombud ser efter vad som hände."
)
AWAITS_ADDRESS = _(
    "Den nya e-postadressen gäller när den är bekräftad: öppna mejlet som vi har skickat dit, och tryck på "
    "knappen. Till dess gäller den gamla."
)
LAPSED = _(
    "Ingen bekräftade den nya e-postadressen inom sju dagar, så den gamla gäller. Vill du byta, be oss igen."
)
ASKED_FOR_YOU = _("Någon annan har bett om det för dig. Svaret går till den som bad.")
OWN = _("Du ändrade det själv, och det gäller redan.")
NOT_YOURS = _(
    "Du har sagt att det inte var du som frågade. Vi gör inget av det som begärdes, och någon hos oss ser "
    "efter vad som har hänt."
)
NOT_YOURS_CLOSED = _(
    "Du sa att det inte var du som frågade. Begäran är avslutad, och ingen har fått några uppgifter."
)
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
RECEIVED_ONLY = ("yes", _("Kvitto skickat"))
ANSWERED_ONLY = ("yes", _("Besvarad"))
NOT_ME = ("no", _("Inte du"))
FEE_LABELS: dict[str, tuple[str, Said]] = {
    "": ("ask", _("Väntar på dig")),
    YES: ("ask", _("Avgiften godtagen")),
    NO: ("no", _("Avslutad")),
}
CHANGE_STOPPED = ("no", _("Bytet är stoppat"))
CHANGE_LAPSED = ("no", _("Inte bekräftad"))
"""Labels where the state's own would say too much."""

FORWARDING = _("Du har fått ett kvitto. Här nedanför står vad som händer med begäran.")
RECEIPT = _("Du fick ett kvitto")
"""What is another's to answer is not done because we have received it (WL-16)."""

BACK_TO_WORK = _("Svaret skrivs om efter kontrollen")
NOTED: tuple[tuple[str, Said], ...] = (
    ("ADDED", _("Du la till något")),
    ("ASKED", _("Vi frågade dig något")),
    ("NOT_ME", _("Du sa att det inte var du som frågade")),
    ("ANSWERED", _("Du svarade på vår fråga")),
    ("LIFT_ANNOUNCED", _("Vi sa till att pausen tar slut")),
    ("LIFT_TAKEN_BACK", _("Vi sa till att pausen är kvar")),
    ("LIFTED", _("Pausen togs bort")),
    (ADDRESS_STOPPED, _("Bytet av e-postadress stoppades, med länken i mejlet till den gamla adressen")),
    (ADDRESS_CONFIRMED, _("Den nya e-postadressen bekräftades, med länken i mejlet dit")),
    (YES, _("Du godtog avgiften")),
    (NO, _("Du sa nej till avgiften")),
    (STATED, _("Du lämnade ett tillägg, som står bredvid uppgiften")),
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


def lead_of(request: DataSubjectRequest, *, waiting: bool, at: datetime) -> Said:
    """Say how a request stands."""
    state = State(request.state)
    if is_denied(request):
        return NOT_YOURS_CLOSED if state in CLOSED else NOT_YOURS
    if request.right == Right.OTHER_CONTROLLER and state is State.FULFILLED:
        return FORWARDING
    if request.right == Right.COMPLAINT and state in ANSWERED:
        return ANSWERED_COMPLAINT
    if asks_a_fee(request):
        return {YES: FEE_ACCEPTED, NO: FEE_DECLINED}.get(said_of_the_fee(request), FEE_ASKED)
    if is_stopped(request):
        return STOPPED
    if awaits_address(request, at=at):
        return AWAITS_ADDRESS
    if has_lapsed(request, at=at):
        return LAPSED
    if is_own_edit(request):
        return OWN
    if request.file.on_behalf and state not in CLOSED:
        return ASKED_FOR_YOU
    return WAITING if waiting and state not in CLOSED else LEADS[state]


def label_of(request: DataSubjectRequest, *, waiting: bool, at: datetime) -> tuple[str, Said]:
    """Give the tone and the word for how a request stands."""
    state = State(request.state)
    if is_denied(request):
        return NOT_ME
    if request.right == Right.OTHER_CONTROLLER and state is State.FULFILLED:
        return RECEIVED_ONLY
    if request.right == Right.COMPLAINT and state in ANSWERED:
        return ANSWERED_ONLY
    if asks_a_fee(request):
        return FEE_LABELS[said_of_the_fee(request)]
    if is_stopped(request):
        return CHANGE_STOPPED
    if has_lapsed(request, at=at):
        return CHANGE_LAPSED
    return LABELS[State.IDENTITY_PENDING if waiting or awaits_address(request, at=at) else state]


def is_denied(request: DataSubjectRequest) -> bool:
    """Tell whether the person has said that somebody else made a request, and nobody has shown otherwise."""
    said_no = any(one.evidence_kind == DENIED for one in request.questions.all())
    return said_no and not request.identity_method


def is_own_edit(request: DataSubjectRequest) -> bool:
    """Tell whether a request is only the trace of what the person changed alone."""
    return bool(request.file.plan.get("kind") == OWN_EDIT)


def stages_of(request: DataSubjectRequest) -> list[Stage]:
    """Give the way of an open request, stage by stage; none for one that is closed."""
    state = State(request.state)
    if state in CLOSED or is_denied(request):
        return []
    begun = state not in (State.RECEIVED, State.IDENTITY_PENDING)
    at = 2 if state is State.REVIEW else 1
    other = bool(request.file.on_behalf)
    identity = Stage(
        title=_("Vi vet vem som frågar") if other else _("Vi vet att det är du"),
        text=_("Du är inloggad, och det räcker.") if request.identity_method == LOGGED_IN else "",
        is_done=bool(request.identity_method),
        is_now=not request.identity_method,
    )
    known = bool(request.identity_method)
    return [
        Stage(title=_("Vi har fått begäran") if other else _("Vi har fått din begäran"), is_done=True),
        identity,
        Stage(title=_("Vi går igenom det"), is_done=at > 1, is_now=known and begun and at == 1),
        Stage(
            title=_("En person till kontrollerar"),
            text=_("Den som skriver svaret får inte själv bestämma."),
            is_now=at == 2,
        ),
        _ending(request),
    ]


def _ending(request: DataSubjectRequest) -> Stage:
    """Say who gets the answer, and how."""
    if request.file.on_behalf:
        return Stage(title=_("Den som bad om det får svaret"))
    title = _("Du öppnar filen här") if request.right in COPIES else _("Du får svaret")
    return Stage(title=title, text=_("Du får ett mejl när det är klart."))


def happenings(
    events: Iterable[RequestEvent],
    *,
    packages: Iterable[Package] = (),
    certificates: Iterable[Certificate] = (),
) -> list[Happening]:
    """Tell what has happened, in time order; what staff wrote to each other stays with them.

    A file tells its last opening and how many there were; an erasure is told when it was carried out.
    """
    erased = [Happening(at=one.erased_at, said=_("Uppgifterna raderades"), own=False) for one in certificates]
    told = [*_happenings(events), *_of_files(packages), *erased]
    return sorted(told, key=lambda one: one.at)


def _of_files(packages: Iterable[Package]) -> Iterator[Happening]:
    for one in packages:
        if one.last_opened_at is not None:
            said = _("Du öppnade filen (%(n)d av %(most)d gånger)") % {"n": one.openings, "most": OPENINGS}
            yield Happening(at=one.last_opened_at, said=said, own=True)
        if one.deleted_at is not None:
            yield Happening(at=one.deleted_at, said=_("Filen raderades hos oss"), own=False)


def _happenings(events: Iterable[RequestEvent]) -> Iterator[Happening]:
    for event in events:
        if said := _said(event):
            by_a_mail = event.code in (ADDRESS_STOPPED, ADDRESS_CONFIRMED)  # who reads one is not known
            own = event.role == "subject" and not by_a_mail
            yield Happening(at=event.at, said=said, own=own)


def _said(event: RequestEvent) -> Said:
    if event.source == event.target:
        return next((said for begins, said in NOTED if event.code.startswith(begins)), "")
    if event.source == State.REVIEW and event.target == State.IN_PROGRESS:
        return BACK_TO_WORK
    if event.request.right == Right.OTHER_CONTROLLER and event.target == State.FULFILLED:
        return RECEIPT
    if event.target in ANSWERED and (event.request.right == Right.COMPLAINT or to_confirm(event.request)):
        return _("Du fick svar")
    if event.target == State.FULFILLED and event.source == State.RECEIVED and is_own_edit(event.request):
        return _("Du ändrade uppgifterna")
    if event.target == State.REFUSED and asks_a_fee(event.request) and event.at == event.request.decided_at:
        return _("Du fick svar: vi gör det mot en avgift")
    return HAPPENED[State(event.target)]
