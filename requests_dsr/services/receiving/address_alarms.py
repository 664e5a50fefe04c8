"""Tell of a changed e-mail address whoever may have to stop it, again until the mail has left (T1).

The old address is told of the change, and the data protection officer that it was stopped. Neither is a
letter to the person: the one address is no longer theirs, the other never was. What has left is told by the
record of the messages alone; what has not is a finding, and is sent again each morning. An alarm of which
nobody knows whether it left is sent again too: twice harms nobody, never lets a thief in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Controller, Role
from accounts.selectors import holders_of
from consents import outgoing
from consents.law import MessageClass
from consents.models import MessageStatus, OutgoingMessage
from consents.policy import live_file
from law.calendar import stockholm_day
from law.rights import Right
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.services.findings import raise_finding
from requests_dsr.models import DataSubjectRequest
from requests_dsr.selectors import FREEZE, was_held
from subjects.models import DataSubject

SALT = "requests_dsr.address_change"
CHANGED, STOPPED = "address_changed", "address_stopped"
SHOWN = timedelta(days=30)
"""So long the findings stand: nobody says that they were looked into."""
LEFT = (MessageStatus.SENT, MessageStatus.BOUNCED)
UNHEARD = Text(
    sv="Den gamla e-postadressen har inte fått veta att adressen byttes: mejlet har inte kommit iväg. Hör "
    "efter med personen på annat sätt att det var de som bad om bytet.",
    en="The old e-mail address has not been told that the address was changed: the mail has not left. Ask "
    "the person in another way whether it was they who asked for it.",
)
WAS_STOPPED = Text(
    sv="Ett byte av e-postadress stoppades från den gamla adressen. Någon annan kan ha bett om det: "
    "se efter.",
    en="A change of e-mail address was stopped from the old address. Somebody else may have asked for it: "
    "look into it.",
)


def tell_the_old_address(request: DataSubjectRequest, person: DataSubject, *, to: str, at: datetime) -> None:
    """Mail an address that is no longer the person's: whoever was not asked can stop it from there."""
    policy = live_file(person.controller)
    path = reverse("stop_address_change", args=[person.controller.slug, stop_token(request)])
    outgoing.send(
        controller=person.controller,
        subject=person,
        to=to,
        event=CHANGED,
        context={
            "mailbox": policy.controller.dpo_mailbox if policy else "",
            "stop_link": f"{settings.SITE_URL}{path}",
        },
        language=person.language,
        message_class=MessageClass.LEGAL,
        at=at,
    )


def tell_the_dpo(request: DataSubjectRequest, *, at: datetime) -> None:
    """Let somebody look at it: who asked for the change, and was it a theft?"""
    for user in holders_of(request.controller, (Role.DPO,), on=stockholm_day(at)):
        outgoing.send(
            controller=request.controller,
            to=user.email,
            event=STOPPED,
            context={"reference": str(request.ref), "panel_link": settings.SITE_URL},
            language=user.language,
            message_class=MessageClass.SERVICE,
            at=at,
        )


def tell_of_a_stop(request: DataSubjectRequest, *, at: datetime) -> None:
    """Open the finding of a change that was stopped, in the transaction of the stop."""
    where = _where(request)
    raise_finding(controller=request.controller, code="F-STOPPED", where=where, text=WAS_STOPPED, at=at)


def changes_of_address(controller: Controller, *, at: datetime) -> QuerySet[DataSubjectRequest]:
    """Give the corrections of the last 30 days of people who are there; not all are of an address."""
    found = DataSubjectRequest.objects.filter(
        controller=controller,
        right=Right.RECTIFICATION,
        subject__isnull=False,
        decided_at__gt=at - SHOWN,
        file__plan__kind="rectification",
    )
    return found.select_related("controller", "subject", "file").order_by("pk")


def sound_again(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Send the alarm of a changed address again where it never left and still helps; tell whether it left."""
    change, person = change_of(request), request.subject
    changed_at = changed_address_at(request)
    if not change or person is None or changed_at is None or _has_left(request):
        return False
    if is_stopped(request):
        tell_the_dpo(request, at=at)
    elif changed_at > at - FREEZE:
        tell_the_old_address(request, person, to=str(change["old"]), at=at)
    return _has_left(request)


def alarms_to_show(controller: Controller, *, at: datetime) -> Iterator[LintFinding]:
    """Give the findings about changed addresses: those that were stopped, and whose alarm never left."""
    for request in changes_of_address(controller, at=at):
        if is_stopped(request):
            yield LintFinding("F-STOPPED", _where(request), WAS_STOPPED)
        elif change_of(request) and not _has_left(request):
            yield LintFinding("F-UNHEARD", _where(request), UNHEARD)


def stop_token(request: DataSubjectRequest) -> str:
    """Give the secret of a mail to the old address: it stands for one decision of one request."""
    return signing.dumps([str(request.ref), request.file.plan_digest[:16]], salt=SALT, compress=True)


def is_stopped(request: DataSubjectRequest) -> bool:
    """Tell whether the change of address that a request came to was stopped from the old address."""
    return "stopped_at" in request.file.plan


def to_confirm(request: DataSubjectRequest) -> str:
    """Give the address that a plan grants where its reader says yes; empty where the plan asks nobody."""
    lines = request.file.plan.get("fields", ())
    return next((str(one["new"]) for one in lines if one.get("to_confirm") and one["accepted"]), "")


def changed_address_at(request: DataSubjectRequest) -> datetime | None:
    """Give when the address changed (UTC): once its reader said yes, else with the decision; None before."""
    if not to_confirm(request):
        return request.decided_at
    confirmed = request.file.plan.get("confirmed_at")
    return datetime.fromisoformat(confirmed) if confirmed else None


def change_of(request: DataSubjectRequest) -> Mapping[str, Any]:
    """Give the line of a decided plan that replaced an address which was not held; empty where none did."""
    person, changed_at = request.subject, changed_address_at(request)
    assert person is not None
    if changed_at is None:
        return {}
    fields = request.file.plan.get("fields", ())
    yes = [one for one in fields if one["field"] == "email" and one.get("accepted")]
    known = [one for one in yes if one.get("old") and one.get("old_added_at")]
    return known[0] if known and not was_held(person, old_added_at(known[0]), changed_at) else {}


def old_added_at(change: Mapping[str, Any]) -> datetime:
    """Give since when (UTC) the person had the address that was replaced."""
    return datetime.fromisoformat(change["old_added_at"])


def _has_left(request: DataSubjectRequest) -> bool:
    """Tell whether the mail that a change asks for has left: to the old address, or of its stop to a DPO."""
    found = OutgoingMessage.objects.filter(controller=request.controller, status__in=LEFT)
    if is_stopped(request):
        since = datetime.fromisoformat(request.file.plan["stopped_at"])
        return found.filter(event=STOPPED, at__gte=since).exists()
    return found.filter(event=CHANGED, subject=request.subject, at__gte=changed_address_at(request)).exists()


def _where(request: DataSubjectRequest) -> str:
    return f"address:{request.ref}"
