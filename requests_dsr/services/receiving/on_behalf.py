"""Note of a request that somebody else asks for the person: who, by what evidence, answered where; or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from ledger.actor import Actor
from ledger.services import record
from requests_dsr.clocks import wind
from requests_dsr.guards import Attempt, may_ask_for_another, may_end_asking_for_another
from requests_dsr.identity import ON_BEHALF as EVIDENCE
from requests_dsr.identity import is_reached_apart
from requests_dsr.methods import method_words
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.asking.questions import establish_identity
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import ForbiddenMove, as_seen
from requests_dsr.services.receiving.leaving import BEHALF_ENDED, ON_BEHALF, leave_with_the_asker
from requests_dsr.services.receiving.opening import NOT_APART
from subjects.services.deed import deed


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who asks for somebody else: their name, and an address of their own."""

    name: str = ""
    email: str = ""
    postal_address: str = ""


@deed
def ask_for_another(
    *,
    request: DataSubjectRequest,
    method: str,
    who: Asker,
    by: Actor,
    at: datetime,
    user: User | None = None,
) -> DataSubjectRequest:
    """Note that a request is asked for its person by an attorney, a guardian, or the kin of somebody dead.

    `method` is the kind of evidence, one of `identity.ON_BEHALF`; the document is never kept. It takes the
    place of what was noted before: from now on every letter goes to whoever asks, and none to the person.
    Noted again it corrects what was noted. Raises ForbiddenMove.
    """
    request = as_seen(request)
    if not (permission := may_ask_for_another(Attempt(request=request, by=by, at=at, user=user))):
        raise ForbiddenMove(permission.reason)
    where = {"email": who.email.strip(), "postal_address": who.postal_address.strip()}
    assert request.subject is not None
    if method not in EVIDENCE or not is_reached_apart(request.subject, name=who.name, **where):
        raise ForbiddenMove(str(NOT_APART))
    file = request.file
    file.requester_name, file.by_post = who.name.strip(), not where["email"]
    file.requester_email, file.requester_address = where["email"], where["postal_address"]
    file.save(update_fields=["requester_name", "by_post", "requester_email", "requester_address"])
    request.identity_method = ""  # what was noted was taken for the person's own
    request.save(update_fields=["identity_method"])
    note(request, ON_BEHALF, by=by, at=at, user=user)
    record(
        controller=request.controller.slug,
        by=by,
        action="request.on_behalf",
        object_type="requests_dsr.request",
        category=request.right,
        at=at,
    )
    return establish_identity(request=request, method=method, by=by, at=at, user=user)


@deed
def end_asking_for_another(
    *, request: DataSubjectRequest, why: str, by: Actor, at: datetime, user: User | None = None
) -> DataSubjectRequest:
    """Take back that somebody else asks for the person: it was noted by mistake, and the person asks.

    What was written to the other stays theirs: the file says to whom it went, and the person is shown none of
    it. Their evidence and a proposal made for them as the reader are forgotten, so whoever asks is identified
    anew; a question to them waits no longer. From now on the letters go to an address of the person's that we
    know. Raises ForbiddenMove.
    """
    request = as_seen(request)
    if not (permission := may_end_asking_for_another(Attempt(request=request, by=by, at=at, user=user))):
        raise ForbiddenMove(permission.reason)
    if not why.strip():
        raise ForbiddenMove(_("Skriv hur det blev fel."))
    file = request.file
    where = file.requester_email or " ".join(file.requester_address.split())
    was = _("Antecknat var: %(name)s, %(where)s (%(what)s).") % {
        "name": file.requester_name,
        "where": where,
        "what": method_words(file.on_behalf),
    }
    note(request, BEHALF_ENDED, by=by, at=at, user=user, comment=f"{was} {why.strip()}")
    letters = leave_with_the_asker(request)  # and with them this line, which names the other
    request.questions.filter(answered_at=None).update(answered_at=at)
    assert request.subject is not None
    file.on_behalf, file.about_name, file.plan, file.plan_digest = "", "", {}, ""
    file.requester_name, file.by_post = request.subject.full_name, False
    file.requester_email, file.requester_address = "", ""
    file.save()
    request.identity_method = ""
    wind(request)
    request.save(update_fields=["identity_method", "due_on", "target_on"])
    record(
        controller=request.controller.slug,
        by=by,
        action="request.on_behalf_ended",
        object_type="requests_dsr.request",
        category=request.right,
        counts={"letters": letters},
        at=at,
    )
    return request
