"""Questions about requests; nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import Controller
from connectors.models import NoticeKind, NoticeState, RecipientKind, RecipientNotice
from law.calendar import add_months, midnight_after, stockholm_day
from requests_dsr.lasting import packages_that_last
from requests_dsr.models import BY_HAND, Certificate, DataSubjectRequest, Letter, Package, RequestFile
from requests_dsr.models.requests import OWN_EDIT
from requests_dsr.states import OPEN
from subjects.identifiers import normalise_email
from subjects.models import DataSubject, Identity, IdentityKind

FREEZE = timedelta(hours=72)
NEW_WITH_THE_PERSON = timedelta(hours=1)
"""An address added so soon after the person is no change: there was nothing before it."""


def queue(controller: Controller) -> QuerySet[DataSubjectRequest]:
    """Give the open requests of a controller, the least time left first; suspended ones last."""
    found = DataSubjectRequest.objects.filter(controller=controller, state__in=sorted(OPEN))
    return found.select_related("subject", "file").order_by(F("due_on").asc(nulls_last=True), "received_at")


def requests_of(subject: DataSubject) -> QuerySet[DataSubjectRequest]:
    """Give a person's requests, the newest first."""
    return DataSubjectRequest.objects.filter(subject=subject).order_by("-received_at", "-pk")


def asked_before(request: DataSubjectRequest) -> int:
    """Count the person's other requests for the same right in the twelve months before (Art. 12(5))."""
    return earlier_requests(request).count()


def earlier_requests(request: DataSubjectRequest) -> QuerySet[DataSubjectRequest]:
    """Give the person's other requests for the same right in the twelve months before, the newest first.

    Whether a request is repeated is a fact before it is a reason (Art. 12(5)). What they corrected
    themselves in Min profil asked nothing of anybody, and is not among them.
    """
    if request.subject is None:
        return DataSubjectRequest.objects.none()
    since = midnight_after(add_months(stockholm_day(request.received_at), -12))
    same = requests_of(request.subject).filter(right=request.right).exclude(pk=request.pk)
    own_edit = RequestFile.objects.filter(request=OuterRef("pk"), plan__kind=OWN_EDIT)
    asked = same.exclude(Exists(own_edit))
    return asked.filter(received_at__gte=since, received_at__lte=request.received_at)


def asked_beside(request: DataSubjectRequest, *, at: datetime) -> QuerySet[DataSubjectRequest]:
    """Give the person's other requests for the same right that are open, or were closed in the month before.

    They are joined only where both come from the same person beyond doubt (`opening.open_twin`); whoever
    answers the one must know of the other.
    """
    if request.subject is None:
        return DataSubjectRequest.objects.none()
    since = midnight_after(add_months(stockholm_day(at), -1))
    found = requests_of(request.subject).filter(right=request.right).exclude(pk=request.pk)
    own_edit = RequestFile.objects.filter(request=OuterRef("pk"), plan__kind=OWN_EDIT)
    return found.filter(Q(closed_at=None) | Q(closed_at__gt=since)).exclude(Exists(own_edit))


def open_packages(subject: DataSubject, at: datetime) -> QuerySet[Package]:
    """Give the packages that a person can still open."""
    found = Package.objects.filter(packages_that_last(at), request__subject=subject)
    return found.select_related("request__controller").order_by("-made_at")


def notices_of(request: DataSubjectRequest) -> QuerySet[RecipientNotice]:
    """Give what a request leaves to do with others: to tell them, to send it on, to read what was silent."""
    found = RecipientNotice.objects.filter(request_ref=request.ref)
    return found.order_by("recipient_kind", "recipient", "pk")


def recipients_told(request: DataSubjectRequest) -> QuerySet[RecipientNotice]:
    """Give whom a request obliges us to tell, and who was (Art. 19): the person may ask."""
    return notices_of(request).exclude(kind=NoticeKind.COPY)


