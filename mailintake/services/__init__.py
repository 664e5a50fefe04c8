"""What a mail turns out to be: each deed is one transaction and one line of the ledger."""

from mailintake.services.attachments import drop_attachment, forget_identity_papers, papers_leave_on
from mailintake.services.closing import as_inquiry, as_not_ours, as_recruitment, take_back
from mailintake.services.handling import AlreadyHandled, Handling
from mailintake.services.opening import add_to_request, also_request, as_request

__all__ = [
    "AlreadyHandled",
    "Handling",
    "add_to_request",
    "also_request",
    "as_inquiry",
    "as_not_ours",
    "as_recruitment",
    "as_request",
    "drop_attachment",
    "forget_identity_papers",
    "papers_leave_on",
    "take_back",
]
