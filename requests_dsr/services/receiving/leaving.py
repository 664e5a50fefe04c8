"""Leave what was said in a request with whoever it was said to, when it turns out to be somebody else's.

What is left carries the request's own reference in `whose`, which is no person's: no page and no copy shows
it to anybody, no answer to it is taken for the person's, and it is delivered where it was addressed. Staff
see it in the file, with whom it went to (`requests_dsr.whose`).
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State
from requests_dsr.whose import MATCHED

ON_BEHALF, BEHALF_ENDED = "ON_BEHALF", "BEHALF_ENDED"
"""The codes of the events that say that somebody else asks, and that this was a mistake."""
TELLS_THE_DOUBT = ("request_identity", "request_nudge")
"""The letters that repeat what staff wrote of who it may be."""


def leave_with_the_asker(request: DataSubjectRequest) -> int:
    """Leave with whoever asked for the person all that was written since; give how many letters that is."""
    since = _asked_for_since(request)
    request.questions.filter(whose=None, asked_at__gte=since).update(whose=request.ref)
    request.events.filter(whose=None, at__gte=since).exclude(comment="").update(whose=request.ref)
    return request.letters.filter(whose=None, written_at__gte=since).update(whose=request.ref)


def leave_the_doubt(request: DataSubjectRequest) -> None:
    """Leave with an address that nobody knew what staff asked it about the linked person (Art. 12(6)).

    The question speaks of that person, and whoever is linked next is another.
    """
    asked = request.questions.filter(whose=None, kind="identity")
    first = asked.order_by("asked_at").values_list("asked_at", flat=True).first()
    if first is None:
        return
    moved = Q(target=State.IDENTITY_PENDING) & ~Q(comment="")
    request.events.filter(moved, whose=None, at__gte=first).update(whose=request.ref)
    told = request.letters.filter(whose=None, event__in=TELLS_THE_DOUBT, written_at__gte=first)
    told.update(whose=request.ref)
    asked.update(whose=request.ref)


def _asked_for_since(request: DataSubjectRequest) -> datetime:
    """Give since when somebody else has asked; the request's whole time where nobody noted a change."""
    events = request.events.order_by("pk")
    before = events.filter(code__in=[MATCHED, BEHALF_ENDED]).last()
    since = events.filter(pk__gt=before.pk) if before else events
    noted = since.filter(code=ON_BEHALF).first()
    if noted is not None:
        return noted.at
    return before.at if before else request.received_at
