"""Open a request: from any official door, with the day it was received, in one step (DL-1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Controller, User
from law.rights import Right
from ledger.actor import Actor
from requests_dsr.clocks import wind
from requests_dsr.guards import Attempt
from requests_dsr.identity import ON_BEHALF, is_reached_apart
from requests_dsr.lanes import answered_at_once
from requests_dsr.models import Channel, DataSubjectRequest, RequestFile
from requests_dsr.services.asking.identifying import note_identified
from requests_dsr.services.moving.effects import reach_further
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import tell
from requests_dsr.states import BY_STATES, OPEN, State
from subjects.models import DataSubject
from subjects.services.deed import deed
from subjects.services.errors import Refused
from subjects.services.locking import lock_with_orgs

LONGEST_WORDS = 20_000
ADDED = "ADDED"
"""How the code of an event begins that says that words were added to a request; its comment is the words."""
NOT_APART = gettext_lazy(
    "Skriv vem som frågar för personens räkning, och en adress som är den frågandes egen: dit går svaret."
)


class CannotOpen(Refused):
    """A request that cannot be taken in as it stands; the message says what to mend."""


@dataclass(frozen=True, kw_only=True)
class Requester:
    """Who asks, as far as we know: a matched person, or only a name and a way to answer.

    `language` is what they are answered in; left empty, it is the matched person's own where they ask
    themselves, else Swedish.
    """

    subject: DataSubject | None = None
    name: str = ""
    email: str = ""
    postal_address: str = ""
    by_post: bool = False
    language: str = ""
    identity_method: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked for: a right, the kinds of data (none means all), the person's words and values.

    `in_a_mail`: the words stand in a mail that goes to the request's file, whole.
    """

    right: Right
    words: str = ""
    categories: Collection[str] = ()
    proposed: Mapping[str, Any] = field(default_factory=dict)
    in_a_mail: bool = False


@deed
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

    A second request of the same person for the same right while the first is open is added to it, unless
    it is answered at once: a no to marketing never waits for what is weighed; or has no room for its words,
    of which none is lost. What somebody asks for
    another is never added to what the other asked, nor is what nobody has shown to come from the person to
    what has been: the evidence of the one request would carry the other. Raises CannotOpen.
    """
    _check(asked, requester, received_at, at)
    if requester.subject is not None:
        lock_with_orgs([requester.subject.pk])
        at_once = answered_at_once(asked.right, asked.proposed)
        first = None if at_once else open_twin(requester.subject, asked.right)
        if first is not None and _asks_as_much(requester, first) and _has_room(first, asked):
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
    on_behalf = requester.identity_method if requester.identity_method in ON_BEHALF else ""
    RequestFile.objects.create(
        request=request,
        requester_name=requester.name,
        requester_email=requester.email,
        requester_address=requester.postal_address,
        by_post=requester.by_post,
        on_behalf=on_behalf,
        about_name=requester.subject.full_name if on_behalf and requester.subject else "",
        language=_language(requester),
        words=asked.words,
        proposed=dict(asked.proposed),
    )
    wind(request)
    request.save(update_fields=["due_on", "target_on"])
    tell(request, BY_STATES[None, State.RECEIVED], Attempt(request=request, by=by, at=at, user=user))
    if user is not None and request.identity_method:
        note_identified(request, by=by, at=at, user=user)
    return request


def _language(requester: Requester) -> str:
    """Give the language of every letter of a request. Whoever asks for another need not read theirs."""
    if requester.language or requester.subject is None or requester.identity_method in ON_BEHALF:
        return requester.language or "sv"
    return requester.subject.language


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
    if requester.identity_method in ON_BEHALF and not _is_apart(requester):
        raise CannotOpen(str(NOT_APART))


def _is_apart(requester: Requester) -> bool:
    where = {"email": requester.email, "postal_address": requester.postal_address}
    return requester.subject is not None and is_reached_apart(requester.subject, name=requester.name, **where)


def _asks_as_much(requester: Requester, first: DataSubjectRequest) -> bool:
    """Tell whether what is asked now comes from who asked first, and is shown as well to do so."""
    return requester.identity_method not in ON_BEHALF and bool(
        requester.identity_method or not first.identity_method
    )


def _has_room(first: DataSubjectRequest, asked: Asked) -> bool:
    """Tell whether the words of a second request can be added to the first."""
    try:
        joined_words(first.file.words, asked.words, in_a_mail=asked.in_a_mail)
    except CannotOpen:
        return False
    return True


def open_twin(subject: DataSubject, right: Right) -> DataSubjectRequest | None:
    """Give the request of a locked person for the same right that is open, the oldest, locked too."""
    return (
        DataSubjectRequest.objects.select_for_update(of=["self"])
        .filter(subject=subject, right=right, state__in=[s.value for s in OPEN], file__on_behalf="")
        .select_related("controller", "subject")
        .order_by("received_at", "pk")
        .first()
    )


def _add_to(
    first: DataSubjectRequest, asked: Asked, *, channel: Channel, by: Actor, at: datetime, user: User | None
) -> DataSubjectRequest:
    """Add a second request to the open first one, whose clock runs on; what acts at once acts as far."""
    file = first.file
    file.words = joined_words(file.words, asked.words, in_a_mail=asked.in_a_mail)
    file.proposed = _together(file.proposed, asked.proposed)
    file.save(update_fields=["words", "proposed"])
    every = not first.categories or not asked.categories  # one of the two asked for all there is
    first.categories = [] if every else sorted({*first.categories, *asked.categories})
    first.save(update_fields=["categories"])
    note(first, f"{ADDED}_{channel.upper()}", by=by, at=at, user=user, comment=asked.words.strip())
    reach_further(first, Attempt(request=first, by=by, at=at, user=user))
    return first


def joined_words(before: str, added: str, *, in_a_mail: bool = False) -> str:
    """Put more words after those there are. Raises CannotOpen rather than drop any.

    What stands in a mail of the same file, and in the line that says it came, is left there if it does
    not fit: whoever mailed is not asked to mail it.
    """
    joined = "\n\n".join(filter(None, [before, added.strip()]))
    if len(joined) > 2 * LONGEST_WORDS:
        if in_a_mail:
            return before
        raise CannotOpen(
            _("Begäran har redan så mycket text att mer inte får plats. Skicka resten i ett mejl.")
        )
    return joined


def without_words(words: str, added: str) -> str:
    """Take words that were added out again; what is not there changes nothing."""
    before, found, after = f"\n\n{words}\n\n".partition(f"\n\n{added.strip()}\n\n")
    return "\n\n".join(filter(None, [before.strip("\n"), after.strip("\n")])) if found else words


def _together(before: Mapping[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    """Put proposed values together: lists are joined, and of two values for a field the newer is meant."""
    lists = {
        name: sorted({*map(str, before[name]), *map(str, value)})
        for name, value in added.items()
        if isinstance(value, list | tuple) and isinstance(before.get(name), list)
    }
    return {**before, **added, **lists}
