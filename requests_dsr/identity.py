"""Who asks: what we know of it, and of whom. Evidence of one person says nothing about another (Art. 12(6)).

`identity_method` is the kind of evidence, and it is evidence of the person the request is linked to: the
database refuses to link somebody else while it stands (migration 0008).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from law.rights import Right
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.models.requests import ASKS_FOR_ANOTHER
from requests_dsr.selectors import usable_addresses
from subjects.identifiers import normalise_email
from subjects.models import DataSubject, IdentityKind

MAIL_ROUND_TRIP = "mail_round_trip"
"""A link or a letter of ours was answered from the address it went to."""

LOGGED_IN = "session"
"""The person asked, or confirmed, behind their own login."""
ON_BEHALF = frozenset(ASKS_FOR_ANOTHER)
"""Evidence of somebody who asks for another, and is answered themselves."""
DECEASED = "R27_DECEASED"

ANSWERS_ANYBODY = frozenset({Right.COMPLAINT, Right.OTHER_CONTROLLER, Right.SUBPROCESSOR_OVERVIEW})
"""Rights whose answer reads and changes nothing of a person: they are answered whoever asks."""

SAYS_NOTHING = frozenset(
    {"A12_NO_DATA", "A12_2_NOT_IDENTIFIED", "A12_5_EXCESSIVE", "A12_5_UNFOUNDED", DECEASED}
)
"""Exceptions that tell nothing of what we have about anybody: a stranger may be given them."""


def is_identified(request: DataSubjectRequest) -> bool:
    """Tell whether we know that the person a request is linked to is the one who asks."""
    return request.subject_id is not None and bool(request.identity_method)


def is_answered_to_anybody(right: Right, plan: Mapping[str, Any]) -> bool:
    """Tell whether a proposal reads and changes nothing of a person, so that nobody has to be identified."""
    if right in ANSWERS_ANYBODY:
        return True
    codes: Collection[str] = plan.get("exemptions", ())
    return plan.get("kind") == "refusal" and bool(codes) and SAYS_NOTHING.issuperset(codes)


def is_reached_apart(subject: DataSubject, *, name: str, email: str, postal_address: str) -> bool:
    """Tell whether somebody who asks for a person is named and reached apart from that person."""
    own = subject.identities.filter(kind=IdentityKind.EMAIL, normalised=normalise_email(email))
    return bool(name.strip()) and bool(email or postal_address) and not (email and own.exists())


def still_proves(request: DataSubjectRequest, method: str, subject: DataSubject) -> bool:
    """Tell whether evidence taken before a request was linked is evidence of a person too.

    Only the confirmed address of the public form is: it belongs to whoever had it when the form was sent.
    """
    if method != MAIL_ROUND_TRIP or request.channel != Channel.WEB_FORM:
        return False
    own = usable_addresses(subject, request.received_at).filter(
        normalised=normalise_email(request.file.requester_email), added_at__lte=request.received_at
    )
    return bool(request.file.requester_email) and own.exists()
