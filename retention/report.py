"""What a run did, in words a person can check: every figure is one query, named in docs/purge.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from register.models import DataCategory
from register.wording.counts import counted
from retention.law import Action
from retention.models import ItemState, PurgeItem, PurgeRun, RetentionUnit, RunState
from retention.wording import action_word

KEEPS = (Action.KEEP, Action.REMIND)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a report: what it counts, what it is split by, and how many."""

    title: str
    detail: str
    count: int


def planned_lines(run: PurgeRun) -> Iterator[Line]:
    """Give what the plan holds, by category, action and reasons, with what became of it."""
    rows = (
        PurgeItem.objects.filter(run=run)
        .values("category", "action", "reasons", "state")
        .annotate(n=Count("id"))
        .order_by("category", "action", "reasons", "state")
    )
    titles, states = _titles(run), dict(ItemState.choices)
    for row in rows:
        title = titles.get(row["category"], row["category"])
        reasons = ", ".join(row["reasons"])
        yield Line(f"{title} · {action_word(row['action'])} · {states[row['state']]}", reasons, row["n"])


def kept_lines(run: PurgeRun) -> Iterator[Line]:
    """Give what is kept and why, by category and reasons; what is due stands in a plan instead."""
    rows = (
        RetentionUnit.objects.filter(controller=run.controller, action__in=KEEPS)
        .values("category", "action", "reasons")
        .annotate(n=Count("id"))
        .order_by("category", "reasons")
    )
    titles = _titles(run)
    for row in rows:
        title = titles.get(row["category"], row["category"])
        yield Line(f"{title} · {action_word(row['action'])}", ", ".join(row["reasons"]), row["n"])


def _titles(run: PurgeRun) -> dict[str, str]:
    rows = DataCategory.objects.filter(policy_version__live__controller=run.controller)
    return {row.key: row.title for row in rows}


def report(run: PurgeRun, *, simulated: bool = False) -> str:
    """Write the report of a run, for a terminal or a mail to staff. It names nobody.

    A simulated run is undone when it has been shown: it says so first, and asks nobody to release it.
    """
    parts = [_("Bara en plan: ingenting är ändrat.")] if simulated else []
    parts += [
        _("Gallring för %(name)s, %(day)s: %(state)s")
        % {
            "name": run.controller.name,
            "day": date_format(run.as_of, "j F Y"),
            "state": run.get_state_display(),
        },
        _("  enheter i allt: %(total)d; i planen: %(due)d; gräns utan godkännande: %(cap)d")
        % {"total": run.units_total, "due": run.due_total, "cap": run.cap},
    ]
    if run.trouble:
        parts.append(_("  hinder: %(trouble)s") % {"trouble": run.trouble})
    if run.state == RunState.AWAITING_RELEASE and simulated:
        parts.append(_("  Över gränsen: på riktigt hade den väntat på att dataskyddsombudet godkänner."))
    elif run.state == RunState.AWAITING_RELEASE:
        parts.append(
            _("  Över gränsen. Dataskyddsombudet godkänner:  manage.py release_run %(run)d --by E-POST")
            % {"run": run.pk}
        )
    parts += _section(_("i planen"), planned_lines(run))
    parts += _section(_("raderade rader"), (Line(what, "", n) for what, n in counted(run.counts)))
    parts += _section(_("sparas, och varför"), kept_lines(run))
    if run.sealed_size is not None:
        parts.append(_("  liggaren förseglad vid rad %(size)d") % {"size": run.sealed_size})
    return "\n".join(parts)


def _section(title: str, lines: Iterator[Line]) -> list[str]:
    rows = [f"    {line.count:>8}  {line.title}  {line.detail}".rstrip() for line in lines]
    return [f"  {title}:", *rows] if rows else []
