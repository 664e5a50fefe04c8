"""Hear what Django and allauth say of logins, and write it to the security log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import login_code_rejected
from allauth.mfa import signals as factors
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal
from django.utils import timezone

from accounts.models import SecurityKind
from accounts.services.security import note_event

HEARD: tuple[tuple[Signal, SecurityKind], ...] = (
    (user_logged_in, SecurityKind.LOGIN),
    (user_logged_out, SecurityKind.LOGOUT),
    (user_login_failed, SecurityKind.LOGIN_FAILED),
    (login_code_rejected, SecurityKind.CODE_REJECTED),
    (factors.authenticator_added, SecurityKind.FACTOR_ADDED),
    (factors.authenticator_removed, SecurityKind.FACTOR_REMOVED),
    (factors.authenticator_reset, SecurityKind.FACTOR_RESET),
    (factors.authentication_failed, SecurityKind.FACTOR_FAILED),
)


def listen() -> None:
    """Connect every signal to its kind of event."""
    for signal, kind in HEARD:
        signal.connect(_writer(kind), weak=False, dispatch_uid=f"security_log {kind}")


def _writer(kind: SecurityKind) -> Any:
    def write(sender: object, *, user: Any = None, request: Any = None, **_said: object) -> None:
        note_event(kind=kind, user=user, request=request, at=timezone.now())

    return write
