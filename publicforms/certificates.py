"""Hold what a certificate says against what its receipts prove: changed outcomes, names and days are told.

Only the entries of the ledger are signed. A line that says that something was erased is shown by as many
receipts as it has units, of the same kind, act and reasons. What is kept, until when, and how long backups
live has no receipt, and is said to have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Controller
from publicforms.receipts import DONE, MOST_RECEIPTS, UNREADABLE, Checked, KindWords, TooMany

SAME_DEED = timedelta(hours=1)
"""From the first entry of an erasure to its certificate: one transaction, sealed at once."""
SHOWN, UNSHOWN, UNPROVED, DIFFERS = "shown", "unshown", "unproved", "differs"
ACTS: dict[str, Promise] = {
    "erase": gettext_lazy("raderat"),
    "anonymise": gettext_lazy("ditt namn är borttaget"),
}

Proof = tuple[str, str, frozenset[str]]  # kind of data, act, reasons
Say = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a certificate, in words, and how far the receipts show it.

    `state` is `shown` by receipts, `unshown` (none was there that could), `unproved` (says what no receipt
    can show, such as what is kept), or `differs`: the receipts say something else.
    """

    text: str
    state: str


@dataclass(frozen=True, kw_only=True)
class CertificateCheck:
    """What came of a certificate: its lines, what contradicts its receipts, and the kinds left out of it."""

    lines: list[Line]
    contradictions: list[str]

    @property
    def is_true(self) -> bool:
        """Tell whether nothing in it contradicts its receipts."""
        return not self.contradictions and not any(line.state == DIFFERS for line in self.lines)

    @property
    def is_shown(self) -> bool:
        """Tell whether the receipts show every line that says that something went."""
        return self.is_true and not any(line.state == UNSHOWN for line in self.lines)


def hold_against(
    said: Mapping[str, Any], receipts: Sequence[Checked], company: Controller, kinds: KindWords
) -> CertificateCheck:
    """Hold a certificate, as pasted, against the receipts of it that were checked on a company's page.

    Raises TooMany.
    """
    if len(said["lines"]) > MOST_RECEIPTS:
        raise TooMany(MOST_RECEIPTS)
    proved = {one.entry: one for one in receipts if one.holds}
    say = partial(kinds, _whose(proved.values(), company))
    left = Counter(_proof(one) for one in proved.values())
    lines = [_line(one, left, say) for one in said["lines"]]
    contradictions = [
        *_about(said, list(proved.values())),
        *(_left_out(proof, say) for proof in sorted(+left, key=lambda proof: proof[:2])),
    ]
    return CertificateCheck(lines=lines, contradictions=contradictions)


def _whose(proved: Collection[Checked], page_of: Controller) -> Controller:
    """Give the company in whose words the lines are said: the receipts' own, where it is one of ours."""
    named = Counter(one.company for one in proved).most_common(1)
    theirs = Controller.objects.filter(name=named[0][0]).first() if named else None
    return theirs or page_of


def _proof(one: Checked) -> Proof:
    return one.category, one.action.removeprefix("retention."), one.codes


def _line(line: Any, left: Counter[Proof], say: Say) -> Line:
    """Say a line, and take the receipts that show it from those that are left."""
    try:
        category, action, items = str(line["category"]), str(line["action"]), int(line["items"])
        proof = category, action, frozenset(map(str, line["codes"]))
        kind = say(category)
        if action == "keep":
            return Line(text=_kept(kind, line["until"]), state=UNPROVED)
        text = f"{kind}: {ACTS[action]}"
    except UNREADABLE:
        return Line(text=_("En rad som inte går att läsa"), state=DIFFERS)
    if items < 1:
        return Line(text=text, state=DIFFERS)
    shown = min(left[proof], items)
    left[proof] -= shown
    if shown == items and not line.get("until"):
        return Line(text=text, state=SHOWN)
    others = any(count > 0 and one[0] == category for one, count in left.items())
    return Line(text=text, state=DIFFERS if others or shown or line.get("until") else UNSHOWN)


def _kept(kind: str, until: Any) -> str:
    if until is None:
        return _("%(what)s: sparas tills vidare") % {"what": kind}
    day = date_format(date.fromisoformat(str(until)), "j F Y")
    return _("%(what)s: sparas till och med %(day)s") % {"what": kind, "day": day}


def _left_out(proof: Proof, say: Say) -> str:
    category, action, _codes = proof
    done = DONE.get(f"retention.{action}", action)
    said = _("Ett kvitto visar något som intyget inte säger: %(what)s, %(done)s.")
    return said % {"what": say(category), "done": done}


def _about(said: Mapping[str, Any], proved: Sequence[Checked]) -> Iterator[str]:
    """Tell whether the company and the time of the certificate are those of the entries."""
    for name in sorted({one.company for one in proved} - {said.get("controller")}):
        yield _("Intyget nämner ett annat företag. Kvittona gäller %(name)s.") % {"name": name}
    days = [one.at for one in proved if one.at is not None]
    if days and not _is_near(said.get("erased_at"), days):
        day = date_format(max(days), "j F Y")
        yield _("Intyget har en annan dag eller tid. Enligt kvittona gjordes det %(day)s.") % {"day": day}


def _is_near(erased_at: Any, days: Sequence[datetime]) -> bool:
    try:
        at = datetime.fromisoformat(str(erased_at))
        return all(abs(at - one) <= SAME_DEED for one in days)
    except UNREADABLE:
        return False
