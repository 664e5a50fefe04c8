"""What an erasure waits for: the person's own other requests, which keep the data untouched meanwhile.

Somebody who asks for a pause or a copy, and for erasure too, is not refused: the erasure is decided
once the other request is answered.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from law.reasons import Code
from requests_dsr.models import DataSubjectRequest
from subjects.models import BlockKind, DataSubject, ProcessingBlock

OWN = frozenset({Code.RESTRICTION_ART18, Code.OPEN_DSR})
"""Reasons to keep that a person's own requests bring."""
KINDS = (BlockKind.RESTRICTION_ART18, BlockKind.OPEN_REQUEST)


def only_waits(codes: Collection[str]) -> bool:
    """Tell whether data are kept by the person's own requests alone: they go when those are answered."""
    lasting = {code for code in codes if code.startswith("ERASURE_EXEMPT")} | {Code.LEGAL_HOLD} & set(codes)
    return bool(OWN & set(codes)) and Code.DSR_ERASURE_GRANTED in codes and not lasting


def waits_for(subject: DataSubject, *, on: date) -> list[dict[str, str]]:
    """Give the person's own requests that block erasure on a Stockholm day: reference and words."""
    blocking = ProcessingBlock.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        subject=subject,
        kind__in=KINDS,
        from_on__lte=on,
        ground__endswith=Cast(OuterRef("ref"), CharField()),
    )
    own = DataSubjectRequest.objects.filter(Exists(blocking), subject=subject)
    return [
        {"ref": str(one.ref), "right": one.get_right_display().lower()}
        for one in own.order_by("received_at", "pk")
    ]


def why_not_yet(waiting: Collection[dict[str, str]]) -> str:
    """Say what has to be answered first."""
    named = ", ".join(f"{one['right']} ({one['ref'][:8]})" for one in waiting)
    return _(
        "Raderingen kan beslutas först när personens andra begäran är besvarad och pausen är slut: %(which)s."
    ) % {"which": named}
