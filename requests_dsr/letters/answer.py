"""Say an answer in sentences, for each right: what was done, what was not, and what happens now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consents.law import MARKETING, PROFILING
from law.rights import Right
from register.selectors import NoLivePolicy, live_policy
from register.wording import PolicyWords, policy_words
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State
from requests_dsr.waiting import only_waits

Plan = Mapping[str, Any]


def answer_of(request: DataSubjectRequest) -> tuple[str, ...]:
    """Give the sentences of an answer in the language of the moment, one paragraph each."""
    plan: Plan = request.file.plan
    if plan.get("kind") == "refusal":
        return tuple(_fee(plan))
    said = SAID.get(Right(request.right), _plain)
    return tuple(sentence for sentence in said(request, plan) if sentence)


def _fee(plan: Plan) -> Iterator[str]:
    if plan.get("fee_sek") is not None:
        said = _(
            "Vi gör det ändå mot en avgift på %(fee)d kronor, det som arbetet kostar. Svara om du vill det."
        )
        yield said % {"fee": plan["fee_sek"]}


def _access(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    if request.state == State.REFUSED:
        return
    yield _("Ja, vi behandlar uppgifter om dig. Allt vi har ligger i ett paket i Min profil.")
    yield _("Logga in och öppna det inom sju dagar. Det går att öppna tre gånger och raderas sedan.")
    if plan.get("masked"):
        yield _("Uppgifter om andra är dolda i paketet, eftersom de har samma rätt som du (artikel 15.4).")
    for unread in plan.get("unread", ()):
        yield _("Det här kunde vi inte läsa: %(what)s. Vi skickar det så snart det går.") % {"what": unread}


def _portability(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    if request.state == State.REFUSED:
        return
    yield _("Det du har lämnat på samtycke eller avtal ligger i ett paket i Min profil, som JSON och CSV.")
    yield _("Logga in och öppna det inom sju dagar. Det går att öppna tre gånger och raderas sedan.")


def _erasure(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    if request.state == State.REFUSED:
        yield from kept_lines(request, plan)
        return
    gone = [line for line in plan.get("lines", ()) if line["action"] != "keep"]
    if gone:
        yield _("Det här raderar vi nu:") + "\n" + "\n".join(f"- {_went(request, line)}" for line in gone)
    yield from kept_lines(request, plan)
    if plan.get("recipients"):
        yield _("Vi säger till dem som har fått uppgifterna: %(names)s.") % {
            "names": ", ".join(plan["recipients"])
        }
    yield _(
        "Säkerhetskopior skrivs över senast %(day)s. Tills dess används de bara om något går sönder, och då "
        "raderas dina uppgifter igen innan något annat görs."
    ) % {"day": _day(plan.get("backups_until"))}
    yield _("När raderingen är gjord får du ett intyg.")


def kept_lines(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say what an erasure leaves, until when and by what law, one line a kind of data."""
    stays = [line for line in plan.get("lines", ()) if line["action"] == "keep"]
    waits = [line for line in stays if only_waits(line["codes"])]
    if waits:
        titles = "\n".join(f"- {_title(request, line['category'])}" for line in waits)
        yield _("Det här raderar vi när din andra begäran är besvarad och pausen är slut:") + "\n" + titles
    kept = [line for line in stays if line not in waits]
    if kept:
        yield _("Det här måste vi spara:") + "\n" + "\n".join(f"- {_stays(request, line)}" for line in kept)


def _went(request: DataSubjectRequest, line: Plan) -> str:
    title = _title(request, line["category"])
    if line["action"] == "anonymise":
        return _("%(what)s: ditt namn tas bort, resten blir kvar utan dig") % {"what": title}
    return title


def _stays(request: DataSubjectRequest, line: Plan) -> str:
    words = _words(request)
    reasons = " ".join(
        words.reason(code, line["category"]) if words else code for code in line.get("codes", ())
    )
    values = {"what": _title(request, line["category"]), "why": reasons, "day": _day(line.get("until"))}
    if line.get("until"):
        return _("%(what)s: till och med %(day)s. %(why)s") % values
    return _("%(what)s: tills vidare. %(why)s") % values


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
    if plan.get("recipients"):
        yield _("Vi säger till dem som har fått uppgifterna: %(names)s.") % {
            "names": ", ".join(plan["recipients"])
        }
    if any(one["field"] == "email" for one in accepted):
        yield _("Adressen är ny. För säkerhets skull lämnas inga paket ut de närmaste 72 timmarna.")


def _restriction(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    if request.state != State.REFUSED:
        yield _("Uppgifterna är pausade: de ligger kvar orörda men används inte.")
        yield _("Innan vi häver pausen säger vi till dig.")


def _objection(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    if request.state == State.REFUSED:
        yield str(plan.get("grounds", ""))
        return
    if plan.get("fast"):
        against = plan.get("purposes") or [MARKETING]
        if MARKETING in against:
            yield _("Vi skickar ingen mer reklam på det sätt du sa nej till. Det gäller redan.")
        if PROFILING in against:
            yield _("Vi använder inte längre dina uppgifter till profilering. Det gäller redan.")
        return
    yield _("Du har fått rätt: vi använder inte längre uppgifterna till det du invände mot.")


def _withdrawal(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    yield _("Ditt samtycke är återkallat, och det gäller redan. Det som gjordes innan blir inte fel.")


def _overview(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    yield (
        _("Här är våra biträden och underbiträden:")
        + "\n"
        + "\n".join(f"- {line}" for line in plan.get("lines", ()))
    )


def _elsewhere(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    who = {"who": plan.get("controller") or _("kunden")}
    yield _("Vi har tagit emot din begäran, och det här är ditt kvitto.")
    yield _ours_to_send(known=plan.get("known")) % who
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
    Right.OBJECTION: _objection,
    Right.CONSENT_WITHDRAWAL: _withdrawal,
    Right.SUBPROCESSOR_OVERVIEW: _overview,
    Right.OTHER_CONTROLLER: _elsewhere,
    Right.COMPLAINT: _plain,
}


def _title(request: DataSubjectRequest, category: str) -> str:
    words = _words(request)
    return words.category(category) if words else category.replace("_", " ")


def _words(request: DataSubjectRequest) -> PolicyWords | None:
    try:
        return policy_words(live_policy(request.controller), get_language())
    except NoLivePolicy:
        return None


def _day(iso: str | None) -> str:
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""
