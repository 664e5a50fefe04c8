"""The deeds of consent: say yes, say no, take it back, object, close an address."""

from consents.services.allowing import take_back_objection
from consents.services.answers import Said
from consents.services.consenting import (
    give_consent,
    import_consent,
    refuse_consent,
    text_for,
    withdraw_consent,
)
from consents.services.errors import EvidenceMissing, NotTheirsToGive, TextHasChanged, UnknownUse
from consents.services.objecting import object_to
from consents.services.suppressing import suppress, suppress_addresses_of

__all__ = [
    "EvidenceMissing",
    "NotTheirsToGive",
    "Said",
    "TextHasChanged",
    "UnknownUse",
    "give_consent",
    "import_consent",
    "object_to",
    "refuse_consent",
    "suppress",
    "suppress_addresses_of",
    "take_back_objection",
    "text_for",
    "withdraw_consent",
]
