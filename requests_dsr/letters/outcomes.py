"""Say what came of each right, in sentences: what was done, what was not, and what happens now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.rights import Right
from requests_dsr.letters.copied import access, portability
from requests_dsr.letters.kept import beside_lines, kept_lines, taken_lines
from requests_dsr.letters.said_no import objection, withdrawal
from requests_dsr.letters.whose import other_named, tell
from requests_dsr.letters.words import kinds_of, recipients_in, said_in_language
from requests_dsr.models import DataSubjectRequest
from requests_dsr.refused import CORRECTED, KEPT
from requests_dsr.states import State

Plan = Mapping[str, Any]
GROUNDS: dict[str, Promise] = {
    "18.1.a": gettext_lazy("Skälet är att du säger att uppgifterna inte är riktiga (artikel 18.1 a)."),
    "18.1.b": gettext_lazy(
        "Skälet är att vi inte fick använda dem så, och att du hellre vill att de ligger kvar än raderas "
        "(artikel 18.1 b)."
    ),
    "18.1.c": gettext_lazy("Skälet är att du behöver dem för ett rättsligt anspråk (artikel 18.1 c)."),
    "18.1.d": gettext_lazy("Skälet är att vi väger din invändning (artikel 18.1 d)."),
}
"""The grounds of a restriction, as the person is told them."""
GROUNDS_OF_ANOTHER: dict[str, Promise] = {
    "18.1.a": gettext_lazy("Skälet är att uppgifterna sägs inte vara riktiga (artikel 18.1 a)."),
    "18.1.b": gettext_lazy(
        "Skälet är att vi inte fick använda dem så, och att de hellre ska ligga kvar än raderas "
        "(artikel 18.1 b)."
    ),
    "18.1.c": gettext_lazy("Skälet är att de behövs för ett rättsligt anspråk (artikel 18.1 c)."),
    "18.1.d": gettext_lazy("Skälet är att vi väger invändningen (artikel 18.1 d)."),
}
"""The same, as somebody is told them who asks for another."""


def outcome_of(request: DataSubjectRequest, plan: Plan, why: Iterable[str] = ()) -> Iterator[str]:
    """Give the sentences of an outcome in the language of the moment, one paragraph each.

    `why` is what a no rests on, and stands first; what is kept of an erasure is explained after what goes.
    """
    if request.right == Right.ERASURE and request.state == State.PARTLY_FULFILLED:
        yield from _erasure(request, plan, why)
        return
    yield from why
    yield from SAID.get(Right(request.right), _plain)(request, plan)


def _erasure(request: DataSubjectRequest, plan: Plan, why: Iterable[str] = ()) -> Iterator[str]:
    if request.state == State.REFUSED:
        yield from kept_lines(request, plan)
        return
    if plan.get("since"):
        yield _("Sedan vi svarade har något hindrat en del av raderingen. Det här gäller i stället.")
    yield from taken_lines(request, plan)
    yield from why
    yield from kept_lines(request, plan)
    yield from beside_lines(request, plan)
    yield from _told(plan)
    yield _(
        "Säkerhetskopior skrivs över inom %(days)d dagar från raderingen. Tills dess används de bara om "
        "något går sönder, och då raderas uppgifterna igen innan något annat görs."
    ) % {"days": settings.BACKUP_DAYS}
    yield _("När raderingen är gjord får du ett intyg.")


def _told(plan: Plan) -> Iterator[str]:
    if names := recipients_in(plan):
        yield _("Vi säger till dem som har fått uppgifterna: %(names)s.") % {"names": ", ".join(names)}


def _rectification(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    fields = plan.get("fields", ())
    accepted = [one for one in fields if one.get("accepted")]
    done = [one for one in accepted if not one.get("to_confirm")]
    if done and request.state != State.REFUSED:
        names = ", ".join(_field(one) for one in done)
        yield _("Vi har rättat: %(names)s.") % {"names": names}
    for one in fields:
        if not one.get("accepted"):
            yield _("Vi har inte ändrat %(name)s: %(why)s") % {
                "name": _field(one),
                "why": one.get("why") or _("uppgiften är riktig."),
            }
    yield from _said_of_words(request, plan)
    if plan.get("statement"):
        yield tell(
            request,
            _("Ditt tillägg är sparat bredvid uppgiften."),
            _("Tillägget från %(name)s är sparat bredvid uppgiften."),
        )
    if any(one.get("to_confirm") for one in accepted):
        yield _(
            "Den nya e-postadressen gäller när den är bekräftad. Vi har mejlat en länk till den: öppna den "
            "och tryck på knappen inom sju dagar. Till dess gäller den gamla adressen, och alla svar går dit."
        )
        yield _(
            "De första 72 timmarna efter bekräftelsen visar Min profil för säkerhets skull inga uppgifter "
            "för den nya adressen, och inget paket lämnas ut."
        )
    yield from _told(plan)


def _said_of_words(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Answer what a person asked for in words, beside the fields or alone."""
    words = plan.get("words", {})
    if words.get("outcome") == CORRECTED:
        did = tell(
            request,
            _("Vi har gått igenom det du skrev, och rättat det."),
            _("Vi har gått igenom det som stod i begäran om %(name)s, och rättat det."),
        )
    elif words.get("outcome") == KEPT:
        did = tell(
            request,
            _("Vi har gått igenom det du skrev, och ändrar det inte."),
            _("Vi har gått igenom det som stod i begäran om %(name)s, och ändrar det inte."),
        )
    else:
        return
    yield f"{did} {words['said']}"


