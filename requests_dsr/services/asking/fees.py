"""Hear the person's yes or no to a fee that an answer named (GDPR Art. 12(5)(a); domain.md 5).

The yes opens nothing by itself: the data protection officer opens a closed request, from the day of the yes,
and finds it among the findings until then. The no ends it. Who said no may still say yes.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.actor import Actor
from ledger.services import record
from register.policyfile.values import Text
from register.services.findings import close_finding, raise_finding
from requests_dsr.guards import Attempt
from requests_dsr.letters.answer import asks_a_fee
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.moving.noting import note
from requests_dsr.services.moving.transitions import ForbiddenMove, after_every_move, as_seen, move
from requests_dsr.states import Move, State

YES, NO = "FEE_YES", "FEE_NO"
FINDING = "F-FEE"
SAID = Text(
    sv="Personen godtar avgiften, på begärans sida i Min profil. Öppna begäran igen från den dagen.",
    en="The person accepts the fee, on the request's page in My profile. Reopen the request from that day.",
)


def said_of_the_fee(request: DataSubjectRequest) -> str:
    """Give what the person has said of the fee that the answer names: YES, NO, or nothing yet."""
    if not asks_a_fee(request) or request.decided_at is None:
        return ""
    said = request.events.filter(code__in=[YES, NO], at__gte=request.decided_at).order_by("-at", "-pk")
    return said.values_list("code", flat=True).first() or ""


@transaction.atomic
def answer_fee(*, request: DataSubjectRequest, accepted: bool, by: Actor, at: datetime) -> None:
    """Note a person's yes or no to a fee, and let the staff find a yes. Said twice it is noted once.

    Raises ForbiddenMove where no fee is asked, and for a no after a yes: the work may have begun.
    """
    request = as_seen(request)
    if not asks_a_fee(request):
        raise ForbiddenMove(_("Svaret begär ingen avgift."))
    said, code = said_of_the_fee(request), YES if accepted else NO
    if said == code:
        return
    if said == YES:
        raise ForbiddenMove(_("Du har redan godtagit avgiften. Skriv till oss om du har ångrat dig."))
    note(request, code, by=by, at=at)
    record(
        controller=request.controller.slug,
        by=by,
        action="request.fee_accepted" if accepted else "request.fee_declined",
        object_type="requests_dsr.request",
        category=request.right,
        at=at,
    )
    if accepted:
        raise_finding(controller=request.controller, code=FINDING, where=_where(request), text=SAID, at=at)


@transaction.atomic
def open_for_fee(
    *,
    request: DataSubjectRequest,
    comment: str,
    received_at: datetime | None,
    by: Actor,
    user: User,
    at: datetime,
) -> DataSubjectRequest:
    """Open a request again because the person pays; the letter of it names the fee. Raises ForbiddenMove.

    `received_at` (UTC) is when they said so: the new month is counted from it.
    """
    request.file.plan = {**request.file.plan, "fee_agreed": True}
    request.file.save(update_fields=["plan"])
    return move(
        request=request, to=State.REOPENED, by=by, user=user, at=at, comment=comment, received_at=received_at
    )


@after_every_move
def settle_the_fee(request: DataSubjectRequest, step: Move, attempt: Attempt) -> None:
    """Close the finding once the request is open again."""
    if step.target is State.REOPENED:
        close_finding(controller=request.controller, code=FINDING, where=_where(request), at=attempt.at)


def _where(request: DataSubjectRequest) -> str:
    return f"request:{request.ref}"
