"""The copy (Art. 15(3)) and what may be taken along (Art. 20): masked, looked through, signed, delivered."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from accounts.models import User
from law.calendar import stockholm_day
from ledger.actor import WORKER, Actor
from requests_dsr.answers.base import Choices, Plain, Plan, plan_of, subject_of
from requests_dsr.answers.unread import follow_up_unread
from requests_dsr.delivery import PAPER, WAYS, is_chosen_for, way_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.content import Content, Kind, put_together
from requests_dsr.package.files.pages import page
from requests_dsr.package.files.stores import can_be_read
from requests_dsr.package.others.added import hit_nowhere, still_told
from requests_dsr.package.others.masking import ADDED, Place
from requests_dsr.services.moving.transitions import ForbiddenMove
from requests_dsr.services.reaching.packages import store_package
from requests_dsr.states import State

NOT_COVERED, UNREAD = "A20_1_NOT_COVERED", "A12_4_UNREAD"
OTHERS: dict[Kind, str] = {"access": "A15_4_OTHERS", "portability": "A20_4_OTHERS"}
LOOKS = "subjects_accesslog"
"""Who has looked: it grows with every look at the proposal, and so is in no count of it."""


@dataclass(frozen=True, kw_only=True)
class Masked:
    """One text that is masked: what kind, in how many places it stands, and whether it was left open.

    `seen` are the first of the places, with the words around.
    """

    kind: str
    text: str
    places: int
    lifted: bool
    seen: list[Place]


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """One file of the person's: where it is stored, what it was called, and whether it is withheld."""

    path: str
    original: str
    withheld: bool


@dataclass(frozen=True, kw_only=True)
class LookedThrough:
    """What a reviewer looks at before the copy leaves: every masked text and every file.

    Of what was added beyond the rules: `missed` stands nowhere in the copy, `kept` in how many places it is
    the person's own name or address and stays, `told` stands in the company's own texts and stays there.
    """

    masked: list[Masked]
    files: list[Enclosed]
    missed: list[str]
    kept: int
    told: list[str]


