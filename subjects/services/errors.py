"""Why a deed was refused, in words a person can read."""

from __future__ import annotations

from django.utils.functional import Promise


class Refused(Exception):
    """A deed that may not be done; `str()` says why in the language of whoever asks."""

    def __init__(self, why: str | Promise) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return str(self.why)


class HolderErased(Refused):
    """The person or organisation was erased: nothing attaches to them any more (purge.md, rule 9)."""


class IdentityTaken(Refused):
    """Somebody else at this controller is already recognised by this."""


class AlreadyThere(Refused):
    """What should be new is there already, under the same number."""


class NotPossible(Refused):
    """What is asked contradicts what is already known."""


class HoldersChanged(NotPossible):
    """Whom a deed had to lock changed before it had: it may be tried again at once."""
