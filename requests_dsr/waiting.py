"""What an erasure waits for: the person's own other requests, until their answers have reached the person.

Somebody who asks for a pause or a copy, and for erasure too, is not refused: the erasure is decided
once the other request is answered, and its package opened or past its seven days: the login that opens
it would go with the person.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from law.calendar import stockholm_day
from law.reasons import Code
from requests_dsr.models import DataSubjectRequest, Letter, LetterStatus, Package
from subjects.models import BlockKind, DataSubject, ProcessingBlock

OWN = frozenset({Code.RESTRICTION_ART18, Code.OPEN_DSR})
"""Reasons to keep that a person's own requests bring."""
ON_THEIR_WAY = (LetterStatus.QUEUED, LetterStatus.FAILED, LetterStatus.TO_PRINT)
OVERTAKEN = (
    "request_received",
    "request_identity",
    "request_clarification",
    "request_nudge",
    "request_extended",
)
KINDS = (BlockKind.RESTRICTION_ART18, BlockKind.OPEN_REQUEST)


def only_waits(codes: Collection[str]) -> bool:
    """Tell whether data are kept by the person's own requests alone: they go when those are answered."""
    lasting = {code for code in codes if code.startswith("ERASURE_EXEMPT")} | {Code.LEGAL_HOLD} & set(codes)
    return bool(OWN & set(codes)) and Code.DSR_ERASURE_GRANTED in codes and not lasting


def unopened(at: datetime) -> QuerySet[Package]:
    """Give the packages that nobody has opened and that can still be opened at an instant."""
    return Package.objects.filter(deleted_at=None, openings=0, expires_at__gt=at)


def answers_on_their_way(request: DataSubjectRequest) -> QuerySet[Letter]:
    """Give the letters to a request's person that have still to leave, or to be printed and posted.

    A receipt and a question are overtaken by the answer, and hold nothing back.
    """
    theirs = Q(request=request)
    if request.subject_id is not None:
        theirs |= Q(request__subject=request.subject_id)
    return Letter.objects.filter(theirs, status__in=ON_THEIR_WAY).exclude(event__in=OVERTAKEN)


def waits_for(subject: DataSubject, *, at: datetime, blocked: bool) -> list[dict[str, str]]:
    """Give the person's own requests that an erasure waits for: reference, words, last day of a package.

    A package that is not opened is always waited for. A request that only blocks is, where `blocked`:
    where nothing can go because of it.
    """
    on = stockholm_day(at)
    blocking = ProcessingBlock.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        subject=subject,
        kind__in=KINDS,
        from_on__lte=on,
        ground__endswith=Cast(OuterRef("ref"), CharField()),
    )
    packages = unopened(at).filter(request=OuterRef("pk")).order_by().values("request")
    own = DataSubjectRequest.objects.filter(subject=subject).annotate(
        blocks=Exists(blocking),
        package_until=Subquery(packages.annotate(last=Max("expires_at")).values("last")),
    )
    found = own.filter(Q(package_until__isnull=False) | Q(blocks=True)).order_by("received_at", "pk")
    return [
        {
            "ref": str(one.ref),
            "right": one.get_right_display().lower(),
            "package_until": _iso(one.package_until),
        }
        for one in found
        if blocked or one.package_until
    ]


def why_not_yet(waiting: Collection[dict[str, str]]) -> str:
    """Say what has to be answered or opened first."""
    return _(
        "Raderingen kan beslutas först när personens andra begäran är besvarad, paketet öppnat och pausen "
        "slut: %(which)s."
    ) % {"which": ", ".join(_named(one) for one in waiting)}


def _named(one: dict[str, str]) -> str:
    named = f"{one['right']} ({one['ref'][:8]})"
    if not one.get("package_until"):
        return named
    until = date_format(date.fromisoformat(one["package_until"]), "j F Y")
    return _("%(request)s, vars paket är oöppnat och gäller till %(day)s") % {"request": named, "day": until}


def _iso(moment: Any) -> str:
    return stockholm_day(moment).isoformat() if moment else ""
