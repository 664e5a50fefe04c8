"""Requests with their files, moves and questions; letters, packages and certificates."""

from requests_dsr.models.answers import (
    BY_HAND,
    DELIVERED,
    ON_THEIR_WAY,
    Certificate,
    Letter,
    LetterStatus,
    Package,
)
from requests_dsr.models.requests import Channel, DataSubjectRequest, RequestFile
from requests_dsr.models.said import IdentityCheck, RequestEvent

__all__ = [
    "BY_HAND",
    "DELIVERED",
    "ON_THEIR_WAY",
    "Certificate",
    "Channel",
    "DataSubjectRequest",
    "IdentityCheck",
    "Letter",
    "LetterStatus",
    "Package",
    "RequestEvent",
    "RequestFile",
]
