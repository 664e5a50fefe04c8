"""What is answered in one step: a no to marketing, a consent taken back, a list, a routing.

A withdrawal and an objection to marketing have no month: they act in the transaction that takes them
in (DL-8), and ask for no more identity than the address itself (domain.md 4.4).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy, override

from connectors.models import NoticeKind, RecipientKind
from connectors.services import Told, note_recipients
from consents.keyed import Address
from consents.law import MARKETING
from consents.law import Channel as Channels
from consents.models import RecordStatus, Way
from consents.selectors import standing_answers, words_that_hold
from consents.services import Said, object_to, refuse_consent, suppress, text_for, withdraw_consent
from law.rights import Right
from ledger.actor import Actor
from register.policyfile.words import ON_WEBSITES
from requests_dsr.identity import LOGGED_IN, is_identified
from requests_dsr.lanes import purposes_of
from requests_dsr.letters.address import language_of
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.overview import overview
from requests_dsr.package.words.speaking import both
from subjects.models import CustomerOrg, DataSubject, IdentityKind

WAYS: dict[str, Way] = {
    Channel.MY_PROFILE: Way.MY_PROFILE,
    Channel.WEB_FORM: Way.WEB_FORM,
    Channel.MAIL: Way.EMAIL,
    Channel.PHONE: Way.PHONE,
    Channel.LETTER: Way.LETTER,
    Channel.COUNTER: Way.LETTER,
}

UNNAMED = gettext_lazy("organisation som inte är namngiven")


def answer_at_once(request: DataSubjectRequest, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Do what the person asks, and give what their answer says."""
    return DEEDS[Right(request.right)](request, by, at)


def _object(request: DataSubjectRequest, by: Actor, at: datetime) -> dict[str, Any]:
    said = _said(request, by, at)
    channel = request.file.proposed.get("channel") or None
    for purpose in purposes_of(request):
        if request.subject is not None:
            object_to(subject=request.subject, purpose=purpose, said=said, channel=channel)
    if request.subject is None:
        _close_the_address(request, channel, at)
    return {
        "kind": "objection",
        "fast": True,
        "purposes": purposes_of(request),
        "channel": channel or "",
    }


def _withdraw(request: DataSubjectRequest, by: Actor, at: datetime) -> dict[str, Any]:
    """Take back what was given, by name; where nothing was, note the no to what the policy asks about."""
    channel = request.file.proposed.get("channel") or None
    cookies = _sits_in_a_browser(request, channel)
    if request.subject is None:
        closed = _close_the_address(request, channel, at)
        return {"kind": "withdrawal", "taken": [], "noted": [], "closed": closed, "cookies": cookies}
    subject, said = request.subject, _said(request, by, at)
    given = standing_answers(subject).filter(status=RecordStatus.GIVEN, decided_at__lte=said.at)
    named = purposes_of(request)
    meant = given.filter(purpose__in=named) if named else given
    taken = [(one.purpose, one.channel) for one in meant if channel in (None, one.channel)]
    for purpose in sorted({purpose for purpose, _channel in taken}):
        withdraw_consent(subject=subject, purpose=purpose, said=said, channel=channel)
    noted = _note_the_no(request, subject, said, channel, of=named if named or taken else None)
    return {
        "kind": "withdrawal",
        "taken": [list(one) for one in taken],
        "noted": [list(one) for one in noted],
        "cookies": cookies,
    }


def _sits_in_a_browser(request: DataSubjectRequest, channel: str | None) -> bool:
    """Tell whether a yes to cookies may be meant: it is changed on the website (WL-57)."""
    named = purposes_of(request)
    return any(
        way == ON_WEBSITES and channel in (None, way) and (not named or purpose in named)
        for purpose, way in words_that_hold(request.controller)
    )


def _note_the_no(
    request: DataSubjectRequest,
    subject: DataSubject,
    said: Said,
    channel: str | None,
    *,
    of: list[str] | None,
) -> list[tuple[str, str]]:
    """Write a no to each text that the person has not answered, of the purposes named; None means all.

    Who named nothing and had something to take back says no to nothing beside it. A no noted to cookies
    would change none of them.
    """
    answered = set(standing_answers(subject).values_list("purpose", "channel"))
    noted = []
    for purpose, way in sorted(words_that_hold(request.controller)):
        meant = way != ON_WEBSITES and (of is None or purpose in of)
        if meant and channel in (None, way) and (purpose, way) not in answered:
            text = text_for(subject, purpose, way)
            refuse_consent(subject=subject, text=text, said=said, language=request.file.language)
            noted.append((purpose, way))
    return noted


def _overview(request: DataSubjectRequest, by: Actor, at: datetime) -> dict[str, Any]:
    listed = overview(request.controller, language=language_of(request))
    with override(language_of(request)):
        return {"kind": "overview", "lines": [line.sentence for line in listed.lines]}


def _route(request: DataSubjectRequest, by: Actor, at: datetime) -> dict[str, Any]:
    who = str(request.file.proposed.get("controller", "")).strip()[:200]
    unnamed = both(UNNAMED)  # somebody has to find out which
    name, name_en = (who, "") if who else (unnamed.sv, unnamed.en)
    note_recipients(
        controller=request.controller,
        request_ref=request.ref,
        kind=NoticeKind.FORWARDED,
        recipients=[Told(name=name, kind=RecipientKind.CONTROLLER, categories=frozenset(), name_en=name_en)],
        by=by,
        at=at,
    )
    return {"kind": "routed", "controller": who, "known": _speaks_for(request, who)}


def _speaks_for(request: DataSubjectRequest, name: str) -> bool:
    """Tell whether whoever asks is a contact person of the customer they name, and is logged in.

    Nobody else is told who our customers are: not by the letter, not by the page. Who can read the mail of
    an address has shown no more than that, and a customer's contact is told of no other customer.
    """
    if request.identity_method != LOGGED_IN or not is_identified(request):
        return False
    theirs = CustomerOrg.objects.filter(controller=request.controller, name__iexact=name)
    return theirs.filter(contacts__subject=request.subject, contacts__left_on=None).exists()


DEEDS: dict[Right, Callable[[DataSubjectRequest, Actor, datetime], dict[str, Any]]] = {
    Right.OBJECTION: _object,
    Right.CONSENT_WITHDRAWAL: _withdraw,
    Right.SUBPROCESSOR_OVERVIEW: _overview,
    Right.OTHER_CONTROLLER: _route,
}


def _said(request: DataSubjectRequest, by: Actor, at: datetime) -> Said:
    return Said(
        by=by,
        at=request.received_at,
        noted_at=at,
        way=WAYS[request.channel],
        evidence=str(request.ref),
    )


def _close_the_address(request: DataSubjectRequest, channel: str | None, at: datetime) -> bool:
    """Close an address that is nobody's we know, where the no is to marketing there: it needs no account.

    A no to something else, or on another way than by mail, is no word against mail to this address. Tell
    whether it was closed.
    """
    named = purposes_of(request)
    is_meant = (not named or MARKETING in named) and channel in (None, Channels.EMAIL)
    if not request.file.requester_email or not is_meant:
        return False
    suppress(
        controller=request.controller,
        addresses=[Address(IdentityKind.EMAIL, request.file.requester_email)],
        at=at,
    )
    return True
