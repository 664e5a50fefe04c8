"""The kinds of source: how each is opened from a stored system."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from connectors.protocol import Source, Unreachable
from connectors.sources.table import open_table

Opener = Callable[[str, Mapping[str, Any]], Source]
"""Takes the title and the settings of a system; raises Unreachable when they do not fit."""

KINDS: dict[str, Opener] = {"table": open_table}


def open_source(*, kind: str, title: str, settings: Mapping[str, Any]) -> Source:
    """Open a system of a kind. Raises Unreachable for a kind that nobody knows."""
    if kind not in KINDS:
        raise Unreachable(f"{title}: there is no connector of the kind {kind!r}")
    return KINDS[kind](title, settings)
