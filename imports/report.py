"""What an import did and what it refused: line by line, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Why = str | Promise


@dataclass(frozen=True, slots=True, order=True)
class LineFault:
    """Something wrong in the file: the line a record begins on (0: the whole file), and why."""

    line: int
    why: str

    def __str__(self) -> str:
        """Write it for people; never with a value that could name somebody."""
        return _("rad %(line)s: %(why)s") % {"line": self.line, "why": self.why} if self.line else self.why


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A part of a line that is not taken in, though nothing is wrong with the file."""

    line: int
    part: str
    why: str
    whole_line: bool = True
    kept_until: date | None = None

    def __str__(self) -> str:
        """Write the line, whether all of it or which part, and why."""
        what = _("hela raden") if self.whole_line else self.part
        return _("rad %(line)s, %(what)s: %(why)s") % {"line": self.line, "what": what, "why": self.why}


class FileFault(Exception):
    """The file cannot be read as what the mapping says it is."""

    def __init__(self, why: Why, *, line: int = 0) -> None:
        super().__init__(str(why))
        self.fault = LineFault(line, str(why))


@dataclass(slots=True)
class Report:
    """One file: how many lines, what became of them, and every fault and refusal."""

    file: str
    dry_run: bool = False
    lines: int = 0
    faults: list[LineFault] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    new: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)

    @property
    def sound(self) -> bool:
        """Tell whether the file has no fault: only then is anything written."""
        return not self.faults

    @property
    def refused_lines(self) -> int:
        """Count the lines of which nothing is taken in."""
        return len({refusal.line for refusal in self.refusals if refusal.whole_line})

    @property
    def partly_refused_lines(self) -> int:
        """Count the lines of which a part is taken in and a part is not."""
        whole = {refusal.line for refusal in self.refusals if refusal.whole_line}
        return len({refusal.line for refusal in self.refusals} - whole)

    def text(self, *, brief: bool = False) -> Iterator[str]:
        """Write the report for people, a line at a time; `brief` tells the first refusals only."""
        yield self.file
        yield "  " + ngettext("%(n)s rad läst", "%(n)s rader lästa", self.lines) % {"n": self.lines}
        for fault in sorted(self.faults):
            yield f"  ✗ {fault}"
        if not self.sound:
            yield "  " + _("Ingenting importerades. Rätta raderna ovan och kör igen.")
            return
        shown = sorted(self.refusals)[: TOLD_IN_BRIEF if brief else None]
        for refusal in shown:
            yield f"  – {refusal}"
        if left := len(self.refusals) - len(shown):
            yield "  – " + ngettext("och %(n)s till", "och %(n)s till", left) % {"n": left}
        yield from self._outcome()

    def _outcome(self) -> Iterator[str]:
        whole = self.lines - self.refused_lines - self.partly_refused_lines
        yield "  " + _("%(whole)s rader hela, %(part)s delvis, %(refused)s avvisade") % {
            "whole": whole,
            "part": self.partly_refused_lines,
            "refused": self.refused_lines,
        }
        for part in (part for part in PARTS if self.new[part] or self.there[part]):
            counts = {"part": PARTS[part], "new": self.new[part], "there": self.there[part]}
            yield "  " + _("%(part)s: %(new)s nya, %(there)s fanns redan") % counts
        if self.dry_run:
            yield "  " + _("Provkörning: ingenting skrevs.")


TOLD_IN_BRIEF = 2

PARTS: dict[str, Promise] = {
    "organisation": gettext_lazy("organisationer"),
    "person": gettext_lazy("personer"),
    "identity": gettext_lazy("identiteter"),
    "contact": gettext_lazy("kontaktpersoner"),
    "contract": gettext_lazy("avtal"),
    "invoice": gettext_lazy("fakturor"),
    "event": gettext_lazy("fakturahändelser"),
    "voucher": gettext_lazy("verifikationer"),
    "support_profile": gettext_lazy("supportkonton"),
    "activity": gettext_lazy("aktiviteter"),
    "inquiry": gettext_lazy("förfrågningar"),
    "correspondence": gettext_lazy("sparad e-post"),
    "record": gettext_lazy("uppgifter"),
}
"""What each part is called where it is counted, in the order of the report."""
