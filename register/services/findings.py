"""Raise and close findings; each is open once for one code and place, however often it is seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Controller
from register.models import Finding
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text


def raise_finding(*, controller: Controller, code: str, where: str, text: Text, at: datetime) -> None:
    """Open a finding, unless the same one is open: `where` is a place or an opaque reference, no name."""
    raise_findings(controller=controller, found=[LintFinding(code, where, text)], at=at)


def raise_findings(*, controller: Controller, found: Iterable[LintFinding], at: datetime) -> int:
    """Open many findings in one statement; those already open stay as they are. Gives how many are new."""
    rows = [
        Finding(
            controller=controller,
            code=each.code,
            where=each.where,
            text_sv=each.text.sv,
            text_en=each.text.en,
            opened_at=at,
        )
        for each in found
    ]
    before = _open(controller).count()
    with transaction.atomic():
        Finding.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)
    return _open(controller).count() - before


def close_finding(*, controller: Controller, code: str, where: str, at: datetime) -> bool:
    """Close a finding; False where none was open."""
    return bool(_open(controller).filter(code=code, where=where).update(closed_at=at))


@transaction.atomic
def keep_findings(
    *, controller: Controller, found: Iterable[LintFinding], within: Iterable[str], at: datetime
) -> int:
    """Make the open findings of some places be exactly these: raise the new, close the settled.

    `within` are the beginnings of `where` that this look covers (`sentences.`, `unit:`); findings of
    other places are left alone. Gives how many are open among them afterwards.
    """
    found = list(found)
    still = {(each.code, each.where) for each in found}
    covered = tuple(within)
    settled = [
        row.pk
        for row in _open(controller).only("pk", "code", "where")
        if row.where.startswith(covered) and (row.code, row.where) not in still
    ]
    Finding.objects.filter(pk__in=settled).update(closed_at=at)
    raise_findings(controller=controller, found=found, at=at)
    return len(still)


def _open(controller: Controller) -> QuerySet[Finding]:
    return Finding.objects.filter(controller=controller, closed_at=None)
