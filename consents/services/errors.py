"""Why an answer was not taken, in words a person can read."""

from __future__ import annotations

from subjects.services.errors import Refused


class UnknownUse(Refused):
    """The policy has no such purpose, or asks nothing for it on that channel."""


class TextHasChanged(Refused):
    """The words shown are not those that hold now: they have to be shown and answered again."""


class EvidenceMissing(Refused):
    """Somebody on the staff recorded a person's word without saying where it can be seen."""


class NotTheirsToGive(Refused):
    """Only the person, or staff with the person's word on record, may say yes."""


class NotAllowed(Refused):
    """The gate does not allow the use."""
