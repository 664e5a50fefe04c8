"""The clock of a request as law: `deadline(facts)`, pure (domain.md 2, GDPR Art. 12(3))."""

from requests_dsr.law.clock import deadline
from requests_dsr.law.facts import ClockFacts, Extension, LawfulExtension, Pause, PauseKind
from requests_dsr.law.numbers import ClockNumbers
from requests_dsr.law.service_levels import ServiceLevels, closing_on, service_levels
from requests_dsr.law.steps import Step, StepKind, steps
from requests_dsr.law.values import (
    ClockCode,
    ClockError,
    ClockFault,
    Deadline,
    ExtensionStatus,
    Limit,
)

__all__ = [
    "ClockCode",
    "ClockError",
    "ClockFacts",
    "ClockFault",
    "ClockNumbers",
    "Deadline",
    "Extension",
    "ExtensionStatus",
    "LawfulExtension",
    "Limit",
    "Pause",
    "PauseKind",
    "ServiceLevels",
    "Step",
    "StepKind",
    "closing_on",
    "deadline",
    "service_levels",
    "steps",
]
