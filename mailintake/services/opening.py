"""A mail that asks for a right, or adds to a request: its clock has run since the server received it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ledger.services import record
from mailintake.models import Mail, Outcome
from mailintake.own import own_addresses
from mailintake.services.handling import AlreadyHandled, Handling, close, locked, locked_again, words_of
from requests_dsr.identity import MAIL_ROUND_TRIP
from requests_dsr.letters.address import is_answered_to_the_person
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.services.asking.questions import establish_identity
from requests_dsr.services.receiving.matching import add_words
from requests_dsr.services.receiving.opening import ADDED, Asked, Requester, open_request
from requests_dsr.states import State
from subjects.services.deed import deed
from subjects.services.errors import NotPossible

ADDED_BY_MAIL = f"{ADDED}_{Channel.MAIL.upper()}"


@deed
def as_request(*, mail: Mail, asked: Asked, requester: Requester, how: Handling) -> DataSubjectRequest:
    """Open the request that a mail is, received when the mail server received it (DL-1).

    The words are the mail's own. From proves nothing about who wrote (12(6)): the identity is
    established afterwards, and a withdrawal or a no to marketing needs none (domain.md 4.4). A second
    mail for the same right is added to the first. Raises AlreadyHandled, CannotOpen, Refused.
    """
    mail = locked(mail)
    request = _opened(mail, asked, requester, how)
    mail.subject, mail.thread = request.subject, request
    close(mail, Outcome.REQUEST, how, file=request.file)
    return request


@deed
def also_request(*, mail: Mail, asked: Asked, requester: Requester, how: Handling) -> DataSubjectRequest:
    """Open one more request from a mail that asks for several things; the mail stays with the first.

    What the mail has been taken to ask for already is not asked once more, however often the button is
    pressed: that raises AlreadyHandled. Raises CannotOpen, Refused.
    """
    mail = locked_again(mail)
    if _is_taken(mail, asked, requester):
        raise AlreadyHandled(_("Mejlet har redan gett en sådan begäran."))
    request = _opened(mail, asked, requester, how)
    record(
        controller=mail.controller.slug,
        by=how.by,
        action="mail.request",
        object_type="mailbox.mail",
        counts={"mails": 1},
        at=how.at,
    )
    return request


def _is_taken(mail: Mail, asked: Asked, requester: Requester) -> bool:
    """Tell whether a request of the same person holds what the mail is taken to ask for, from this mail."""
    words = words_of(mail).strip()
    opened = Q(channel=Channel.MAIL, received_at=mail.received_at, file__words__startswith=words)
    added = Q(events__code=ADDED_BY_MAIL, events__comment=words)
    found = DataSubjectRequest.objects.filter(
        opened | added, controller=mail.controller, right=asked.right, subject=requester.subject
    )
    if requester.subject is None:
        found = found.filter(
            file__requester_name=requester.name,
            file__requester_email=requester.email,
            file__requester_address=requester.postal_address,
        )
    return any(_holds(request, asked) for request in found.select_related("file").order_by("pk").distinct())


def _holds(request: DataSubjectRequest, asked: Asked) -> bool:
    kinds = not request.categories or (asked.categories and set(asked.categories) <= set(request.categories))
    proposed = request.file.proposed
    return bool(kinds) and all(_stands(proposed.get(name), value) for name, value in asked.proposed.items())


def _stands(there: Any, value: Any) -> bool:
    """Tell whether a value was proposed already: all of it, where it is a list."""
    if isinstance(there, list) and isinstance(value, list | tuple):
        return {*map(str, value)} <= {*map(str, there)}
    return bool(there == value)


def _opened(mail: Mail, asked: Asked, requester: Requester, how: Handling) -> DataSubjectRequest:
    if requester.email.strip().lower() in own_addresses(mail.controller):
        raise NotPossible(_("Det är vår egen adress. Ange den som personen ska få svar till."))
    return open_request(
        controller=mail.controller,
        asked=Asked(
            right=asked.right,
            words=words_of(mail),
            in_a_mail=True,
            categories=asked.categories,
            proposed=asked.proposed,
        ),
        requester=requester,
        channel=Channel.MAIL,
        received_at=mail.received_at,
        by=how.by,
        at=how.at,
        user=how.user,
    )


@deed
def add_to_request(
    *, mail: Mail, request: DataSubjectRequest, how: Handling, proves_identity: bool = False
) -> DataSubjectRequest:
    """Add a mail to an open request of the same company. Raises AlreadyHandled, ForbiddenMove, NotPossible.

    `proves_identity`: the mail answers a letter of this request that went to an address we know, and a
    person has judged that this is enough (12(6)); it then answers a question about identity, on the day the
    mail server received it (DL-3).
    """
    mail = locked(mail)
    request = DataSubjectRequest.objects.filter(controller=mail.controller).get(pk=request.pk)
    answers = (
        mail.round_trip and mail.thread_id == request.pk and is_answered_to_the_person(request, at=how.at)
    )
    if proves_identity and not answers:
        raise NotPossible(
            _("Mejlet svarar inte på ett brev i den begäran, och visar därför inte vem det är.")
        )
    request = add_words(
        request=request, words=words_of(mail), by=how.by, at=how.at, user=how.user, in_a_mail=True
    )
    if proves_identity and request.state == State.IDENTITY_PENDING:
        request = establish_identity(
            request=request,
            method=MAIL_ROUND_TRIP,
            by=how.by,
            at=how.at,
            user=how.user,
            answered_at=mail.received_at,
        )
    mail.subject, mail.thread = request.subject or mail.subject, request
    close(mail, Outcome.ADDED, how, file=request.file)
    return request