def notices_to_give(controllers: Iterable[Controller]) -> QuerySet[RecipientNotice]:
    """Give what a person has still to see to: recipients, and systems that did not do it themselves."""
    waiting = RecipientNotice.objects.filter(controller__in=list(controllers), state=NoticeState.PENDING)
    return waiting.exclude(recipient_kind=RecipientKind.SYSTEM, trouble="", system__active=True)


def letters_to_print(controllers: Iterable[Controller]) -> QuerySet[Letter]:
    """Give the letters that wait for somebody to print and post them; one that came back is among them."""
    waiting = Letter.objects.filter(request__controller__in=list(controllers), status__in=BY_HAND)
    return waiting.select_related("request__file", "request__subject", "request__controller").order_by(
        "written_at", "pk"
    )


def certificate_of(letter: Letter) -> Certificate | None:
    """Give the certificate that a letter brings: the newest of what was erased before it was written."""
    if letter.event != "request_certificate":
        return None
    written = Certificate.objects.filter(request=letter.request_id, erased_at__lte=letter.written_at)
    return written.order_by("-erased_at", "-pk").first()


def deliveries_frozen(subject: DataSubject, at: datetime) -> bool:
    """Tell whether nothing is handed out: an address was changed less than 72 hours ago (reliability T1)."""
    return frozen_until(subject, at) is not None


def frozen_until(subject: DataSubject, at: datetime) -> datetime | None:
    """Give until when nothing is handed out because an address was changed; None when it is handed out."""
    return _last_freeze(_changed(subject, at))


def held_until(subject: DataSubject, address: str, at: datetime) -> datetime | None:
    """Give until when a login by an address shows nothing, because it is new with the person; else None.

    Whoever has the address it came instead of is told at once, and has so long to stop it.
    """
    return _last_freeze(_changed(subject, at).filter(normalised=normalise_email(address)))


def usable_addresses(subject: DataSubject, at: datetime) -> QuerySet[Identity]:
    """Give the e-mail addresses that may be used at an instant: known to be the person's, and none is held.

    Every door asks this: what is sent to an address, and what comes from one as evidence of who asks.
    """
    own = Identity.objects.filter(subject=subject, kind=IdentityKind.EMAIL)
    return own.exclude(pk__in=_changed(subject, at).values("pk"))


def may_be_used(subject: DataSubject, address: str, at: datetime) -> bool:
    """Tell whether an address may be used at an instant: it is known to be the person's, and not held."""
    compared = normalise_email(address)
    return bool(compared) and usable_addresses(subject, at).filter(normalised=compared).exists()


def with_newest_address(people: QuerySet[DataSubject]) -> QuerySet[DataSubject]:
    """Let each person carry `address_added_at`: when their newest address came (UTC), in the same query."""
    own = Identity.objects.filter(subject=OuterRef("pk"), kind=IdentityKind.EMAIL).order_by("-added_at")
    return people.annotate(address_added_at=Subquery(own.values("added_at")[:1]))


def may_be_held(address_added_at: datetime | None, at: datetime) -> bool:
    """Tell whether somebody's newest address is so new that `held_until` has to be asked."""
    return address_added_at is not None and address_added_at > at - FREEZE


def was_held(subject: DataSubject, added_at: datetime, at: datetime) -> bool:
    """Tell whether an address of the person's that was added then was held at an instant."""
    return _held_since(subject, at) < added_at <= at


def _held_since(subject: DataSubject, at: datetime) -> datetime:
    """Give since when an address is new at an instant: in the last 72 hours, and long after the person."""
    return max(at - FREEZE, subject.created_at + NEW_WITH_THE_PERSON)


def _changed(subject: DataSubject, at: datetime) -> QuerySet[Identity]:
    since = _held_since(subject, at)
    own = Identity.objects.filter(subject=subject, kind=IdentityKind.EMAIL)
    return own.filter(added_at__gt=since, added_at__lte=at)


def _last_freeze(changed: QuerySet[Identity]) -> datetime | None:
    last = changed.order_by("-added_at").values_list("added_at", flat=True).first()
    return None if last is None else last + FREEZE
