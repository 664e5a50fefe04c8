"""A person who corrects their own details: it is counted as a right, and recipients are told (WL-38)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from connectors.asking import marks_of
from connectors.models import NoticeKind
from connectors.services import note_recipients
from law.rights import Right
from ledger.actor import SUBJECT
from ledger.services import record
from requests_dsr.answers.fields import FIELDS, given_with
from requests_dsr.answers.recipients import carry_out_notices, recipients_of
from requests_dsr.identity import LOGGED_IN
from requests_dsr.models import Channel, DataSubjectRequest, RequestEvent, RequestFile
from requests_dsr.models.requests import OWN_EDIT
from requests_dsr.selectors import usable_addresses
from requests_dsr.services.receiving.number_change import NUMBERS, tell_of_a_new_number
from requests_dsr.states import BY_STATES, State
from subjects.models import DataSubject
from subjects.services.deed import deed
from subjects.services.locking import lock_subject
from subjects.services.own_details import OwnDetails, correct_own_details


def edit_own_details(*, subject: DataSubject, details: OwnDetails, at: datetime) -> int:
    """Write what a person changes in Min profil, and count it as a right; give how many fields were changed.

    The change, its being counted and whom to tell of it stand or fall together; the connected systems are
    asked afterwards. Raises HolderErased.
    """
    changed, request = _edit(subject, details, at=at)
    if request is not None:
        carry_out_notices(request, at=at)
    return changed


@deed
def _edit(
    subject: DataSubject, details: OwnDetails, *, at: datetime
) -> tuple[int, DataSubjectRequest | None]:
    person = lock_subject(subject.pk)
    before, known_before = asdict(OwnDetails.of(person)), marks_of(person)
    changed = correct_own_details(subject=person, details=details, at=at)
    new = {name: value for name, value in asdict(details).items() if value != before[name]}
    return changed, _count(person, new, known_before, at=at)


def note_own_edit(
    *, subject: DataSubject, values: Mapping[str, str], at: datetime, known_before: Iterable[str] = ()
) -> DataSubjectRequest | None:
    """Count an edit in Min profil as a fulfilled rectification, and tell those who hold the old values.

    `values` is field -> new value, by the names of `answers.fields.FIELDS`; others are left out.
    `known_before` is what the person was recognised by before (`connectors.asking.marks_of`): connected
    systems still do. No letter is written: the person has just done it. A new number is told by mail all
    the same: it may be somebody else at an open page. Gives None where nothing changed.
    """
    request = _count(subject, values, known_before, at=at)
    if request is not None:
        carry_out_notices(request, at=at)
    return request


def _count(
    subject: DataSubject, values: Mapping[str, str], known_before: Iterable[str], *, at: datetime
) -> DataSubjectRequest | None:
    known = {name: value for name, value in values.items() if name in FIELDS}
    if not known:
        return None
    request = _note(subject, known, {*known_before, *marks_of(subject)}, at=at)
    if NUMBERS & known.keys():
        own = usable_addresses(subject, at).values_list("value", flat=True)
        tell_of_a_new_number(subject, to=set(own), at=at)
    return request


@deed
def _note(
    subject: DataSubject, values: Mapping[str, str], about: Collection[str], *, at: datetime
) -> DataSubjectRequest:
    request = DataSubjectRequest.objects.create(
        controller=subject.controller,
        subject=subject,
        right=Right.RECTIFICATION,
        channel=Channel.MY_PROFILE,
        state=State.FULFILLED,
        received_at=at,
        registered_at=at,
        closed_at=at,
        identity_method=LOGGED_IN,
    )
    fields = [{"field": name, "new": value, "accepted": True} for name, value in sorted(values.items())]
    RequestFile.objects.create(
        request=request, language=subject.language, plan={"kind": OWN_EDIT, "fields": fields}
    )
    step = BY_STATES[State.RECEIVED, State.FULFILLED]
    RequestEvent.objects.create(
        request=request, at=at, source=State.RECEIVED, target=State.FULFILLED, role=SUBJECT.role
    )
    record(
        controller=subject.controller.slug,
        by=SUBJECT,
        action=step.event,
        object_type="requests_dsr.request",
        category=Right.RECTIFICATION,
        at=at,
    )
    note_recipients(
        controller=subject.controller,
        request_ref=request.ref,
        kind=NoticeKind.RECTIFICATION,
        recipients=recipients_of(subject, given_with(values)),
        by=SUBJECT,
        at=at,
        about=about,
        values=values,
    )
    return request
