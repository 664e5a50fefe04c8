"""Say what came of a person's no: an objection, and a consent taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from consents.law import MARKETING, PROFILING
from requests_dsr.letters.whose import other_named, tell
from requests_dsr.letters.words import WAYS_TO_REACH, purpose_of, words_for
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State

Plan = Mapping[str, Any]


def objection(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say what came of an objection, for each use by itself."""
    if plan.get("fast"):
        yield from _at_once(request, plan.get("purposes") or [MARKETING], plan.get("channel", ""))
        return
    weighed = plan.get("weighed", ())
    yield from _at_once(
        request, [one["purpose"] for one in weighed if one["purpose"] in (MARKETING, PROFILING)]
    )
    for one in weighed:
        if one["purpose"] in (MARKETING, PROFILING):
            continue
        said = {
            "what": capfirst(purpose_of(request, one["purpose"]) or _("det som invändningen gäller")),
            "why": one.get("grounds", ""),
        }
        if one.get("upheld") and request.state != State.REFUSED:
            granted = _("%(what)s: du har fått rätt, och vi använder inte längre uppgifterna till det.")
            if other_named(request):
                granted = _(
                    "%(what)s: invändningen gäller, och vi använder inte uppgifterna till det längre."
                )
            yield granted % said
        else:
            yield _("%(what)s: vi fortsätter. %(why)s") % said


def _at_once(request: DataSubjectRequest, against: Collection[str], channel: str = "") -> Iterator[str]:
    name = other_named(request)
    if MARKETING in against and channel in WAYS_TO_REACH:
        said = _("Vi skickar ingen reklam till dig på det sätt du sa nej till: %(way)s. Det gäller redan.")
        if name:
            said = _("Vi skickar ingen reklam till %(name)s på det här sättet: %(way)s. Det gäller redan.")
        yield said % {"way": WAYS_TO_REACH[channel], "name": name}
    elif MARKETING in against:
        yield tell(
            request,
            _("Vi skickar ingen reklam till dig, på något sätt. Det gäller redan."),
            _("Vi skickar ingen reklam till %(name)s, på något sätt. Det gäller redan."),
        )
    if PROFILING in against:
        yield tell(
            request,
            _("Vi använder inte längre dina uppgifter till profilering. Det gäller redan."),
            _("Vi använder inte längre uppgifterna om %(name)s till profilering. Det gäller redan."),
        )


def withdrawal(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say which consents were taken back, and what was noted or closed where none was."""
    taken = _consents(request, plan.get("taken", ()))
    noted = _consents(request, plan.get("noted", ()))
    name = other_named(request)
    if taken:
        said = _("Du har tagit tillbaka ditt samtycke: %(what)s. Det gäller redan.")
        if name:
            said = _("Samtycket från %(name)s är tillbakataget: %(what)s. Det gäller redan.")
        yield said % {"what": taken, "name": name}
        yield _("Det som gjordes innan blir inte fel.")
    else:
        yield tell(
            request,
            _("Du har inget samtycke hos oss att ta tillbaka."),
            _("%(name)s har inget samtycke hos oss att ta tillbaka."),
        )
    if noted:
        said = _("Vi har noterat nejet: %(what)s.") if name else _("Vi har noterat ditt nej: %(what)s.")
        yield said % {"what": noted}
    if plan.get("closed"):
        yield tell(
            request,
            _("Din adress är spärrad för reklam från oss. Det gäller redan."),
            _("Adressen är spärrad för reklam från oss. Det gäller redan."),
        )
    elif plan.get("closed") is False:
        yield _(
            "Gav du ditt samtycke med en annan adress eller ett telefonnummer? Skriv till oss vilket, så "
            "letar vi där."
        )
    if plan.get("cookies") and name:
        yield _(
            "Kakor som %(name)s har sagt ja till ser vi inte här: det valet ligger i webbläsaren, och det "
            "gäller än. Det ändras på webbplatsen, med länken ”Kakor – ändra ditt val” längst ner på varje "
            "sida."
        ) % {"name": name}
    elif plan.get("cookies"):
        yield _(
            "Har du sagt ja till kakor ser vi det inte här: det valet ligger i din webbläsare, och det "
            "gäller än. Du ändrar det på webbplatsen, med länken ”Kakor – ändra ditt val” längst ner på "
            "varje sida."
        )


def _consents(request: DataSubjectRequest, named: Collection[Collection[str]]) -> str:
    """Name consents as the person was asked for them; one that is asked no more by its purpose and way."""
    return ", ".join(_consent(request, purpose, channel) for purpose, channel in named)


def _consent(request: DataSubjectRequest, purpose: str, channel: str) -> str:
    words = words_for(request)
    if words and (title := words.consent(purpose, channel)):
        return title
    name = purpose_of(request, purpose)
    return f"{name} ({WAYS_TO_REACH[channel]})" if channel in WAYS_TO_REACH else name
