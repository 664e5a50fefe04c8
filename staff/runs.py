"""One run as its page tells it: what stands out, the counts against the cap, and what must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from register.models import LivePolicy
from retention.models import PurgeRun, RunState
from staff.explaining import Before, explain
from staff.selectors.nights import Usual, usual_nights
from staff.selectors.plans import Cause, Kind, causes, heaps, kinds

BAND = 260
"""The width of the drawing of a count against its cap."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One condition of a run: what it is called, how it stands, and whether it is met."""

    name: str
    said: str
    met: bool


@dataclass(frozen=True, kw_only=True)
class Band:
    """The drawing: where the usual begins and ends, where the cap and this plan stand."""

    usual_from: int
    usual_wide: int
    cap: int
    here: int


@dataclass(frozen=True, kw_only=True)
class RunDetail:
    """What the page says."""

    stands_out: list[tuple[str, str]]
    kinds: list[Kind]
    causes: list[Cause]
    usual: Usual
    band: Band
    checks: list[Check]
    done: int
    moved: int

    @property
    def erased_rows(self) -> bool:
        """Tell whether anything has been done yet."""
        return bool(self.done or self.moved)


def detail_of(run: PurgeRun, *, today: date) -> RunDetail:
    """Gather a run's page in a constant number of queries."""
    found = heaps(run)
    by_reason, by_kind = causes(found), kinds(run, found)
    usual = usual_nights([run.controller], today=today, but=run).get(run.controller_id, Usual())
    return RunDetail(
        stands_out=explain(
            by_reason,
            items=run.due_total,
            as_of=run.as_of,
            policy=run.policy_version.number,
            before=_before(run),
        ),
        kinds=by_kind,
        causes=by_reason,
        usual=usual,
        band=band_of(run.due_total, cap=run.cap, usual=usual),
        checks=_checks(run, today=today),
        done=sum(kind.done for kind in by_kind),
        moved=sum(kind.moved for kind in by_kind),
    )


def _before(run: PurgeRun) -> Before:
    done = PurgeRun.objects.filter(controller=run.controller, state=RunState.DONE, pk__lt=run.pk)
    last = done.select_related("policy_version").order_by("-as_of", "-id").first()
    return Before(on=last.as_of, policy=last.policy_version.number) if last else Before()


def band_of(items: int, *, cap: int, usual: Usual) -> Band:
    """Place a count on a line that ends a little beyond the largest of what it shows."""
    end = max(items, cap, usual.high, 1) * 1.1
    place = {name: round(BAND * value / end) for name, value in _values(items, cap, usual).items()}
    wide = max(place["high"] - place["low"], 4)
    return Band(usual_from=place["low"], usual_wide=wide, cap=place["cap"], here=min(place["here"], BAND - 6))


def _values(items: int, cap: int, usual: Usual) -> dict[str, int]:
    return {"low": usual.low, "high": usual.high, "cap": cap, "here": items}


def _cap(run: PurgeRun) -> Check:
    numbers = {"due": run.due_total, "cap": run.cap}
    said = _("%(due)d i planen, %(cap)d får gå utan godkännande") % numbers
    if run.due_total > run.cap and run.released_at:
        said = _("%(due)d i planen är mer än %(cap)d, men dataskyddsombudet har godkänt dem") % numbers
    return Check(name=_("Taket"), said=said, met=run.due_total <= run.cap or run.released_at is not None)


def _checks(run: PurgeRun, *, today: date) -> list[Check]:
    """Give the conditions that the program itself holds a run to."""
    live = LivePolicy.objects.filter(controller=run.controller).values_list("policy_version_id", flat=True)
    return [
        _cap(run),
        Check(
            name=_("Planens dag"),
            said=_("Gäller %(day)s; en plan utförs bara sin egen dag")
            % {"day": date_format(run.as_of, "j F Y")},
            met=run.as_of == today,
        ),
        Check(
            name=_("Policyn"),
            said=_("Planerad efter version %(n)d, som måste gälla än") % {"n": run.policy_version.number},
            met=list(live) == [run.policy_version_id],
        ),
    ]
