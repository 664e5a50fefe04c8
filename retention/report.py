"""What a run did, in words a person can check: every figure is one query, named in docs/purge.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from retention.models import PurgeItem, PurgeRun, RetentionUnit, RunState


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
    for row in rows:
        reasons = ", ".join(row["reasons"])
        yield Line(f"{row['category']} · {row['action']} · {row['state']}", reasons, row["n"])


def kept_lines(run: PurgeRun) -> Iterator[Line]:
    """Give what is kept now and why, by category and reasons."""
    rows = (
        RetentionUnit.objects.filter(controller=run.controller)
        .values("category", "action", "reasons")
        .annotate(n=Count("id"))
        .order_by("category", "reasons")
    )
    for row in rows:
        yield Line(f"{row['category']} · {row['action']}", ", ".join(row["reasons"]), row["n"])


def report(run: PurgeRun) -> str:
    """Write the report of a run, for a terminal or a mail to staff. It names nobody."""
    parts = [
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
    if run.state == RunState.AWAITING_RELEASE:
        parts.append(
            _("  Över gränsen. Dataskyddsombudet godkänner:  manage.py release_run %(run)d --by E-POST")
            % {"run": run.pk}
        )
    parts += _section(_("i planen"), planned_lines(run))
    parts += _section(_("raderade rader per tabell"), (Line(t, "", n) for t, n in sorted(run.counts.items())))
    parts += _section(_("sparas, och varför"), kept_lines(run))
    if run.sealed_size is not None:
        parts.append(_("  liggaren förseglad vid rad %(size)d") % {"size": run.sealed_size})
    return "\n".join(parts)


def _section(title: str, lines: Iterator[Line]) -> list[str]:
    rows = [f"    {line.count:>8}  {line.title}  {line.detail}".rstrip() for line in lines]
    return [f"  {title}:", *rows] if rows else []
