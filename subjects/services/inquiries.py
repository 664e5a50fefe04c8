"""Take in a question from the contact page: from somebody we know, or from somebody new (WL-35)."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Controller
from ledger.actor import SUBJECT, Actor
from ledger.services import record
from subjects.models import DataSubject, Identity, IdentityKind, Inquiry, SubjectKind
from subjects.selectors import find_subject
from subjects.services.deed import deed
from subjects.services.errors import HolderErased
from subjects.services.locking import lock_subject
from subjects.services.people import Recognised, Source, create_subject


@deed
def take_inquiry(
    *,
    controller: Controller,
    kind: str,
    message: str,
    full_name: str,
    email: str,
    language: str,
    received_at: datetime,
    at: datetime,
) -> Inquiry:
    """Keep a question whose sender has shown that the address is theirs; its year begins at receipt (RT-8).

    A new sender becomes a person of kind lead. What a known person wrote changes none of what we have
    of them, their name least of all. Confirming an address twice is no second proof.
    """
    person = _known(controller, email) or create_subject(
        controller=controller,
        full_name=full_name,
        identities=[Recognised(kind=IdentityKind.EMAIL, value=email)],
        source=Source(),
        at=at,
        kind=SubjectKind.LEAD,
        language=language,
    )
    Identity.objects.filter(subject=person, kind=IdentityKind.EMAIL, verified_at=None).filter(
        normalised=email
    ).update(verified_at=at)
    inquiry = Inquiry.objects.create(
        subject=person, kind=kind, message=message, received_at=received_at, **Source().columns
    )
    _note("inquiry.receive", inquiry, by=SUBJECT, at=at)
    return inquiry


@deed
def note_contact(*, inquiry: Inquiry, by: Actor, at: datetime) -> None:
    """Note that we were in touch about a question at a UTC instant: its year begins again (RT-8).

    Raises HolderErased when the person was erased meanwhile.
    """
    lock_subject(inquiry.subject_id)
    Inquiry.objects.filter(pk=inquiry.pk).update(last_contact_at=at)
    _note("inquiry.contact", inquiry, by=by, at=at)


@deed
def note_converted(*, inquiry: Inquiry, by: Actor, at: datetime) -> None:
    """Note that a question led to a contract, which it then follows (RT-8). Raises HolderErased."""
    lock_subject(inquiry.subject_id)
    Inquiry.objects.filter(pk=inquiry.pk).update(converted=True, last_contact_at=at)
    _note("inquiry.convert", inquiry, by=by, at=at)


def _note(action: str, inquiry: Inquiry, *, by: Actor, at: datetime) -> None:
    record(
        controller=inquiry.subject.controller.slug,
        by=by,
        action=action,
        object_type="inquiry",
        category="crm_inquiry",
        at=at,
    )


def _known(controller: Controller, email: str) -> DataSubject | None:
    found = find_subject(controller=controller, kind=IdentityKind.EMAIL, value=email)
    if found is None:
        return None
    try:
        return lock_subject(found.pk)
    except HolderErased:  # a purge came first: they are somebody new now
        return None
