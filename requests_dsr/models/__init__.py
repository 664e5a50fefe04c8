"""Requests with their files, moves and questions; letters and packages."""

from requests_dsr.models.requests import (
    Channel,
    DataSubjectRequest,
    IdentityCheck,
    RequestEvent,
    RequestFile,
)

__all__ = ["Channel", "DataSubjectRequest", "IdentityCheck", "RequestEvent", "RequestFile"]
