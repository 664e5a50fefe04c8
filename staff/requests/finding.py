"""Find a request of one's own companies, say in which role one acts on it, and write down the reading."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Role, User
from ledger.actor import Actor
from register.rights import BY_RIGHT
from requests_dsr.identity import is_identified
from requests_dsr.models import DataSubjectRequest
from requests_dsr.untold import with_telling
from staff.access import Staff
from staff.masking import masked_name
from staff.reading import note_reading
from subjects.models import DataSubject

REQUEST_ROLES = (Role.DPO, Role.HANDLER)
"""Who sees requests (domain.md 5); in this order a person with both roles acts."""


class Acting(TypedDict):
    """Who does a deed, as the services of a request want it."""

    by: Actor
    user: User


def requests_of(staff: Staff) -> QuerySet[DataSubjectRequest]:
    """Give the requests of somebody's companies, with what every page says of one."""
    found = with_telling(DataSubjectRequest.objects.filter(controller__in=staff.controllers))
    return found.select_related("controller", "subject", "file", "drafted_by", "decided_by")


def request_or_404(staff: Staff, ref: UUID) -> DataSubjectRequest:
    """Give a request of somebody's own companies; another company's is not there."""
    return get_object_or_404(requests_of(staff), ref=ref)


def acting(staff: Staff, request: DataSubjectRequest) -> Acting:
    """Give in which role somebody acts on a request: what a handler may do, a DPO may too."""
    role = staff.role_at(request.controller, *REQUEST_ROLES)
    assert role is not None, "the door lets nobody else in"
    return {"by": staff.actor(role), "user": staff.user}


def note_looked(staff: Staff, request: DataSubjectRequest) -> None:
    """Write down that somebody read a person's request: the case is the reason, in the person's language."""
    note_looked_at(staff, request, request.subject)


def note_looked_at(staff: Staff, request: DataSubjectRequest, person: DataSubject | None) -> None:
    """Write down that somebody read what a request has of a person, where we know who it is."""
    if person is None:
        return
    with override(person.language):
        reason = _("Handlägger din begäran: %(right)s") % {"right": BY_RIGHT[request.right].in_sentence}
    note_reading(staff, request.controller, [person], page="request", reason=reason)


def note_read_copy(staff: Staff, request: DataSubjectRequest) -> None:
    """Write down that somebody read the whole copy before it was handed out."""
    if request.subject is None:
        return
    with override(request.subject.language):
        reason = _("Granskar kopian av dina uppgifter innan du får den")
    note_reading(staff, request.controller, [request.subject], page="copy", reason=reason)


def short_ref(request: DataSubjectRequest) -> str:
    """Give the reference as people say it: the first eight signs."""
    return str(request.ref)[:8]


def name_in_list(request: DataSubjectRequest) -> str:
    """Give whose request it is as far as a list may tell; empty where nobody is known."""
    name = request.subject.full_name if request.subject else _file_name(request)
    return masked_name(name) if name else ""


def full_name(request: DataSubjectRequest) -> str:
    """Give whose request it is, on its own page."""
    return request.subject.full_name if request.subject else _file_name(request)


def other_asker(request: DataSubjectRequest) -> str:
    """Give the name that whoever asks gave, where it is another than the linked person's; else nothing.

    Once the person has shown who they are, another name is only what they were called when they asked.
    """
    given = _file_name(request)
    if is_identified(request) and not request.file.on_behalf:
        return ""
    if request.subject is None or _plain(given) == _plain(request.subject.full_name):
        return ""
    return given


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _file_name(request: DataSubjectRequest) -> str:
    file = getattr(request, "file", None)
    return file.requester_name if file else ""
