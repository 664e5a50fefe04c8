"""To whom a request is answered: a known address of the person, before any address that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from requests_dsr.models import DataSubjectRequest, RequestFile
from requests_dsr.selectors import held_until, may_be_used, usable_addresses
from requests_dsr.whose import written_to
from subjects.models import DataSubject, Identity, IdentityKind


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Whom a letter goes to: their name, language, and the e-mail address or the postal one.

    `whose` is the person it is written to as somebody we know (`requests_dsr.whose`).
    """

    name: str
    email: str
    postal_address: str
    language: str
    whose: UUID | None = None


def addressee_of(request: DataSubjectRequest, *, at: datetime) -> Addressee:
    """Give whom a request is answered to.

    Once we know who asks, the answer goes to an address that may be used at that instant
    (`selectors.usable_addresses`); a new address in a request is no reason to send anything there
    (reliability.md T1). Where the only one they have is held, the letter waits for it (`waits_until`).
    Whoever gave no address at all is written to at one we know. Whoever asked for paper gets paper, at the
    address they gave for it. After an erasure the file still has the address the request was answered to,
    until it is forgotten itself.
    Who asks for another is answered at their own address, in their own name.
    """
    file: RequestFile | None = getattr(request, "file", None)
    email = file.requester_email if file else ""
    postal = file.requester_address if file else ""
    name = file.requester_name if file else ""
    if file and file.on_behalf:
        pass  # whoever asks for another is answered, and nobody else: least of all somebody who is dead
    elif request.subject is not None and request.identity_method:
        email = known_address(request.subject, email, at)
        name = request.subject.full_name
    elif request.subject is not None and not (email or postal):
        email = known_address(request.subject, "", at)
    if file and file.by_post and postal:
        email = ""
    language, whose = language_of(request), written_to(request, at=at)
    return Addressee(name=name, email=email, postal_address=postal, language=language, whose=whose)


def on_paper(request: DataSubjectRequest) -> bool:
    """Tell whether the letters of a request are printed and posted: there is no e-mail address for them."""
    return not addressee_of(request, at=request.received_at).email  # that there is one depends on no instant


def is_answered_to_the_person(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Tell whether the letters of a request go to an address of the person's that may be used at an instant.

    Then who answers one is the person; an address that is held shows nothing yet (reliability.md T1).
    """
    subject = request.subject
    return subject is not None and may_be_used(subject, addressee_of(request, at=at).email, at)


def waits_until(request: DataSubjectRequest, to: Addressee, *, at: datetime) -> datetime | None:
    """Give until when a letter waits because the person's only address is held; None where it leaves now."""
    if to.whose is None or request.subject is None:
        return None
    return held_until(request.subject, to.email, at)


def language_of(request: DataSubjectRequest) -> str:
    """Give the language of a request's letters: the one chosen when it came, whoever it is linked to since.

    It is that of the page or the mail it was asked on, or what staff chose on the phone; where nobody
    chose, the person's own (`services.opening`).
    """
    file: RequestFile | None = getattr(request, "file", None)
    return file.language if file else "sv"


def known_address(subject: DataSubject, email: str, at: datetime) -> str:
    """Give `email` where it may be used, else the surest one that may; a held one if no other."""
    if may_be_used(subject, email, at):
        return email
    own = Identity.objects.filter(subject=subject, kind=IdentityKind.EMAIL)
    for known in (usable_addresses(subject, at), own):
        found = known.order_by(F("verified_at").desc(nulls_last=True), "pk").first()
        if found is not None:
            return found.value
    return ""
