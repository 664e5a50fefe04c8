"""Which request a mail belongs to: what it answers, or the reference it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import Controller
from mailintake.models import Mail
from requests_dsr.models import DataSubjectRequest, Letter
from requests_dsr.selectors import may_be_used
from requests_dsr.whose import is_of_another

WHOLE = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE)
SHORT = re.compile(r"\b[0-9a-f]{8}\b", re.IGNORECASE)
MOST = 20


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A request a mail belongs to, and whether it comes from who has the address we know.

    `round_trip`: the mail answers a letter of this very request, which went to an address that is known
    to be the person's. Our Message-IDs are random: who answers one has read that letter. A letter to an
    address that only came with the request proves nothing (12(6); reliability.md T1).
    """

    request: DataSubjectRequest | None = None
    round_trip: bool = False


def thread_of(
    controller: Controller, *, references: Sequence[str], title: str, text: str, at: datetime
) -> Thread:
    """Find the request that a mail is about, in a constant number of queries, as it stands at an instant."""
    letter = _letter_of(controller, references) if references else None
    answered = letter.request if letter else None
    request = answered or (references and _of_mail(controller, references)) or None
    request = request or _named(controller, title, text)
    return Thread(request=request, round_trip=letter is not None and _shows_the_person(letter, at))


def _shows_the_person(letter: Letter, at: datetime) -> bool:
    """Tell whether a letter went to an address of the linked person's that may be used at an instant."""
    person = letter.request.subject
    return person is not None and may_be_used(person, letter.addressee_email, at)


def _letter_of(controller: Controller, references: Sequence[str]) -> Letter | None:
    """Find the letter of ours that a mail answers: the nearest of those it names, whenever they were written.

    One that went to somebody its request was linked to before is no longer of that request.
    """
    answered = Letter.objects.filter(request__controller=controller, message_id__in=references)
    found = answered.select_related("request__subject").order_by("pk")
    theirs = [one for one in found if not is_of_another(one.request, one.whose)]
    return min(theirs, key=lambda one: references.index(one.message_id), default=None)


def _of_mail(controller: Controller, references: Sequence[str]) -> DataSubjectRequest | None:
    """Find the request of the nearest mail that a mail names and that is part of one."""
    earlier = Mail.objects.for_controller(controller).filter(message_id__in=references).exclude(file=None)
    found = list(earlier.select_related("file__request").order_by("-received_at", "-pk")[:MOST])
    nearest = min(found, key=lambda one: references.index(one.message_id), default=None)
    return nearest.file.request if nearest and nearest.file else None


def _named(controller: Controller, title: str, text: str) -> DataSubjectRequest | None:
    """Find the one request whose reference is named: whole anywhere, its first eight signs in the subject."""
    requests = DataSubjectRequest.objects.filter(controller=controller)
    refs = {UUID(ref) for ref in WHOLE.findall(f"{title}\n{text}")[:MOST]}
    if refs:
        found = list(requests.filter(ref__in=refs)[:2])
        return found[0] if len(found) == 1 else None
    short = SHORT.search(title)
    if short is None:
        return None
    first = UUID(f"{short[0]}-0000-0000-0000-000000000000")
    last = UUID(f"{short[0]}-ffff-ffff-ffff-ffffffffffff")
    found = list(requests.filter(ref__range=(first, last))[:2])
    return found[0] if len(found) == 1 else None
