"""Requests with their files, moves and questions; letters, packages and certificates."""

from requests_dsr.models.answers import Certificate, Letter, LetterStatus, Package
from requests_dsr.models.requests import (
    Channel,
    DataSubjectRequest,
    IdentityCheck,
    RequestEvent,
    RequestFile,
)

__all__ = [
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
