"""To whom a request is answered: a known address of the person, before any address that came with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from requests_dsr.models import DataSubjectRequest, RequestFile
from subjects.identifiers import normalise_email
from subjects.models import Identity, IdentityKind


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Whom a letter goes to: their name, language, and the e-mail address or the postal one."""

    name: str
    email: str
    postal_address: str
    language: str


def addressee_of(request: DataSubjectRequest) -> Addressee:
    """Give whom a request is answered to.

    Once we know who asks, the answer goes to an address that is known to be theirs; a new address in a
    request is no reason to send anything there (reliability.md T1). Whoever gave no address at all is
    written to at one we know. Whoever asked for paper gets paper, at the address they gave for it. After
    an erasure the file still has the address the request was answered to, until it is forgotten itself.
    Who asks for another is answered at their own address, in their own name.
    """
    file: RequestFile | None = getattr(request, "file", None)
    email = file.requester_email if file else ""
    postal = file.requester_address if file else ""
    name = file.requester_name if file else ""
    if file and file.on_behalf:
        pass  # whoever asks for another is answered, and nobody else: least of all somebody who is dead
    elif request.subject is not None and request.identity_method:
        email = _known(request, email)
        name = request.subject.full_name
    elif request.subject is not None and not (email or postal):
        email = _known(request, "")
    if file and file.by_post and postal:
        email = ""
    return Addressee(name=name, email=email, postal_address=postal, language=language_of(request))


def on_paper(request: DataSubjectRequest) -> bool:
    """Tell whether the letters of a request are printed and posted: there is no e-mail address for them."""
    return not addressee_of(request).email


def is_answered_to_the_person(request: DataSubjectRequest) -> bool:
    """Tell whether the letters of a request go to an address that is known to be the person's own."""
    if request.subject is None:
        return False
    email = normalise_email(addressee_of(request).email)
    own = Identity.objects.filter(subject=request.subject, kind=IdentityKind.EMAIL, normalised=email)
    return bool(email) and own.exists()


def language_of(request: DataSubjectRequest) -> str:
    """Give the language of a request's letters: the one chosen when it came, whoever it is linked to since.

    It is that of the page or the mail it was asked on, or what staff chose on the phone; where nobody
    chose, the person's own (`services.opening`).
    """
    file: RequestFile | None = getattr(request, "file", None)
    return file.language if file else "sv"


def _known(request: DataSubjectRequest, email: str) -> str:
    own = list(
        Identity.objects.filter(subject=request.subject, kind=IdentityKind.EMAIL)
        .order_by(F("verified_at").desc(nulls_last=True), "pk")
        .values_list("value", "normalised")
    )
    if any(normalise_email(email) == normalised for _value, normalised in own):
        return email
    return own[0][0] if own else ""
