"""Open a request: from any official door, with the day it was received, in one step (DL-1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Controller, User
from ledger.actor import Actor
from requests_dsr.clocks import wind
from requests_dsr.guards import Attempt
from requests_dsr.models import Channel, DataSubjectRequest, RequestEvent, RequestFile
from requests_dsr.services.moving import tell
from requests_dsr.states import BY_STATES, OPEN, Right, State
from subjects.models import DataSubject
from subjects.services.locking import lock

LONGEST_WORDS = 20_000


class CannotOpen(Exception):
    """A request that cannot be taken in as it stands; the message says what to mend."""


@dataclass(frozen=True, kw_only=True)
class Requester:
    """Who asks, as far as we know: a matched person, or only a name and a way to answer."""

    subject: DataSubject | None = None
    name: str = ""
    email: str = ""
    postal_address: str = ""
    language: str = "sv"
    identity_method: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked for: a right, the kinds of data (none means all), the person's words and values."""

    right: Right
    words: str = ""
    categories: Collection[str] = ()
    proposed: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def open_request(
    *,
    controller: Controller,
    asked: Asked,
    requester: Requester,
    channel: Channel,
    received_at: datetime,
    by: Actor,
    at: datetime,
    user: User | None = None,
) -> DataSubjectRequest:
    """Take in a request; its clock has run since `received_at` (UTC instant, not in the future).

    A second request of the same person for the same right while the first is open is added to it.
    Raises CannotOpen.
    """
    _check(asked, requester, received_at, at)
    if requester.subject is not None:
        lock(subjects=[requester.subject.pk])
        if (first := _open_twin(requester.subject, asked.right)) is not None:
            return _add_to(first, asked, channel=channel, by=by, at=at, user=user)
    request = DataSubjectRequest(
        controller=controller,
        subject=requester.subject,
        right=asked.right,
        channel=channel,
        categories=sorted(set(asked.categories)),
        received_at=received_at,
        registered_at=at,
        registered_by=user,
        identity_method=requester.identity_method,
    )
    request.save()
    RequestFile.objects.create(
        request=request,
        requester_name=requester.name,
        requester_email=requester.email,
        requester_address=requester.postal_address,
        language=requester.language,
        words=asked.words,
        proposed=dict(asked.proposed),
    )
    wind(request)
    request.save(update_fields=["due_on", "target_on"])
    tell(request, BY_STATES[None, State.RECEIVED], Attempt(request=request, by=by, at=at, user=user))
    return request


def _check(asked: Asked, requester: Requester, received_at: datetime, at: datetime) -> None:
    if received_at > at:
        raise CannotOpen(_("Mottagandet ligger i framtiden."))
    if len(asked.words) > LONGEST_WORDS:
        raise CannotOpen(
            _("Texten är längre än %(most)d tecken. Korta den, eller skicka resten i ett mejl.")
            % {"most": LONGEST_WORDS}
        )
    if requester.subject is None and not (requester.email or requester.postal_address):
        raise CannotOpen(_("Ange en e-postadress eller postadress som vi kan svara till."))


def _open_twin(subject: DataSubject, right: Right) -> DataSubjectRequest | None:
    return (
        DataSubjectRequest.objects.select_for_update()
        .filter(subject=subject, right=right, state__in=[s.value for s in OPEN])
        .order_by("received_at")
        .first()
    )


def _add_to(
    first: DataSubjectRequest, asked: Asked, *, channel: Channel, by: Actor, at: datetime, user: User | None
) -> DataSubjectRequest:
    """Add the words of a second request to the open first one, whose clock runs on unchanged."""
    file = first.file
    file.words = "\n\n".join(filter(None, [file.words, asked.words]))[: 2 * LONGEST_WORDS]
    file.proposed = {**file.proposed, **asked.proposed}
    file.save(update_fields=["words", "proposed"])
    first.categories = sorted({*first.categories, *asked.categories}) if first.categories else []
    first.save(update_fields=["categories"])
    RequestEvent.objects.create(
        request=first,
        at=at,
        source=first.state,
        target=first.state,
        role=by.role,
        user=user,
        code=f"ADDED_{channel.upper()}",
    )
    return first
