"""May this person do this now, and why not: what the button says and the POST obeys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an act is open to a person, and if not, the sentence that says why."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        """Be usable in a condition."""
        return self.allowed
