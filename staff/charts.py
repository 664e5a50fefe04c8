"""Figures as Chart.js wants them: in the page's language, still, with colours that can be told apart."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from staff.selectors.calendar import REST, Calendar

COLOURS = ("#0b4a6f", "#4a90bd", "#c98a1b", "#7d5a9e", "#5f7a6a", "#a9cfe4", "#9aa5b1")
INK, MUTED, LINE = "#3d4956", "#566170", "#e2e6eb"


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart and the table that says the same."""

    data: str
    options: str
    heads: list[str]
    rows: list[tuple[str, list[int], int]]


def calendar_chart(calendar: Calendar, titles: Mapping[str, str]) -> Chart:
    """Draw the retention calendar as stacked bars, and write it as a table."""
    names = [titles.get(key, key) if key != REST else _("Övrigt") for key in calendar.series]
    labels = [month_label(month) for month in calendar.months]
    by_month = zip(*calendar.series.values(), strict=True) if calendar.series else ()
    return Chart(
        data=json.dumps({"labels": labels, "datasets": _bars(names, list(calendar.series.values()))}),
        options=json.dumps(_options()),
        heads=names,
        rows=[(label, list(row), sum(row)) for label, row in zip(labels, by_month, strict=False)],
    )


def bars(
    *,
    labels: list[str],
    series: Mapping[str, list[int]],
    across: bool = False,
    colours: Sequence[str] = COLOURS[::2],
) -> Chart:
    """Draw a few series as stacked bars, lying down with `across`, and write them as a table."""
    names, values = list(series), list(series.values())
    options = _options()
    if across:
        options |= {"indexAxis": "y", "scales": {"x": options["scales"]["y"], "y": options["scales"]["x"]}}
    options["plugins"] = {"legend": {**options["plugins"]["legend"], "display": len(names) > 1}}
    by_label = zip(*values, strict=True) if labels else ()
    return Chart(
        data=json.dumps({"labels": labels, "datasets": _bars(names, values, colours=colours)}),
        options=json.dumps(options),
        heads=names,
        rows=[(label, list(row), sum(row)) for label, row in zip(labels, by_label, strict=True)],
    )


def month_label(month: date) -> str:
    """Write a month shortly: nov 26; Swedish writes it without a capital."""
    written = date_format(month, "M y")
    return written.lower() if (get_language() or "sv").startswith("sv") else written


def _bars(
    names: list[str], series: list[list[int]], *, colours: Sequence[str] = COLOURS
) -> list[dict[str, Any]]:
    return [
        {
            "label": name,
            "data": values,
            "backgroundColor": colours[number % len(colours)],
            "stack": "a",
            "barPercentage": 0.8,
            "categoryPercentage": 0.9,
        }
        for number, (name, values) in enumerate(zip(names, series, strict=True))
    ]


def _options() -> dict[str, Any]:
    labels = {"boxWidth": 12, "boxHeight": 12, "usePointStyle": False, "color": INK}
    return {
        "locale": "sv-SE" if (get_language() or "sv").startswith("sv") else "en-GB",
        "responsive": True,
        "maintainAspectRatio": False,
        "animation": False,
        "plugins": {"legend": {"display": True, "position": "bottom", "align": "start", "labels": labels}},
        "scales": {
            "x": {
                "stacked": True,
                "grid": {"display": False},
                "ticks": {"color": MUTED, "maxRotation": 0, "autoSkipPadding": 14},
            },
            "y": {
                "stacked": True,
                "beginAtZero": True,
                "grid": {"color": LINE},
                "border": {"display": False},
                "ticks": {"color": MUTED, "maxTicksLimit": 5, "precision": 0},
            },
        },
    }
