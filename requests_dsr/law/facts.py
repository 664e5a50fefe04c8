"""What the clock of a request looks at: receipt, questions to the person, a notified extension."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PauseKind(StrEnum):
    """Why the controller asked the person something before it could answer."""

    IDENTITY = "identity"
    """Reasonable doubt about who asks (Art. 12(6))."""
    CLARIFICATION = "clarification"
    """Which information is meant, where there is a large volume of it (recital 63)."""


class LawfulExtension(StrEnum):
    """The only reasons for two further months (Art. 12(3)); lack of staff and holidays are none."""

    COMPLEXITY = "complexity"
    NUMBER_OF_REQUESTS = "number_of_requests"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """A question to the person: asked, and answered or not yet."""

    kind: PauseKind
    asked_at: datetime
    answered_at: datetime | None
    large_volume: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Extension:
    """A notice of extension: when the person was told, and the reasons given, lawful or not."""

    notified_at: datetime
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockFacts:
    """Everything a deadline depends on. Timestamps are aware; a naive one is refused."""

    received_at: datetime
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    eves_nonworking: bool = False

    def timestamps(self) -> Iterator[datetime]:
        """Give every timestamp of the case."""
        yield self.received_at
        for pause in self.pauses:
            yield pause.asked_at
            if pause.answered_at is not None:
                yield pause.answered_at
        if self.extension is not None:
            yield self.extension.notified_at
