"""Say what came of each right, in sentences: what was done, what was not, and what happens now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.rights import Right
from register.policyfile.words import LegalBasis
from requests_dsr.delivery import PAPER, way_of
from requests_dsr.letters.address import on_paper
from requests_dsr.letters.kept import beside_lines, kept_lines, taken_lines
from requests_dsr.letters.said_no import objection, withdrawal
from requests_dsr.letters.words import day_of, kind_of, kinds_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.telling import whom_to_ask, why_left_out
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


def outcome_of(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Give the sentences of an outcome in the language of the moment, one paragraph each."""
    yield from SAID.get(Right(request.right), _plain)(request, plan)


def _access(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    yield str(plan.get("said", ""))
    if request.state == State.REFUSED:
        yield from _unread(plan)
        return
    if request.file.on_behalf:
        yield from _copy_for_another(request, plan)
    elif on_paper(request):
        yield _("Ja, vi behandlar uppgifter om dig. En kopia av allt vi har följer med det här brevet.")
    else:
        yield _("Ja, vi behandlar uppgifter om dig. Allt vi har ligger i ett paket i Min profil.")
        yield _("Logga in och öppna det inom sju dagar. Det går att öppna tre gånger och raderas sedan.")
    if plan.get("masked"):
        yield _("Uppgifter om andra är dolda i paketet, eftersom de har samma rätt som du (artikel 15.4).")
    yield from _for_others(request, plan)
    yield from _unread(plan)


def _copy_for_another(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say to whoever asks for another where the copy lies: with the letter, or with the person alone."""
    whose = {"name": request.subject.full_name if request.subject else _("personen")}
    if way_of(plan) == PAPER:
        yield (
            _("Ja, vi behandlar uppgifter om %(name)s. En kopia av allt vi har följer med det här brevet.")
            % whose
        )
        yield _("%(name)s kan öppna samma kopia i sin egen Min profil i sju dagar.") % whose
        return
    yield _("Ja, vi behandlar uppgifter om %(name)s.") % whose
    yield (
        _(
            "Kopian lämnas inte till dig. Den ligger i Min profil, där bara %(name)s kan logga in och öppna "
            "den, inom sju dagar och högst tre gånger."
        )
        % whose
    )


def _left_out(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Name what cannot be taken along, and why (Art. 12(4), 20(1))."""
    if not (left := plan.get("left_out")):
        return
    reasons: dict[str, list[str]] = defaultdict(list)
    for key, bases in left.items():
        reasons[why_left_out([LegalBasis(one) for one in bases])].append(key)
    lines = (f"- {kinds_of(request, keys)}: {why}" for why, keys in reasons.items())
    yield "\n".join([_("Det här går inte att ta med:"), *lines])
    yield _("Be om en kopia, så får du allt. Det kostar inget.")


def _for_others(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Name what is not in a copy because a customer decides over it, and whom to ask (WL-16)."""
    for category, customers in plan.get("for_others", {}).items():
        said = _(
            "%(what)s är inte med: en kund till oss bestämmer över dem, och vi får inte lämna ut dem. %(ask)s"
        )
        yield said % {"what": kind_of(request, category), "ask": whom_to_ask(customers)}


def _unread(plan: Plan) -> Iterator[str]:
    """Name what a copy lacks; somebody sees it until it was read (`answers.unread`)."""
    for what in plan.get("unread", ()):
        yield _(
            "Det här kunde vi inte läsa: %(what)s. Vi läser det igen varje dag, och finns det något om dig "
            "där får du en ny kopia."
        ) % {"what": what}


def _portability(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    yield str(plan.get("said", ""))
    if request.state == State.REFUSED:
        yield from _left_out(request, plan)
        yield from _for_others(request, plan)
        yield from _unread(plan)
        return
    yield _(
        "Det du själv har lämnat eller som din användning har gett, på samtycke eller avtal, ligger i ett "
        "paket i Min profil, som JSON och CSV. Det är inte allt vi har om dig."
    )
    if request.file.on_behalf and request.subject:
        yield _("Bara %(name)s kan logga in där.") % {"name": request.subject.full_name}
    yield from _left_out(request, plan)
    yield from _for_others(request, plan)
    if on_paper(request):
        yield _(
            "Filerna är till för datorer och går inte att skriva ut. Skriv till oss hur du vill få dem, "
            "eller öppna dem i Min profil inom sju dagar."
        )
        return
    yield _("Logga in och öppna det inom sju dagar. Det går att öppna tre gånger och raderas sedan.")
    yield from _unread(plan)


def _erasure(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    if request.state == State.REFUSED:
        yield from kept_lines(request, plan)
        return
    if plan.get("since"):
        yield _("Sedan vi svarade har något hindrat en del av raderingen. Det här gäller i stället.")
    yield from taken_lines(request, plan)
    yield from kept_lines(request, plan)
    yield from beside_lines(request, plan)
    yield from _told(plan)
    yield _(
        "Säkerhetskopior skrivs över senast %(day)s. Tills dess används de bara om något går sönder, och då "
        "raderas dina uppgifter igen innan något annat görs."
    ) % {"day": day_of(plan.get("backups_until"))}
    yield _("När raderingen är gjord får du ett intyg.")


def _told(plan: Plan) -> Iterator[str]:
    if plan.get("recipients"):
        yield _("Vi säger till dem som har fått uppgifterna: %(names)s.") % {
            "names": ", ".join(plan["recipients"])
        }


def _rectification(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    fields = plan.get("fields", ())
    accepted = [one for one in fields if one.get("accepted")]
    if accepted and request.state != State.REFUSED:
        names = ", ".join(str(one.get("title") or one["field"]) for one in accepted)
        yield _("Vi har rättat: %(names)s.") % {"names": names}
    for one in fields:
        if not one.get("accepted"):
            yield _("Vi har inte ändrat %(name)s: %(why)s") % {
                "name": one.get("title") or one["field"],
                "why": one.get("why") or _("uppgiften är riktig."),
            }
    if plan.get("statement"):
        yield _("Ditt tillägg är sparat bredvid uppgiften.")
    yield from _told(plan)
    if any(one["field"] == "email" for one in accepted):
        yield _(
            "Adressen är ny. De närmaste 72 timmarna visar Min profil för säkerhets skull inga uppgifter för "
            "den, och inget paket lämnas ut."
        )


def _restriction(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    choices = plan.get("choices", {})
    if request.state == State.REFUSED:
        yield str(choices.get("why", ""))
        return
    if request.categories:
        what = kinds_of(request, request.categories)
        yield _("Det här är pausat: %(what)s. Det ligger kvar orört men används inte.") % {"what": what}
    else:
        yield _("Alla dina uppgifter är pausade: de ligger kvar orörda men används inte.")
    yield str(GROUNDS.get(choices.get("ground", ""), ""))
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
        yield _ours_to_send(known=plan.get("known")) % {"who": who}
    else:
        yield _(
            "Vi vet inte vilken organisation begäran gäller. Skriv till oss vilken det är, vi letar också."
        )
    yield _("I Min profil ser du när vi har skickat den vidare, eller att det inte gick.")


def _ours_to_send(*, known: bool | None) -> str:
    if known:
        return _(
            "Uppgifterna finns i en produkt där %(who)s bestämmer. Vi skickar begäran vidare till "
            "%(who)s, som ska svara dig."
        )
    if known is False:
        return _(
            "Vi hittar ingen kund hos oss som heter %(who)s. Vänd dig därför direkt till dem. Vi ser ändå "
            "efter en gång till, och är de vår kund under ett annat namn skickar vi begäran vidare."
        )
    return _(
        "Vi ser efter om %(who)s är kund hos oss. I så fall bestämmer de över uppgifterna, och vi skickar "
        "begäran vidare till dem. Annars behöver du vända dig direkt till dem."
    )


def _plain(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    yield str(plan.get("answer", ""))


SAID: dict[Right, Callable[[DataSubjectRequest, Plan], Iterator[str]]] = {
    Right.ACCESS: _access,
    Right.PORTABILITY: _portability,
    Right.ERASURE: _erasure,
    Right.RECTIFICATION: _rectification,
    Right.RESTRICTION: _restriction,
    Right.OBJECTION: objection,
    Right.CONSENT_WITHDRAWAL: withdrawal,
    Right.SUBPROCESSOR_OVERVIEW: _overview,
    Right.OTHER_CONTROLLER: _elsewhere,
    Right.COMPLAINT: _plain,
}
