"""What an erasure waits for: a pause, and the person's other requests until the answers have reached them.

Somebody who asks for a pause or a copy, and for erasure too, is not refused: the erasure is decided
once the other request is answered, and its package opened or past its seven days: the login that opens
it would go with the person.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from law.calendar import stockholm_day
from law.reasons import Code
from requests_dsr.lasting import packages_that_last
from requests_dsr.models import ON_THEIR_WAY, DataSubjectRequest, Letter, Package
from subjects.models import BlockKind, DataSubject, ProcessingBlock

OWN = frozenset({Code.RESTRICTION_ART18, Code.OPEN_DSR})
"""Reasons to keep that a person's own requests bring."""
OVERTAKEN = (
    "request_received",
    "request_identity",
    "request_clarification",
    "request_unmatched",
    "request_nudge",
    "request_extended",
)
KINDS = (BlockKind.RESTRICTION_ART18, BlockKind.OPEN_REQUEST)


def only_waits(codes: Collection[str]) -> bool:
    """Tell whether data are kept by the person's own requests alone: they go when those are answered."""
    lasting = {code for code in codes if code.startswith("ERASURE_EXEMPT")} | {Code.LEGAL_HOLD} & set(codes)
    return bool(OWN & set(codes)) and Code.DSR_ERASURE_GRANTED in codes and not lasting


def by_what(codes: Collection[str]) -> frozenset[Code]:
    """Give what keeps the data that only wait: another request of the person's, a pause, or both."""
    return OWN & frozenset(codes)


def unopened(at: datetime) -> QuerySet[Package]:
    """Give the packages that nobody has opened and that can still be opened at an instant."""
    return Package.objects.filter(packages_that_last(at), openings=0)


def answers_on_their_way(request: DataSubjectRequest) -> QuerySet[Letter]:
    """Give the letters to a request's person that have not left, wait to be posted, or came back.

    A receipt and a question are overtaken by the answer, and hold nothing back.
    """
    theirs = Q(request=request)
    if request.subject_id is not None:
        theirs |= Q(request__subject=request.subject_id)
    return Letter.objects.filter(theirs, status__in=ON_THEIR_WAY).exclude(event__in=OVERTAKEN)


def waits_for(subject: DataSubject, *, at: datetime, kept: Collection[str]) -> list[dict[str, str]]:
    """Give what an erasure waits for: the person's own requests, and pauses that staff placed (Art. 18).

    A package that is not opened is always waited for. A block that is in force is, where it keeps one of
    the categories in `kept`: those that nothing else keeps, where nothing can go because of it.
    """
    blocks = [block for block in _in_force(subject, at) if kept and _reaches(block, kept)]
    packages = unopened(at).filter(request=OuterRef("pk")).order_by().values("request")
    own = DataSubjectRequest.objects.filter(subject=subject).annotate(
        has_package=Exists(packages),
        package_until=Subquery(packages.annotate(last=Max("expires_at")).values("last")),
    )
    waiting = []
    for request in own.order_by("received_at", "pk"):
        its = [block for block in blocks if block.ground.endswith(str(request.ref))]
        blocks = [block for block in blocks if block not in its]
        if its or request.has_package:
            waiting.append(_of_request(request, its))
    return [*waiting, *(_of_staff(block) for block in blocks)]


def _in_force(subject: DataSubject, at: datetime) -> QuerySet[ProcessingBlock]:
    on = stockholm_day(at)
    lasting = Q(until_on=None) | Q(until_on__gt=on)
    return ProcessingBlock.objects.filter(lasting, subject=subject, kind__in=KINDS, from_on__lte=on).order_by(
        "from_on", "pk"
    )


def _reaches(block: ProcessingBlock, kept: Collection[str]) -> bool:
    return not block.scope or bool(set(block.scope) & set(kept))


def _of_request(request: Any, blocks: list[ProcessingBlock]) -> dict[str, str]:
    pauses = [block.until_on for block in blocks if block.kind == BlockKind.RESTRICTION_ART18]
    ends = [day for day in pauses if day is not None]
    return {
        "ref": str(request.ref),
        "right": request.get_right_display().lower(),
        "package": "unopened" if request.has_package else "",
        "package_until": _iso(request.package_until),
        "pause_until": max(ends).isoformat() if ends and len(ends) == len(pauses) else "",
    }


def _of_staff(block: ProcessingBlock) -> dict[str, str]:
    return {
        "ref": "",
        "right": block.get_kind_display().lower(),
        "package": "",
        "package_until": "",
        "pause_until": block.until_on.isoformat() if block.until_on else "",
        "ground": block.ground,
        "review_on": block.review_on.isoformat() if block.review_on else "",
    }


def why_not_yet(waiting: Collection[dict[str, str]]) -> str:
    """Say what has to be answered, opened or over first."""
    which = ", ".join(in_words(one) for one in waiting)
    return _("Raderingen kan beslutas först när det här inte hindrar den längre: %(which)s.") % {
        "which": which
    }


def in_words(one: dict[str, str]) -> str:
    """Name one thing that is waited for, with the days that are known of it."""
    said = one["right"]
    said += f" ({one['ref'][:8]})" if one["ref"] else f" ({one['ground']})"
    if one.get("package_until"):
        said += _(", vars paket är oöppnat och gäller till %(day)s") % {"day": _day(one["package_until"])}
    elif one.get("package"):
        said += _(", vars paket är oöppnat: brevet om det har inte lämnat oss än")
    if one.get("pause_until"):
        said += _(", pausen slutar %(day)s") % {"day": _day(one["pause_until"])}
    if one.get("review_on"):
        said += _(", omprövas %(day)s") % {"day": _day(one["review_on"])}
    return said


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y")


def _iso(moment: Any) -> str:
    return stockholm_day(moment).isoformat() if moment else ""
