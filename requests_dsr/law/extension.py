"""Whether a notice of extension gives the two further months of Art. 12(3) (DL-6)."""

from __future__ import annotations

from datetime import datetime

from requests_dsr.law.facts import Extension, LawfulExtension
from requests_dsr.law.values import ClockCode, ExtensionStatus

Told = frozenset[ClockCode]
LAWFUL = frozenset(LawfulExtension)


def judge_extension(
    extension: Extension | None, *, received_at: datetime, before_at: datetime
) -> tuple[ExtensionStatus, Told]:
    """Accept an extension told within the first month (`before_at`, exclusive) for a lawful reason.

    Gives the status and its one code; without any notice there is nothing to tell.
    """
    if extension is None:
        return ExtensionStatus.NONE, frozenset()
    if fault := _fault(extension, received_at, before_at):
        return ExtensionStatus.INVALID, frozenset({fault})
    return ExtensionStatus.VALID, frozenset({ClockCode.EXTENDED})


def _fault(extension: Extension, received_at: datetime, before_at: datetime) -> ClockCode | None:
    """Name the first thing that makes the notice void."""
    if extension.notified_at < received_at:
        return ClockCode.EXTENSION_BEFORE_RECEIPT
    if extension.notified_at >= before_at:
        return ClockCode.EXTENSION_LATE
    if LAWFUL.isdisjoint(extension.reasons):
        return ClockCode.EXTENSION_NO_REASON
    return None
