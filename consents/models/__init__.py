"""What was sent to people; what they agreed to, objected to, and never want to hear of again."""

from consents.models.collected import AddressCollection
from consents.models.consents import (
    ConsentEvent,
    ConsentEventKind,
    ConsentEvidence,
    ConsentRecord,
    RecordStatus,
    Way,
)
from consents.models.links import CountedLink
from consents.models.messages import MessageStatus, OutgoingMessage
from consents.models.refusals import Objection, ObjectionOutcome, Suppression, SuppressionScope

__all__ = [
    "AddressCollection",
    "ConsentEvent",
    "ConsentEventKind",
    "ConsentEvidence",
    "ConsentRecord",
    "CountedLink",
    "MessageStatus",
    "Objection",
    "ObjectionOutcome",
    "OutgoingMessage",
    "RecordStatus",
    "Suppression",
    "SuppressionScope",
    "Way",
]
