"""What the grounds of Art. 18 and the lines of a request's file are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requests_dsr.exception_words import title_of
from requests_dsr.exceptions import EXCEPTIONS
from requests_dsr.methods import MORE_TIME, method_words
from requests_dsr.models import Channel, DataSubjectRequest, RequestEvent
from requests_dsr.models.requests import STATES
from requests_dsr.states import State

GROUNDS: dict[str, Promise] = {
    "18.1.a": gettext_lazy("bestrider att uppgifterna är riktiga (18.1 a)"),
    "18.1.b": gettext_lazy("behandlingen är olaglig, men personen vill inte att något raderas (18.1 b)"),
    "18.1.c": gettext_lazy("personen behöver uppgifterna för ett rättsligt anspråk (18.1 c)"),
    "18.1.d": gettext_lazy("en invändning vägs (18.1 d)"),
}

JUSTIFIED: dict[str, Promise] = {
    "yes": gettext_lazy("Ja, personen har rätt"),
    "partly": gettext_lazy("Delvis"),
    "no": gettext_lazy("Nej, vi håller inte med"),
}
"""Whether a complaint was found justified, as it is chosen and read."""

NOTED: dict[str, Promise] = {
    "ADDRESSED": gettext_lazy("Vart svaret ska skrevs in"),
    "HELD_SINCE": gettext_lazy("En del av raderingen hindrades efter beslutet"),
    "MATCHED": gettext_lazy("Knöts till en person"),
    "IDENTIFIED": gettext_lazy("Identiteten styrktes"),
    "ON_BEHALF": gettext_lazy("Någon annan frågar för personens räkning"),
    "BEHALF_ENDED": gettext_lazy("Att någon annan frågar togs tillbaka: personen frågar själv"),
    "ADDED": gettext_lazy("Personen lade till något"),
    "NAMED": gettext_lazy("Fält som ska rättas skrevs in"),
    "ASKED": gettext_lazy("Vi bad om ett förtydligande"),
    "ANSWERED": gettext_lazy("Personen svarade"),
    "STATED": gettext_lazy("Personen lämnade ett tillägg"),
    "NOT_ME": gettext_lazy("Personen säger att någon annan har frågat"),
    "FEE_YES": gettext_lazy("Personen godtar avgiften"),
    "FEE_NO": gettext_lazy("Personen godtar inte avgiften"),
    "ADDRESS_CONFIRMED": gettext_lazy("Den nya e-postadressen bekräftades av den som läser den"),
    "WARNED": gettext_lazy("Varning före gränsen mejlades"),
    "ADDRESS_STOPPED": gettext_lazy("Den gamla adressen stoppade bytet av e-postadress"),
    "REFUSED_LATE": gettext_lazy("Avslaget meddelades för sent (artikel 12.4)"),
    "OVERDUE": gettext_lazy("Dataskyddsombudet fick veta att gränsen är passerad"),
    "SILENT": gettext_lazy("Dataskyddsombudet fick veta att svaret från personen dröjer"),
    "LETTER_RETURNED": gettext_lazy("Ett brev till personen kom tillbaka"),
    "POSTED": gettext_lazy("Ett brev postades"),
    "COPY_PRINTED": gettext_lazy("Kopian skrevs ut för att följa med brevet"),
    "FILES_TAKEN_OUT": gettext_lazy("Filerna hämtades för att följa med brevet"),
    "NUDGED": gettext_lazy("Personen påmindes om frågan"),
    "LIFT_ANNOUNCED": gettext_lazy("Personen fick veta att begränsningen hävs"),
    "LIFT_TAKEN_BACK": gettext_lazy("Personen fick veta att begränsningen står kvar"),
    "LIFTED": gettext_lazy("Begränsningen hävdes"),
    "LIFTED_EARLY": gettext_lazy("Begränsningen hävdes"),
    "RECIPIENT_TOLD": gettext_lazy("En mottagare meddelades"),
    "RECIPIENT_CONFIRMED": gettext_lazy("En mottagare bekräftade"),
    "RECIPIENT_IMPOSSIBLE": gettext_lazy("En mottagare gick inte att meddela"),
    "FORWARDED": gettext_lazy("Begäran skickades vidare"),
    "FORWARD_IMPOSSIBLE": gettext_lazy("Begäran gick inte att skicka vidare"),
    "COPY_COMPLETE": gettext_lazy("Det som saknades i kopian är utrett"),
    "COPY_IMPOSSIBLE": gettext_lazy("Det som saknas i kopian går inte att få fram"),
}


MASKED_KINDS: dict[str, Promise] = {
    "name": gettext_lazy("namn"),
    "email": gettext_lazy("e-postadress"),
    "phone": gettext_lazy("telefonnummer"),
    "number": gettext_lazy("personnummer"),
    "address": gettext_lazy("postadress"),
    "added": gettext_lazy("ert eget ord"),
}


def masked_kind(kind: str) -> str:
    """Say what kind of text is masked."""
    return str(MASKED_KINDS.get(kind, kind))


def identity_words(request: DataSubjectRequest) -> str:
    """Say by what whoever asks is known, and that a confirmed address alone is nobody we know."""
    said = method_words(request.identity_method)
    if said and request.subject_id is None and request.closed_at is None:
        return _("adressen är bekräftad, men ingen person är knuten till begäran")
    return said


def event_words(event: RequestEvent) -> str:
    """Say one line of a request's file."""
    if event.source == event.target:
        way = event.code.removeprefix("ADDED_").lower()
        if way != event.code.lower():
            said = {"way": Channel(way).label if way in Channel else way}
            return _("En begäran till om samma sak lades till (%(way)s)") % said
        return str(NOTED.get(event.code, _("Något noterades")))
    words = {str(state): str(label) for state, label in STATES}
    if not event.source:
        return _("Registrerad")
    said = {"source": words.get(event.source, event.source), "target": words.get(event.target, event.target)}
    return _("Från %(source)s till %(target)s") % said


def event_line(event: RequestEvent) -> str:
    """Say one line of a request's file with what was written to it, shortened."""
    said = event_words(event)
    return f"{said}: {Truncator(' '.join(event.comment.split())).chars(300)}" if event.comment else said


def event_reasons(event: RequestEvent) -> list[str]:
    """Say the reasons of a move: exceptions of the law, or why the time was extended; never as codes."""
    codes = event.code.split(",") if event.source != event.target else []
    return [str(MORE_TIME[code]) for code in codes if code in MORE_TIME] + [
        f"{title_of(EXCEPTIONS[code], State(event.target))} ({EXCEPTIONS[code].cited})"
        for code in codes
        if code in EXCEPTIONS
    ]
