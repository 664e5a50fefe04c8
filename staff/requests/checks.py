"""What has to hold before a decision, point by point, each met or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from requests_dsr.guards import GUARDS, Attempt
from requests_dsr.identity import is_identified
from requests_dsr.methods import method_words
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.files.cells import visible
from requests_dsr.states import BY_STATES, State
from staff.access import Staff
from staff.requests.finding import acting, full_name


@dataclass(frozen=True, kw_only=True)
class Check:
    """One condition: its name, whether it is met, and what shows it or is missing."""

    title: str
    met: bool
    said: str


def checks_of(request: DataSubjectRequest, staff: Staff, *, moved: bool) -> list[Check]:
    """Give the conditions of deciding a proposal; the guards of the move are asked one by one."""
    plan, who = request.file.plan, acting(staff, request)
    attempt = Attempt(request=request, at=staff.at, codes=tuple(plan.get("exemptions", ())), **who)
    step = BY_STATES.get((State.REVIEW, State(plan.get("outcome") or State.FULFILLED)))
    drafter = request.drafted_by.email if request.drafted_by else _("någon som har slutat")
    found = [
        Check(
            title=_("Dataskyddsombudet beslutar"),
            met=step is not None and who["by"].role in step.roles,
            said="",
        ),
    ]
    for guard in step.needs if step else ():
        why_not = GUARDS[guard](attempt)
        said = why_not or _shows(guard, drafter)
        if guard == "person":
            found.insert(0, _who_asks(request, why_not))
        else:
            title = _outcome_title(plan) if guard == "outcome" else _titles()[guard]
            found.append(Check(title=title, met=not why_not, said=said))
    cure = _("Skicka tillbaka, och gör ett nytt förslag.") if moved else ""
    return [*found, Check(title=_("Uppgifterna är som i förslaget"), met=not moved, said=cure)]


def _who_asks(request: DataSubjectRequest, why_not: str) -> Check:
    """Say whose evidence there is; an answer that fits anybody is not told as evidence of somebody."""
    if why_not or is_identified(request):
        said = why_not or _("%(name)s: %(how)s.") % {
            "name": visible(full_name(request)),
            "how": method_words(request.identity_method),
        }
        return Check(title=_("Vi vet vem det är"), met=not why_not, said=said)
    name = visible(request.file.requester_name) or _("den som frågade")
    return Check(
        title=_("Svaret säger inget om någon person"),
        met=True,
        said=_("Ingen är styrkt. Svaret går till %(name)s.") % {"name": name},
    )


def _titles() -> dict[str, str]:
    return {
        "second_person": _("Två personer"),
        "exception": _("Undantaget har stöd i lagen"),
        "reachable": _("Svaret kan nå den som frågade"),
    }


def _outcome_title(plan: Mapping[str, Any]) -> str:
    """Say what has to have an outcome: kinds of data in an erasure alone."""
    titles = {
        "erasure": _("Varje slag av uppgifter har ett utfall"),
        "rectification": _("Varje värde har ett utfall"),
        "objection": _("Varje ändamål har ett utfall"),
    }
    return titles.get(plan.get("kind", ""), _("Utfallet är valt"))


def _shows(guard: str, drafter: str) -> str:
    return _("Förslag: %(drafter)s. Beslut: du.") % {"drafter": drafter} if guard == "second_person" else ""
