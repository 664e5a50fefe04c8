"""What is answered in one step: a no to marketing, a consent taken back, a list, a routing.

A withdrawal and an objection to marketing have no month: they act in the transaction that takes them
in (DL-8), and ask for no more identity than the address itself (domain.md 4.4).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from connectors.models import NoticeKind, RecipientKind
from connectors.services import Told, note_recipients
from consents.keyed import Address
from consents.models import RecordStatus, Way
from consents.selectors import standing_answers
from consents.services import Said, object_to, suppress, withdraw_consent
from law.rights import Right
from ledger.actor import Actor
from requests_dsr.lanes import purposes_of
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.overview import overview
from subjects.models import CustomerOrg, IdentityKind

WAYS: dict[str, Way] = {
    Channel.MY_PROFILE: Way.MY_PROFILE,
    Channel.WEB_FORM: Way.WEB_FORM,
    Channel.MAIL: Way.EMAIL,
    Channel.PHONE: Way.PHONE,
    Channel.LETTER: Way.LETTER,
    Channel.COUNTER: Way.LETTER,
    Channel.API: Way.API,
}


def answer_at_once(request: DataSubjectRequest, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Do what the person asks, and give what their answer says."""
    return DEEDS[Right(request.right)](request, by, at)


def _object(request: DataSubjectRequest, by: Actor, at: datetime) -> dict[str, Any]:
    said = _said(request, by)
    channel = request.file.proposed.get("channel") or None
    for purpose in purposes_of(request):
        if request.subject is not None:
            object_to(subject=request.subject, purpose=purpose, said=said, channel=channel)
    if request.subject is None:
        _close_the_address(request, at)
    return {"kind": "objection", "fast": True, "purposes": purposes_of(request)}


def _withdraw(request: DataSubjectRequest, by: Actor, at: datetime) -> dict[str, Any]:
    if request.subject is None:
        _close_the_address(request, at)
        return {"kind": "withdrawal"}
    given = standing_answers(request.subject).filter(status=RecordStatus.GIVEN)
    wanted = purposes_of(request) or sorted(set(given.values_list("purpose", flat=True)))
    channel = request.file.proposed.get("channel") or None
    taken = sum(
        withdraw_consent(subject=request.subject, purpose=purpose, said=_said(request, by), channel=channel)
        for purpose in wanted
    )
    return {"kind": "withdrawal", "consents": taken}


def _overview(request: DataSubjectRequest, by: Actor, at: datetime) -> dict[str, Any]:
    listed = overview(request.controller, language=request.file.language)
    return {"kind": "overview", "lines": [line.sentence for line in listed.lines]}


def _route(request: DataSubjectRequest, by: Actor, at: datetime) -> dict[str, Any]:
    who = str(request.file.proposed.get("controller", "")).strip()[:200]
    if who:
        note_recipients(
            controller=request.controller,
            request_ref=request.ref,
            kind=NoticeKind.FORWARDED,
            recipients=[Told(name=who, kind=RecipientKind.CONTROLLER, categories=frozenset())],
            by=by,
            at=at,
        )
    return {"kind": "routed", "controller": who, "known": _is_customer(request, who)}


def _is_customer(request: DataSubjectRequest, name: str) -> bool | None:
    """Tell whether a name is a customer's; None for a stranger, who is not told who our customers are."""
    if not request.identity_method:
        return None
    return CustomerOrg.objects.filter(controller=request.controller, name__iexact=name).exists()


DEEDS: dict[Right, Callable[[DataSubjectRequest, Actor, datetime], dict[str, Any]]] = {
    Right.OBJECTION: _object,
    Right.CONSENT_WITHDRAWAL: _withdraw,
    Right.SUBPROCESSOR_OVERVIEW: _overview,
    Right.OTHER_CONTROLLER: _route,
}


def _said(request: DataSubjectRequest, by: Actor) -> Said:
    return Said(by=by, at=request.received_at, way=WAYS[request.channel], evidence=str(request.ref))


def _close_the_address(request: DataSubjectRequest, at: datetime) -> None:
    """Close an address that is nobody's we know: a no needs no account."""
    if request.file.requester_email:
        suppress(
            controller=request.controller,
            addresses=[Address(IdentityKind.EMAIL, request.file.requester_email)],
            at=at,
        )
