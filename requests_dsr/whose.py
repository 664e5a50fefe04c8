"""Whose the words of a request are, the person's own and ours to them, also after it is linked to another.

A letter, a question and what an event says carry `whose` they are: the opaque reference of the person they
were written to as somebody we know. It is empty where they went to whoever asked: then they are of the
person the request is linked to, once it is clear that the person asked.
`package.paths` says the same of rows in SQL; `tests/requests_dsr/test_whose_words.py` holds them together.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Max, Model, Q, QuerySet

from requests_dsr.models import (
    Certificate,
    DataSubjectRequest,
    IdentityCheck,
    Letter,
    LetterStatus,
    RequestEvent,
    RequestFile,
)
from requests_dsr.selectors import may_be_used

AnyModel = TypeVar("AnyModel", bound=Model)
MATCHED = "MATCHED"
"""The code of the event that says that a request was linked to a person."""


def asked_by_the_person(request: DataSubjectRequest) -> bool:
    """Tell whether it is clear that the linked person asked, themselves: only then are its words theirs.

    What somebody wrote in the person's name, or on their behalf, is not theirs to read unmasked (Art. 15(4)).
    """
    file: RequestFile | None = getattr(request, "file", None)
    return bool(request.identity_method) and not (file and file.on_behalf)


def written_to(request: DataSubjectRequest, *, at: datetime) -> UUID | None:
    """Give whom an answer at an instant is written to as somebody we know; None: to whoever asks.

    The person is who asks, or is reached at an address that may be used and is known to be theirs.
    """
    subject = request.subject
    file: RequestFile | None = getattr(request, "file", None)
    if subject is None or (file and file.on_behalf):
        return None
    nowhere_else = not (file and (file.requester_email or file.requester_address))
    if request.identity_method or nowhere_else:
        return subject.ref
    return subject.ref if file and may_be_used(subject, file.requester_email, at) else None


def letters_of_the_person(request: DataSubjectRequest) -> QuerySet[Letter]:
    """Give the letters of a request that its person may read.

    None that was written to somebody else, and none that was overtaken before it left: it holds no more.
    """
    if not asked_by_the_person(request):
        return request.letters.none()
    return request.letters.filter(_theirs(request)).exclude(status=LetterStatus.OVERTAKEN)


def events_of_the_person(request: DataSubjectRequest) -> QuerySet[RequestEvent]:
    """Give what happened in a request, without what was said to somebody it was linked to before."""
    return request.events.filter(_theirs(request))


def questions_of_the_person(request: DataSubjectRequest) -> QuerySet[IdentityCheck]:
    """Give the questions that were put to whoever asks, or to the linked person."""
    return request.questions.filter(_theirs(request))


def certificates_of_the_person(request: DataSubjectRequest) -> QuerySet[Certificate]:
    """Give the certificates of what was erased since the request was linked to its person."""
    linked_at = request.events.filter(code=MATCHED).aggregate(last=Max("at"))["last"]
    return request.certificates.filter(erased_at__gte=linked_at) if linked_at else request.certificates.all()


def is_of_another(request: DataSubjectRequest, whose: UUID | None) -> bool:
    """Tell whether words were written to another person than the one the request is linked to."""
    return whose is not None and (request.subject is None or request.subject.ref != whose)


def _theirs(request: DataSubjectRequest) -> Q:
    return Q(whose=None) | Q(whose=request.subject.ref if request.subject else None)
