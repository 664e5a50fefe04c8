"""The deeds of the register: load a policy, make it hold, raise and close findings."""

from register.services.findings import close_finding, keep_findings, raise_finding, raise_findings
from register.services.loading import Loaded, Outcome, load_policy
from register.services.making_live import PolicyNotWaiting, SamePerson, approve_policy

__all__ = [
    "Loaded",
    "Outcome",
    "PolicyNotWaiting",
    "SamePerson",
    "approve_policy",
    "close_finding",
    "keep_findings",
    "load_policy",
    "raise_finding",
    "raise_findings",
]
