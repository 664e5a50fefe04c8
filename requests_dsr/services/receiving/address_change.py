"""A changed e-mail address: the old one is told at once, and can stop it for 72 hours (reliability.md T1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.selectors import holders_of
from connectors.asking import marks_of
from connectors.models import NoticeKind
from connectors.services import note_recipients
from consents import outgoing
from consents.law import MessageClass
from consents.policy import live_file
from law.calendar import stockholm_day
from ledger.actor import SUBJECT
from ledger.services import record
from requests_dsr.answers.fields import cut_login, given_with
from requests_dsr.answers.recipients import carry_out_notices, recipients_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.selectors import FREEZE, was_held
from requests_dsr.services.moving.noting import note
from subjects.identifiers import normalise_email
from subjects.models import DataSubject, Identity, IdentityKind
from subjects.services.errors import IdentityTaken
from subjects.services.locking import lock

SALT = "requests_dsr.address_change"
STOPPED = "ADDRESS_STOPPED"


def tell_the_old_address(request: DataSubjectRequest, person: DataSubject, *, to: str, at: datetime) -> None:
    """Mail an address that is no longer the person's: whoever was not asked can stop it from there."""
    policy = live_file(person.controller)
    path = reverse("stop_address_change", args=[person.controller.slug, stop_token(request)])
    outgoing.send(
        controller=person.controller,
        subject=person,
        to=to,
        event="address_changed",
        context={
            "mailbox": policy.controller.dpo_mailbox if policy else "",
            "stop_link": f"{settings.SITE_URL}{path}",
        },
        language=person.language,
        message_class=MessageClass.LEGAL,
        at=at,
    )


def stop_token(request: DataSubjectRequest) -> str:
    """Give the secret of a mail to the old address: it stands for one decision of one request."""
    return signing.dumps([str(request.ref), request.file.plan_digest[:16]], salt=SALT, compress=True)


def stoppable(token: str, *, at: datetime) -> DataSubjectRequest | None:
    """Give the request whose change of address a link can stop; None when it is not ours, or too late.

    An address that was held when it was replaced stops nothing: whoever had it had not shown yet that it
    is the person's, and a change of a change would lift what the first one holds.
    """
    try:
        ref, digest = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = DataSubjectRequest.objects.filter(ref=ref, subject__isnull=False, decided_at__gt=at - FREEZE)
    request = found.select_related("controller", "subject", "file").first()
    return request if request and request.file.plan_digest[:16] == digest and _change(request) else None


def stop_address_change(*, request: DataSubjectRequest, at: datetime) -> None:
    """Put the old address back, on the word of whoever reads its mail; tell recipients and the DPO.

    What came after the change goes with it: its addresses and its login. The mail's link proves the
    old address, so nothing is held for it. It is no request of the person's own: the change that was
    stopped says so, and whoever was told of the new address is told of the old. Done twice it changes
    nothing. Raises IdentityTaken.
    """
    if _stop(request, at=at):
        carry_out_notices(request, at=at)
        _tell_the_dpo(request, at=at)


def is_stopped(request: DataSubjectRequest) -> bool:
    """Tell whether the change of address that a request came to was stopped from the old address."""
    return "stopped_at" in request.file.plan


@transaction.atomic
def _stop(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Stop a change once; tell whether this did."""
    assert request.subject_id is not None
    person = lock(subjects=[request.subject_id])[1][0]
    changed_at = request.decided_at
    assert changed_at is not None
    request.file.refresh_from_db(fields=["plan"])  # whoever pressed first has written it under this lock
    if is_stopped(request):
        return False
    known_before, change = set(marks_of(person)), _change(request)
    old = str(change["old"])
    _put_back(person, old, added_at=_added_at(change), changed_at=changed_at, at=at)
    request.file.plan = {**request.file.plan, "stopped_at": at.isoformat()}
    request.file.save(update_fields=["plan"])
    note(request, STOPPED, by=SUBJECT, at=at)
    note_recipients(
        controller=request.controller,
        request_ref=request.ref,
        kind=NoticeKind.RECTIFICATION,
        recipients=recipients_of(person, given_with({"email"})),
        by=SUBJECT,
        at=at,
        about={*known_before, *marks_of(person)},
        values={"email": old},
    )
    record(
        controller=request.controller.slug,
        by=SUBJECT,
        action="address_change.stop",
        object_type="requests_dsr.request",
        category=request.right,
        at=at,
    )
    return True


def _put_back(
    person: DataSubject, old: str, *, added_at: datetime, changed_at: datetime, at: datetime
) -> None:
    compared = normalise_email(old)
    theirs = Identity.objects.for_controller(person.controller).filter(
        kind=IdentityKind.EMAIL, normalised=compared
    )
    if theirs.exclude(subject=person).exists():
        raise IdentityTaken(_("En annan person känns redan igen på detta."))
    Identity.objects.filter(subject=person, kind=IdentityKind.EMAIL, added_at__gte=changed_at).delete()
    Identity.objects.get_or_create(
        controller=person.controller,
        kind=IdentityKind.EMAIL,
        normalised=compared,
        # It is as old with the person as it was before the change: that holds nothing back.
        defaults={"subject": person, "value": old, "added_at": added_at, "verified_at": at},
    )
    cut_login(person)


def _change(request: DataSubjectRequest) -> Mapping[str, Any]:
    """Give the line of a decided plan that replaced an address which was not held; empty where none did."""
    person, decided_at = request.subject, request.decided_at
    assert person is not None
    assert decided_at is not None
    fields = request.file.plan.get("fields", ())
    yes = [one for one in fields if one["field"] == "email" and one.get("accepted")]
    known = [one for one in yes if one.get("old") and one.get("old_added_at")]
    return known[0] if known and not was_held(person, _added_at(known[0]), decided_at) else {}


def _added_at(change: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(change["old_added_at"])


def _tell_the_dpo(request: DataSubjectRequest, *, at: datetime) -> None:
    """Let somebody look at it: who asked for the change, and was it a theft?"""
    for user in holders_of(request.controller, (Role.DPO,), on=stockholm_day(at)):
        outgoing.send(
            controller=request.controller,
            to=user.email,
            event="address_stopped",
            context={"reference": str(request.ref), "panel_link": settings.SITE_URL},
            language=user.language,
            message_class=MessageClass.SERVICE,
            at=at,
        )
