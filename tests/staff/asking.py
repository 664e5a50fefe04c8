"""Requests as they come, and as far as a test needs them to have got."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from connectors.models import NoticeKind, RecipientKind
from connectors.services import Told, note_recipients
from law.rights import Right
from ledger.actor import SUBJECT, Actor
from requests_dsr.models import Channel, DataSubjectRequest, Letter, LetterStatus
from requests_dsr.services.deciding.proposals import draft
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from subjects.models import DataSubject
from tests.factories import noon
from tests.staff.scene import TODAY, Scene

NOW = noon(TODAY)


def ask(
    subject: DataSubject,
    right: Right = Right.ACCESS,
    *,
    at: datetime | None = None,
    identity: str = "session",
    email: str = "",
    **asked: Any,
) -> DataSubjectRequest:
    """Let a person ask for something, two days ago unless the test says when."""
    at = at or NOW - timedelta(days=2)
    return open_request(
        controller=subject.controller,
        asked=Asked(right=right, **asked),
        requester=Requester(subject=subject, identity_method=identity, email=email),
        channel=Channel.MY_PROFILE,
        received_at=at,
        by=SUBJECT,
        at=at,
    )


def asked_by(subject: DataSubject) -> DataSubjectRequest:
    """Let a person ask, with a letter to print and somebody to tell."""
    found = ask(subject)
    Letter.objects.filter(request=found).update(status=LetterStatus.TO_PRINT)
    note_recipients(
        controller=subject.controller,
        request_ref=found.ref,
        kind=NoticeKind.RECTIFICATION,
        recipients=[
            Told(name="Molnet AB", kind=RecipientKind.PROCESSOR, categories=frozenset({"customer_data"}))
        ],
        by=SUBJECT,
        at=NOW,
    )
    return found


def by(scene: Scene, role: str, company: str = "winston") -> dict[str, Any]:
    """Give who does something, as the services want it."""
    user = scene.staff[company, role]
    return {"by": Actor(role=role, ref=f"user:{user.pk}"), "user": user}


def started(scene: Scene, found: DataSubjectRequest, role: str = "handler") -> DataSubjectRequest:
    """Let the handler begin."""
    return move(request=found, to=State.IN_PROGRESS, at=NOW, **by(scene, role))


def proposed(scene: Scene, found: DataSubjectRequest, /, **choices: Any) -> DataSubjectRequest:
    """Let the handler propose an answer."""
    return draft(request=started(scene, found), choices=choices, at=NOW, **by(scene, "handler"))
