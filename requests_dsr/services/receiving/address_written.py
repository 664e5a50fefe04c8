"""What a new e-mail address, and one that was put back, leave in the file, and whom to tell."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from connectors.asking import marks_of
from connectors.models import NoticeKind
from connectors.services import note_recipients
from ledger.actor import SUBJECT
from requests_dsr.answers.fields import given_with
from requests_dsr.answers.recipients import recipients_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.noting import note
from subjects.models import DataSubject


def write_down_address(
    request: DataSubjectRequest,
    person: DataSubject,
    *,
    address: str,
    known_before: Collection[str],
    code: str,
    at: datetime,
) -> None:
    """Write down that `address` holds from now on, and note everybody who was given the other one (Art. 19).

    `known_before` is what connected systems knew the person by until now; `code` is the line in the
    request's file. The ledger's own line is the deed's.
    """
    note(request, code, by=SUBJECT, at=at)
    note_recipients(
        controller=request.controller,
        request_ref=request.ref,
        kind=NoticeKind.RECTIFICATION,
        recipients=recipients_of(person, given_with({"email"})),
        by=SUBJECT,
        at=at,
        about={*known_before, *marks_of(person)},
        values={"email": address},
    )
