"""A changed e-mail address: the old one is told at once, and can stop it for 72 hours (reliability.md T1).

It changes once whoever reads the new one has said yes (`address_confirming`).
"""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from connectors.asking import marks_of
from ledger.actor import SUBJECT
from ledger.services import record
from requests_dsr.answers.fields import cut_login
from requests_dsr.answers.recipients import carry_out_notices
from requests_dsr.models import DataSubjectRequest
from requests_dsr.selectors import FREEZE
from requests_dsr.services.receiving.address_alarms import (
    SALT,
    change_of,
    changed_address_at,
    is_stopped,
    old_added_at,
    tell_of_a_stop,
    tell_the_dpo,
)
from requests_dsr.services.receiving.address_written import write_down_address
from subjects.identifiers import normalise_email
from subjects.models import DataSubject, Identity, IdentityKind
from subjects.services.errors import IdentityTaken
from subjects.services.locking import lock

STOPPED = "ADDRESS_STOPPED"


def stoppable(token: str, *, at: datetime) -> DataSubjectRequest | None:
    """Give the request whose change of address a link can stop; None when it is not ours, or too late.

    An address that was held when it was replaced stops nothing: whoever had it had not shown yet that it
    is the person's, and a change of a change would lift what the first one holds.
    """
    try:
        ref, digest = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = DataSubjectRequest.objects.filter(ref=ref, subject__isnull=False)
    request = found.select_related("controller", "subject", "file").first()
    changed_at = changed_address_at(request) if request else None
    if request is None or changed_at is None or changed_at <= at - FREEZE:
        return None
    return request if request.file.plan_digest[:16] == digest and change_of(request) else None


def stop_address_change(*, request: DataSubjectRequest, at: datetime) -> None:
    """Put the old address back, on the word of whoever reads its mail; tell recipients and the DPO.

    What came after the change goes with it: its addresses and its login. The mail's link proves the
    old address, so nothing is held for it. It is no request of the person's own: the change that was
    stopped says so, and whoever was told of the new address is told of the old. Done twice it changes
    nothing. Raises IdentityTaken.
    """
    if _stop(request, at=at):
        carry_out_notices(request, at=at)
        tell_the_dpo(request, at=at)


@transaction.atomic
def _stop(request: DataSubjectRequest, *, at: datetime) -> bool:
    """Stop a change once; tell whether this did."""
    assert request.subject_id is not None
    person = lock(subjects=[request.subject_id])[1][0]
    request.file.refresh_from_db(fields=["plan"])  # whoever pressed first has written it under this lock
    if is_stopped(request):
        return False
    changed_at = changed_address_at(request)
    assert changed_at is not None
    known_before, change = set(marks_of(person)), change_of(request)
    old = str(change["old"])
    _put_back(person, old, added_at=old_added_at(change), changed_at=changed_at, at=at)
    request.file.plan = {**request.file.plan, "stopped_at": at.isoformat()}
    request.file.save(update_fields=["plan"])
    tell_of_a_stop(request, at=at)
    write_down_address(
        request,
        person,
        address=old,
        known_before=known_before,
        code=STOPPED,
        at=at,
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
