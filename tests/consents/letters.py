"""Send the login code mail, the simplest there is, to whoever a test is about."""

from __future__ import annotations

from typing import Any

from consents import outgoing
from consents.models import OutgoingMessage
from subjects.models import DataSubject


def send_code(subject: DataSubject | None, **changes: Any) -> OutgoingMessage:
    """Send a person the code 4711; `changes` are other arguments of `send`."""
    arguments: dict[str, Any] = {
        "controller": subject.controller if subject else None,
        "subject": subject,
        "to": _address(subject),
        "event": "login_code",
        "context": {"code": "4711"},
        "language": "sv",
        "message_class": "service",
    }
    return outgoing.send(**{**arguments, **changes})


def _address(subject: DataSubject | None) -> str:
    own = subject.identities.filter(kind="email").first() if subject else None
    return own.value if own else "unknown@example.se"
