"""What an erasure takes and leaves, one line a kind of data: until when, and by what law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from law.reasons import Code
from requests_dsr.letters.whose import other_named, tell
from requests_dsr.letters.words import day_of, kind_of, words_for
from requests_dsr.models import DataSubjectRequest
from requests_dsr.waiting import by_what, only_waits

Plan = Mapping[str, Any]
ASKED_FOR = Code.DSR_ERASURE_GRANTED
"""Why data go, and never why they stay."""


def taken_lines(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say what an erasure takes."""
    gone = [line for line in plan.get("lines", ()) if line["action"] != "keep"]
    if gone:
        yield _("Det här raderar vi nu:") + "\n" + "\n".join(f"- {_goes(request, line)}" for line in gone)


def kept_lines(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say what an erasure leaves, until when and by what law."""
    stays = [line for line in plan.get("lines", ()) if line["action"] == "keep"]
    waits = [line for line in stays if only_waits(line["codes"])]
    for what in dict.fromkeys(by_what(line["codes"]) for line in waits):
        together = [line for line in waits if by_what(line["codes"]) == what]
        titles = "\n".join(f"- {kind_of(request, line['category'])}" for line in together)
        yield f"{_when_over(request, what)}\n{titles}"
    kept = [line for line in stays if line not in waits]
    if kept:
        yield _("Det här måste vi spara:") + "\n" + "\n".join(f"- {_stays(request, line)}" for line in kept)


def beside_lines(request: DataSubjectRequest, plan: Plan) -> Iterator[str]:
    """Say what stays beside: of the erasure itself, and of the person for as long as anything else does."""
    for with_person, heading in (
        (False, _("Det här sparar vi om själva raderingen:")),
        (
            True,
            tell(
                request,
                _("Så länge något annat om dig finns kvar sparar vi också:"),
                _("Så länge något annat om %(name)s finns kvar sparar vi också:"),
            ),
        ),
    ):
        lines = [line for line in plan.get("beside", ()) if bool(line.get("with_person")) is with_person]
        if lines:
            yield heading + "\n" + "\n".join(f"- {_stays(request, line)}" for line in lines)


def _when_over(request: DataSubjectRequest, what: frozenset[Code]) -> str:
    """Say what is waited for: another request of the person's, a pause, or both."""
    if len(what) > 1:
        return tell(
            request,
            _("Det här raderar vi när din andra begäran är besvarad och pausen är slut:"),
            _("Det här raderar vi när den andra begäran om %(name)s är besvarad och pausen är slut:"),
        )
    if Code.RESTRICTION_ART18 in what:
        return _("Det här raderar vi när pausen är slut:")
    return tell(
        request,
        _("Det här raderar vi när din andra begäran är besvarad:"),
        _("Det här raderar vi när den andra begäran om %(name)s är besvarad:"),
    )


def _goes(request: DataSubjectRequest, line: Plan) -> str:
    title = kind_of(request, line["category"])
    if line["action"] == "anonymise":
        if other_named(request):
            return _("%(what)s: namnet tas bort, resten blir kvar utan det") % {"what": title}
        return _("%(what)s: ditt namn tas bort, resten blir kvar utan dig") % {"what": title}
    return title


def _stays(request: DataSubjectRequest, line: Plan) -> str:
    words = words_for(request)
    codes = [code for code in line.get("codes", ()) if code != ASKED_FOR]
    of_another = bool(other_named(request))
    said = [words.reason(code, line["category"], of_another=of_another) if words else code for code in codes]
    kept = {
        "what": kind_of(request, line["category"]),
        "why": " ".join(said),
        "day": day_of(line.get("until")),
    }
    if line.get("until"):
        return _("%(what)s: till och med %(day)s. %(why)s") % kept
    return _("%(what)s: tills vidare. %(why)s") % kept
