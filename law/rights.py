"""The names of what a person can ask for: the notice, every door and the files of requests share them."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """What a person asks for. The last three are promises of the policies, not rights of the GDPR."""

    ACCESS = "access"
    PORTABILITY = "portability"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    CONSENT_WITHDRAWAL = "consent_withdrawal"
    COMPLAINT = "complaint"
    SUBPROCESSOR_OVERVIEW = "subprocessor_overview"
    OTHER_CONTROLLER = "other_controller"
