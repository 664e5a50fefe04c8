"""Say what came of a copy, and of what is taken along: where it lies, what is not in it, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.policyfile.words import LegalBasis
from requests_dsr.delivery import PAPER, way_of
from requests_dsr.letters.address import on_paper
from requests_dsr.letters.whose import other_named, tell
from requests_dsr.letters.words import kind_of, kinds_of, where_to_write
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.words.telling import whom_to_ask, why_left_out
from requests_dsr.states import State

Plan = Mapping[str, Any]


def access(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say that we process data, where the copy lies, and what is not in it (Art. 15)."""
    yield str(plan.get("said", ""))
    if request.state == State.REFUSED:
        yield from _unread(request, plan)
        return
    if other_named(request):
        yield from _copy_for_another(request, plan)
    elif on_paper(request):
        yield (
            _("Ja, vi behandlar uppgifter om dig. En kopia av det vi lämnar ut följer med det här brevet.")
            if _lacks_something(plan)
            else _("Ja, vi behandlar uppgifter om dig. En kopia av allt vi har följer med det här brevet.")
        )
    else:
        yield (
            _("Ja, vi behandlar uppgifter om dig. Det vi lämnar ut ligger i ett paket i Min profil.")
            if _lacks_something(plan)
            else _("Ja, vi behandlar uppgifter om dig. Allt vi har ligger i ett paket i Min profil.")
        )
        yield _("Logga in och öppna det inom sju dagar. Det går att öppna tre gånger och raderas sedan.")
    yield from _withheld(plan)
    if plan.get("masked"):
        yield tell(
            request,
            _("Uppgifter om andra är dolda i paketet, eftersom de har samma rätt som du (artikel 15.4)."),
            _(
                "Uppgifter om andra är dolda i kopian, eftersom de har samma rätt som %(name)s "
                "(artikel 15.4)."
            ),
        )
    yield from _for_others(request, plan)
    yield from _unread(request, plan)


def _copy_for_another(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say to whoever asks for another where the copy lies: with the letter, or with the person alone."""
    whose = {"name": other_named(request)}
    if way_of(plan) == PAPER:
        said = _("Ja, vi behandlar uppgifter om %(name)s. En kopia av allt vi har följer med det här brevet.")
        if _lacks_something(plan):
            said = _(
                "Ja, vi behandlar uppgifter om %(name)s. En kopia av det vi lämnar ut följer med det här "
                "brevet."
            )
        yield said % whose
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


def _lacks_something(plan: Plan) -> bool:
    """Tell whether a copy lacks something about the person: then nobody says that it is all there is."""
    return bool(plan.get("withheld") or plan.get("hides_own") or plan.get("unread"))


def _withheld(plan: Plan) -> Iterator[str]:
    """Say how many files are not in a copy; why stands before it, with the provision (Art. 12(4), 15(4))."""
    if number := plan.get("withheld"):
        said = ngettext("En fil är inte med i kopian.", "%(n)d filer är inte med i kopian.", number)
        yield said % {"n": number}


def _left_out(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Name what cannot be taken along, and why: it lies outside of the right (Art. 20(1))."""
    if not (left := plan.get("left_out")):
        return
    reasons: dict[str, list[str]] = defaultdict(list)
    for key, bases in left.items():
        why = why_left_out([LegalBasis(one) for one in bases], of_another=bool(other_named(request)))
        reasons[why].append(key)
    lines = (f"- {kinds_of(request, keys)}: {why}" for why, keys in reasons.items())
    yield "\n".join([_("Det här går inte att ta med:"), *lines])
    yield _("Be om en kopia, så får du allt. Det kostar inget.")


def _for_others(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Name what is not in a copy because a customer decides over it, and whom to ask (WL-16)."""
    for category, customers in plan.get("for_others", {}).items():
        said = _(
            "%(what)s är inte med: en kund till oss bestämmer över dem, och vi får inte lämna ut dem. %(ask)s"
        )
        ask = whom_to_ask(customers, of_another=bool(other_named(request)))
        yield said % {"what": kind_of(request, category), "ask": ask}


def _unread(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Name what a copy lacks; somebody sees it until it was read (`answers.unread`)."""
    name = other_named(request)
    said = _(
        "Det här kunde vi inte läsa: %(what)s. Vi läser det igen varje dag, och finns det något om dig "
        "där får du en ny kopia."
    )
    if name:
        said = _(
            "Det här kunde vi inte läsa: %(what)s. Vi läser det igen varje dag, och finns det något om "
            "%(name)s där får du en ny kopia."
        )
    for what in plan.get("unread", ()):
        yield said % {"what": what, "name": name}


def portability(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say where what may be taken along lies, and what may not be, and why (Art. 20)."""
    yield str(plan.get("said", ""))
    if request.state == State.REFUSED:
        yield from _left_out(request, plan)
        yield from _for_others(request, plan)
        yield from _unread(request, plan)
        return
    name = other_named(request)
    if name and way_of(plan) == PAPER:
        yield _(
            "Det som %(name)s har lämnat eller som användningen har gett, på samtycke eller avtal, följer "
            "med det här brevet på ett USB-minne, som JSON och CSV. Det är inte allt vi har om %(name)s."
        ) % {"name": name}
        yield _("%(name)s kan öppna samma filer i sin egen Min profil i sju dagar.") % {"name": name}
    else:
        yield from _in_the_profile(request)
    yield from _left_out(request, plan)
    yield from _for_others(request, plan)
    if name:
        pass  # it follows the letter, or is the person's alone to open
    elif on_paper(request):
        yield _(
            "Filerna är till för datorer och går inte att skriva ut. Säg till oss hur du vill få dem, "
            "eller öppna dem i Min profil inom sju dagar."
        )
        yield where_to_write(request)
    else:
        yield _("Logga in och öppna det inom sju dagar. Det går att öppna tre gånger och raderas sedan.")
    yield from _withheld(plan)
    yield from _unread(request, plan)


def _in_the_profile(request: DataSubjectRequest) -> Iterator[str]:
    """Say that what may be taken along lies behind the person's own login."""
    yield tell(
        request,
        _(
            "Det du själv har lämnat eller som din användning har gett, på samtycke eller avtal, ligger i "
            "ett paket i Min profil, som JSON och CSV. Det är inte allt vi har om dig."
        ),
        _(
            "Det som %(name)s har lämnat eller som användningen har gett, på samtycke eller avtal, ligger i "
            "ett paket i Min profil, som JSON och CSV. Det är inte allt vi har om %(name)s."
        ),
    )
    if name := other_named(request):
        yield _("Filerna lämnas inte till dig. Bara %(name)s kan logga in där.") % {"name": name}