@dataclass(frozen=True)
class CopyAnswer(Plain):
    """A package. Choices: `lifted`, `added` (texts), `withheld_files` (stored paths), `hides_own` (whether
    something masked is about the person too, as what others wrote of them), `why` (the reason), `said`
    (words of ours to the person, in the letter); `delivered` (`delivery.WAYS`) where somebody asks for
    another.

    The decision is bound to what is masked, what was left open or added, and which files come along,
    as the reviewer saw them. Rows that come later come along under the same rules: a copy is of the
    day it is made.
    """

    kind: Kind

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Put the package together and say what is masked; nothing is written. Raises ForbiddenMove."""
        delivered = _delivered(request, choices)
        content = self._content(request, choices, at=at)
        part, withheld = content.part, _choices(choices)["withheld_files"]
        counted = [table for table in part.tables if table.name != LOOKS]
        rows = sum(len(table.rows) for table in counted)
        hides_own = bool(choices.get("hides_own"))
        unread = _unread(content)
        lacks = self._lacks(withheld=bool(withheld) or hides_own, unread=bool(unread))
        nothing = "A12_NO_DATA" if self.kind == "access" else NOT_COVERED
        return plan_of(
            self.kind,
            outcome=_outcome(rows=rows, lacks=lacks),
            basis={
                "masked": sha256(repr(sorted(content.gathered.found)).encode()).hexdigest(),
                "files": sorted(content.files.values()),
                "unread": unread,
            },
            choices={**_choices(choices), **_words(choices), **delivered, "hides_own": hides_own},
            complete=not rows or not delivered or delivered["delivered"] in WAYS,
            masking=_choices(choices),
            exemptions=lacks if rows else (nothing,),
            said=_words(choices)["said"],
            rows=rows,
            tables=len(counted),
            masked=part.masked_places,
            withheld=len(withheld),
            hides_own=hides_own,
            unread=unread,
            left_out={one.key: one.bases for one in part.left_out},
            for_others={one.key: one.ask for one in part.elsewhere},
        )

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Make the package as it was reviewed, signed by whoever decides."""
        content = self._content(request, plan["masking"], at=at)
        store_package(request=request, content=content, signed_by=user, by=by, at=at)
        if way_of(plan) == PAPER:
            request.file.by_post = True
            request.file.save(update_fields=["by_post"])
        follow_up_unread(request, [one.what for one in content.part.unread], by=by, at=at)

    def turn_down(self, request: DataSubjectRequest, *, at: datetime) -> None:
        """Look again where "we have nothing" was said without a system that could not be read."""
        plan: Plan = request.file.plan
        if plan.get("kind") == self.kind:
            follow_up_unread(request, plan["unread"], by=WORKER, at=at)

    def look_through(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> LookedThrough:
        """Give what is masked, the most frequent first, and the files, for the reviewer to look at."""
        content = self._content(request, {**choices, "withheld_files": ()}, at=at)
        gathered, added = content.gathered, _choices(choices)["added"]
        lifted, withheld = set(choices.get("lifted", ())), set(choices.get("withheld_files", ()))
        return LookedThrough(
            masked=[
                Masked(
                    kind=kind,
                    text=text,
                    places=places,
                    lifted=text in lifted and kind != ADDED,
                    seen=gathered.places[kind, text],
                )
                for (kind, text), places in gathered.found.most_common()
            ],
            files=[
                Enclosed(path=path, original=file.original, withheld=path in withheld)
                for file in content.part.files
                if (path := content.files[file.name])
            ],
            missed=hit_nowhere(added, (text for _kind, text in gathered.found), gathered.kept),
            kept=gathered.kept.total(),
            told=still_told(added, content.part),
        )

    def page_of(
        self, request: DataSubjectRequest, choices: Choices, *, language: str, at: datetime
    ) -> Iterator[str]:
        """Give the page of the copy as the person would read it, piece by piece; nothing is written.

        Raises ForbiddenMove while nobody is matched.
        """
        return page(self._content(request, choices, at=at), language)

    def _lacks(self, *, withheld: bool, unread: bool) -> tuple[str, ...]:
        """Name what a package lacks of what the right reaches: the person may go to court over it (12(4)).

        What lies outside of Art. 20 is explained and refuses nothing. Nor do the names and addresses of
        others, which are no data about the person (15(4)).
        """
        said = {OTHERS[self.kind]: withheld, UNREAD: unread}
        return tuple(sorted(code for code, is_so in said.items() if is_so))

    def _content(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Content:
        return put_together(
            subject_of(request), kind=self.kind, as_of=stockholm_day(at), at=at, **_choices(choices)
        )


def _outcome(*, rows: int, lacks: Collection[str]) -> State:
    """Give a whole answer, half a one where something the person asked for is not in it, or none."""
    if not rows:
        return State.REFUSED
    return State.PARTLY_FULFILLED if lacks else State.FULFILLED


def _unread(content: Content) -> list[str]:
    """Name the systems that did not answer and the stored files that are not there."""
    gone = {name for name, path in content.files.items() if not can_be_read(path)}
    return sorted({*gone, *(one.what for one in content.part.unread)})


def _delivered(request: DataSubjectRequest, choices: Choices) -> dict[str, str]:
    """Give the chosen way to whoever asks for another; nothing where the person asks."""
    if not is_chosen_for(request):
        return {}
    way = str(choices.get("delivered", ""))
    if way == PAPER and not request.file.requester_address.strip():
        raise ForbiddenMove(
            _("Akten har ingen postadress till den som frågar. Skriv den där det står vem som frågar.")
        )
    return {"delivered": way}


def _words(choices: Choices) -> dict[str, str]:
    return {name: str(choices.get(name, "")).strip() for name in ("why", "said")}


def _choices(choices: Choices) -> dict[str, list[str]]:
    return {
        name: sorted({str(one) for one in choices.get(name, ()) if str(one).strip()})
        for name in ("lifted", "added", "withheld_files")
    }
