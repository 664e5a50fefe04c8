"""What the law cannot decide, and what does not add up, is told to a person (design.md, promise 2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from accounts.models import Controller
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.services.findings import keep_findings
from retention.models import RetentionUnit

TOLD = {
    "DATA_QUALITY_REVIEW": (
        "F-DATA",
        Text(
            sv="Uppgifterna om datum går inte ihop: de sparas tills någon har rättat dem.",
            en="The dates of this record contradict each other: it is kept until somebody mends them.",
        ),
    ),
    "NO_RULE": (
        "F-RULE",
        Text(
            sv="Policyn har ingen regel för det här slaget av uppgifter: de sparas tills den har det.",
            en="The policy has no rule for this kind of data: it is kept until there is one.",
        ),
    ),
}
DRIFTED = Text(
    sv="{n} enheter säger något annat än lagen i dag. Nästa plan rättar dem; ta reda på varför.",
    en="{n} units say something else than the law does today. The next plan mends them; find out why.",
)
WITHOUT_UNIT = Text(
    sv="{n} personer finns kvar utan att något sparas om dem.",
    en="{n} persons are still here although nothing is kept of them.",
)


def report_undecided(controller: Controller, *, at: datetime) -> int:
    """Make the open findings on units be exactly those kept for want of an answer; give how many."""
    return keep_findings(controller=controller, found=_undecided(controller), within=["unit:"], at=at)


def _undecided(controller: Controller) -> Iterator[LintFinding]:
    units = RetentionUnit.objects.filter(controller=controller, reasons__overlap=list(TOLD))
    for pk, category, reasons in units.values_list("pk", "category", "reasons").iterator(chunk_size=2000):
        for reason in reasons:
            if reason in TOLD:
                code, text = TOLD[reason]
                yield LintFinding(code, f"unit:{pk} {category}", text)


def report_drift(controller: Controller, *, drifted: int, without_unit: int, at: datetime) -> None:
    """Open or close the two findings of the nightly check."""
    found = [
        LintFinding(code, "reconcile", Text(sv=text.sv.format(n=n), en=text.en.format(n=n)))
        for code, n, text in (("F-DRIFT", drifted, DRIFTED), ("F-NOUNIT", without_unit, WITHOUT_UNIT))
        if n
    ]
    keep_findings(controller=controller, found=found, within=["reconcile"], at=at)
