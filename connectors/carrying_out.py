"""Do in a connected system what its notice tells of, one identity at a time, until it confirms.

Called outside the deed's transaction: another system is never waited for under a lock. Every deed of
a system may be done twice, so what was interrupted is simply done again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from connectors.asking import known_by
from connectors.models import UNSETTLED, NoticeKind, RecipientNotice, Trouble
from connectors.protocol import Known, Source, Unable, Unreachable
from connectors.services import confirm_answered
from ledger.actor import WORKER
from subjects.models import Identity
from subjects.services.errors import NotPossible

HANDED_OVER = (Trouble.UNABLE, Trouble.FOUND, Trouble.CAME_BACK)
"""What a machine can do no more about: the next step is a person's."""


def carry_out(notice: RecipientNotice, *, at: datetime) -> bool:
    """Do what a notice tells of, and note it confirmed once every identity was answered for.

    False when the system did not answer, cannot do it, or has still to answer for something earlier
    of the same person: then the notice says so, and who it is still about.
    """
    if notice.system is None or notice.state not in UNSETTLED or notice.trouble in HANDED_OVER:
        return False
    if _waits_for_an_earlier(notice):
        return False
    if notice.kind == NoticeKind.ERASURE and _is_somebody_new(notice):
        _note(notice, notice.about, Trouble.CAME_BACK)
        return False
    left, trouble = _ask(notice, notice.about)
    if trouble or not notice.about:
        _note(notice, left, trouble or Trouble.UNABLE)
        return False
    try:
        confirm_answered(notice=notice, by=WORKER, at=at)
    except NotPossible:  # somebody else noted it meanwhile
        return False
    return True


def _waits_for_an_earlier(notice: RecipientNotice) -> bool:
    """Tell whether something earlier of the person waits there: a late pause must not undo its end."""
    earlier = RecipientNotice.objects.filter(
        system=notice.system, pk__lt=notice.pk, state__in=UNSETTLED, about__overlap=notice.about
    )
    return earlier.exclude(trouble__in=HANDED_OVER).exclude(kind=NoticeKind.COPY).exists()


def _is_somebody_new(notice: RecipientNotice) -> bool:
    """Tell whether somebody is known here by a mark of a notice, and came after it.

    A system is asked by the mark alone. What it holds of somebody who came back is none of what was decided
    to be erased (Art. 17(1)); only a person can tell the rows apart.
    """
    known = [mark.partition(":") for mark in notice.about]
    marks = reduce(or_, (Q(kind=kind, normalised=value) for kind, _colon, value in known), Q(pk=None))
    new = Identity.objects.filter(marks, subject__controller=notice.controller)
    return new.filter(added_at__gt=notice.created_at).exists()


def _ask(notice: RecipientNotice, marks: Collection[str]) -> tuple[list[str], str]:
    """Ask about one identity after the other; give those not answered for, and what stands in the way.

    Where a person has to step in, all of them stay: whoever tells the system must know whom it is about.
    """
    left = list(marks)
    try:
        assert notice.system is not None
        source = notice.system.open()
        for mark in marks:
            if trouble := _do(notice, source, known_by(mark)):
                return list(marks), trouble
            left.remove(mark)
        if notice.kind == NoticeKind.RECTIFICATION and not set(notice.values) <= _columns(source):
            return list(marks), Trouble.UNABLE  # it holds such data under another name: a person looks there
    except Unable:
        return list(marks), Trouble.UNABLE
    except Unreachable:
        return left, Trouble.SILENT
    return left, ""


def _do(notice: RecipientNotice, source: Source, known: Known) -> str:
    if notice.kind == NoticeKind.ERASURE:
        source.erase(known, categories=notice.categories, dry_run=False)
    elif notice.kind == NoticeKind.RECTIFICATION:
        has = _columns(source)
        source.rectify(known, {name: value for name, value in notice.values.items() if name in has})
    elif notice.kind in (NoticeKind.RESTRICTION, NoticeKind.RESTRICTION_LIFTED):
        source.restrict(known, restricted=notice.kind == NoticeKind.RESTRICTION)
    elif notice.kind in (NoticeKind.OBJECTION_UPHELD, NoticeKind.COMPLETION):
        # It ends one use and not another, or adds words: no system of the protocol can be asked that.
        return Trouble.UNABLE
    elif notice.kind == NoticeKind.COPY:
        export = source.export(known)
        if export.unread:
            return Trouble.SILENT
        return Trouble.FOUND if export.rows else ""
    return ""


def _columns(source: Source) -> set[str]:
    return {column.name for column in source.describe().columns}


def _note(notice: RecipientNotice, left: list[str], trouble: str) -> None:
    notice.about, notice.trouble = left, trouble
    RecipientNotice.objects.filter(pk=notice.pk, state__in=UNSETTLED).update(about=left, trouble=trouble)
