"""What a new version of a policy changes, and which changes need a second person (design.md 4).

A change that shortens a period makes data go sooner; one that widens use, keeps longer or drops a
safeguard makes more of them used. Both wait. Words, names and addresses do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from register.policyfile.values import Duration

ABSENT = "(absent)"


class Weight(StrEnum):
    """Why a change waits for a second person; nothing where it does not."""

    NONE = ""
    SHORTENS = "shortens"
    WIDENS = "widens"


@dataclass(frozen=True)
class Change:
    """One difference: where, what stood there, what stands there now, and its weight."""

    where: str
    before: Any
    after: Any
    weight: Weight = Weight.NONE

    def __str__(self) -> str:
        """Write the change as one line."""
        mark = f"  [{self.weight}]" if self.weight else ""
        return f"{self.where}: {_short(self.before)} -> {_short(self.after)}{mark}"

    def as_json(self) -> dict[str, Any]:
        """Give the change as it is stored with the version."""
        return {"where": self.where, "before": self.before, "after": self.after, "weight": self.weight.value}


Scale = Callable[[Any, Any], Weight]


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Give every difference between the contents of two versions, weighed."""
    return [Change(where, was, now, weigh(where, was, now)) for where, was, now in _walk("", before, after)]


def weigh(where: str, was: Any, now: Any) -> Weight:
    """Weigh one difference by where it stands."""
    for pattern, scale in SCALES:
        if re.fullmatch(pattern, where):
            return scale(was, now)
    return Weight.NONE


def _walk(where: str, was: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:
    if was == now:
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for key in [*was, *(key for key in now if key not in was)]:
            inner = f"{where}.{key}" if where else key
            yield from _walk(inner, was.get(key, ABSENT), now.get(key, ABSENT))
    else:
        yield where, was, now


def _any(weight: Weight) -> Scale:
    return lambda was, now: weight


def _added(was: Any, now: Any) -> Weight:
    return Weight.WIDENS if was in (ABSENT, None) else Weight.NONE


def _grown(was: Any, now: Any) -> Weight:
    """A list that holds something it did not hold."""
    new = set(now or ()) - set(was or ()) if isinstance(now, list) and isinstance(was, list) else set()
    return Weight.WIDENS if new else Weight.NONE


def _shrunk(was: Any, now: Any) -> Weight:
    """A list of safeguards that lost one."""
    return _grown(now, was)


def _becomes(value: Any, weight: Weight) -> Scale:
    return lambda was, now: weight if now == value else Weight.NONE


def _higher(was: Any, now: Any) -> Weight:
    return Weight.WIDENS if now > was else Weight.NONE


def _lower(was: Any, now: Any) -> Weight:
    return _higher(now, was)


def _period(was: Any, now: Any) -> Weight:
    """Shorter goes sooner; longer, or none where there was one, is wider use."""
    if was in (ABSENT, None) or now in (ABSENT, None):
        return Weight.WIDENS
    before, after = Duration.model_validate(was), Duration.model_validate(now)
    if after.shorter_than(before):
        return Weight.SHORTENS
    return Weight.WIDENS if before.shorter_than(after) else Weight.NONE


def _scope(was: Any, now: Any) -> Weight:
    return Weight.WIDENS if now == "all" else Weight.SHORTENS


_NAME = r"[^.]+"
SCALES: tuple[tuple[str, Scale], ...] = (
    (rf"retention\.{_NAME}(\.{_NAME})?", _any(Weight.SHORTENS)),
    (rf"retention\.{_NAME}\.{_NAME}\.period", _period),
    (rf"retention\.{_NAME}\.{_NAME}\.(shape|trigger|when|notice)(\..+)?", _any(Weight.SHORTENS)),
    (rf"(categories|purposes|recipients|processors|transfers|storage|websites)\.{_NAME}", _added),
    (rf"categories\.{_NAME}\.(origins|sources)", _grown),
    (rf"categories\.{_NAME}\.role", _becomes("controller", Weight.WIDENS)),
    (rf"categories\.{_NAME}\.anonymous", _becomes(False, Weight.WIDENS)),
    (rf"purposes\.{_NAME}\.bases\.{_NAME}", _added),
    (rf"purposes\.{_NAME}\.bases\.{_NAME}\.(basis|contact_basis)", _any(Weight.WIDENS)),
    (rf"purposes\.{_NAME}\.(subjects|contexts)", _grown),
    (rf"purposes\.{_NAME}\.profiling", _becomes(True, Weight.WIDENS)),
    (rf"(recipients|processors|consent_texts)\.{_NAME}\.(categories|recipients)", _grown),
    (rf"(recipients|processors|transfers|storage)\.{_NAME}\.(kind|country|to|mechanism|purpose)",
     _any(Weight.WIDENS)),
    (rf"processors\.{_NAME}\.active", _becomes(True, Weight.WIDENS)),
    (rf"cookies\.{_NAME}\.necessary", _becomes(True, Weight.WIDENS)),
    (rf"cookies\.{_NAME}\.period", _period),
    (rf"cookies\.{_NAME}\.names", _grown),
    (rf"websites\.{_NAME}\.(origin|visits)", _any(Weight.WIDENS)),
    (r"settings\.(retro_grace|message_bodies|cookie_choice)", _period),
    (r"settings\.authority_gate", _becomes("legal_basis_or_decision", Weight.WIDENS)),
    (r"settings\.unpaid_scope", _scope),
    (r"settings\.b2b_li", _becomes(True, Weight.WIDENS)),
    (r"settings\.registration_for_customers_only", _becomes(False, Weight.WIDENS)),
    (r"settings\.opt_out_ways", _shrunk),
    (r"settings\.storage_countries", _grown),
    (r"settings\.statistics_min_cell", _lower),
    (r"settings\.ip_masking\..+", _higher),
    (r"settings\.purge_cap\..+", _higher),
)  # fmt: skip
"""Where a difference stands, and the scale that weighs it; what stands nowhere here weighs nothing."""


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "{...}"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