def _field(one: Plan) -> str:
    """Name a value that was to be corrected, in the language of the moment."""
    return said_in_language(one.get("title") or one["field"])


def _restriction(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    choices = plan.get("choices", {})
    if request.state == State.REFUSED:
        yield str(choices.get("why", ""))
        return
    if request.categories:
        what = kinds_of(request, request.categories)
        yield _("Det här är pausat: %(what)s. Det ligger kvar orört men används inte.") % {"what": what}
    else:
        yield tell(
            request,
            _("Alla dina uppgifter är pausade: de ligger kvar orörda men används inte."),
            _("Alla uppgifter om %(name)s är pausade: de ligger kvar orörda men används inte."),
        )
    grounds = GROUNDS_OF_ANOTHER if other_named(request) else GROUNDS
    yield str(grounds.get(choices.get("ground", ""), ""))
    yield from _told(plan)
    yield _("Innan vi häver pausen säger vi till dig.")


def _overview(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    yield (
        _("Här är våra biträden och underbiträden:")
        + "\n"
        + "\n".join(f"- {line}" for line in plan.get("lines", ()))
    )


def _elsewhere(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    yield _("Vi har tagit emot din begäran, och det här är ditt kvitto.")
    if who := plan.get("controller"):
        yield _ours_to_send(known=bool(plan.get("known"))) % {"who": who}
    else:
        yield _(
            "Vi vet inte vilken organisation begäran gäller. Skriv till oss vilken det är, vi letar också."
        )
    if plan.get("known") and not other_named(request):
        yield _("I Min profil ser du när vi har skickat den vidare, eller att det inte gick.")


def _ours_to_send(*, known: bool) -> str:
    if known:
        return _(
            "Uppgifterna finns i en produkt där %(who)s bestämmer. Vi skickar begäran vidare till "
            "%(who)s, som ska svara dig."
        )
    return _(
        "Vi ser efter om %(who)s är kund hos oss. I så fall bestämmer de över uppgifterna, och vi skickar "
        "begäran vidare till dem. Vilka som är kunder hos oss berättar vi inte för andra, så hör du inget "
        "från dem behöver du vända dig direkt till dem."
    )


def _plain(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    yield str(plan.get("answer", ""))


SAID: dict[Right, Callable[[DataSubjectRequest, Plan], Iterator[str]]] = {
    Right.ACCESS: access,
    Right.PORTABILITY: portability,
    Right.ERASURE: _erasure,
    Right.RECTIFICATION: _rectification,
    Right.RESTRICTION: _restriction,
    Right.OBJECTION: objection,
    Right.CONSENT_WITHDRAWAL: withdrawal,
    Right.SUBPROCESSOR_OVERVIEW: _overview,
    Right.OTHER_CONTROLLER: _elsewhere,
    Right.COMPLAINT: _plain,
}
