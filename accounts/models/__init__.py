"""Who may log in, for whom they work, and what two people agreed on."""

from accounts.models.controller import Controller
from accounts.models.forms import SentForm
from accounts.models.roles import AccessGrant, Role, StaffRole
from accounts.models.security import Place, SecurityEvent, SecurityKind
from accounts.models.user import User

__all__ = [
    "AccessGrant",
    "Controller",
    "Place",
    "Role",
    "SecurityEvent",
    "SecurityKind",
    "SentForm",
    "StaffRole",
    "User",
]
