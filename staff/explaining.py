"""Why a plan is as large as it is: the cause before the counts. Pure: figures in, sentences out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from law.reasons import Code
from staff.selectors.plans import Cause
from staff.wording.reasons import why_due

LARGE_PART = 0.5
RETRO_PART = 0.1


@dataclass(frozen=True, kw_only=True)
class Before:
    """The last completed run: its day and the number of the policy version it followed."""

    on: date | None = None
    policy: int | None = None


def explain(
    found: Sequence[Cause], *, items: int, as_of: date, policy: int, before: Before
) -> list[tuple[str, str]]:
    """Give what stands out in a plan as (headline, sentence), the most telling first."""
    if not items:
        return []
    told = [
        _first_run(before),
        _new_policy(policy, before),
        _gap(as_of, before),
        _corrected(found, items),
        _same_reason(found, items),
    ]
    return [each for each in told if each]


def _first_run(before: Before) -> tuple[str, str] | None:
    if before.on:
        return None
    return (
        _("Det är den första gallringen"),
        _("Allt som har hunnit bli för gammalt kommer på en gång."),
    )


def _new_policy(policy: int, before: Before) -> tuple[str, str] | None:
    if before.policy in (None, policy):
        return None
    numbers = {"new": policy, "old": before.policy}
    return (
        _("Policyn har ändrats sedan förra gallringen"),
        _("Version %(new)d gäller i stället för version %(old)d. Kortare tider gör att mer ska bort.")
        % numbers,
    )


def _gap(as_of: date, before: Before) -> tuple[str, str] | None:
    if before.on is None or as_of - before.on <= timedelta(days=1):
        return None
    nights = (as_of - before.on).days
    return (
        ngettext("Planen samlar %(n)d natt", "Planen samlar %(n)d nätter", nights) % {"n": nights},
        _("Senaste gallringen som blev klar var %(day)s.") % {"day": date_format(before.on, "j F Y")},
    )


def _corrected(found: Sequence[Cause], items: int) -> tuple[str, str] | None:
    corrected = sum(cause.items for cause in found if Code.RETRO_CORRECTION_GRACE in cause.reasons)
    if corrected < items * RETRO_PART:
        return None
    return (
        _("%(part)s av %(whole)s kommer av rättade avtal") % _numbers(corrected, items),
        _("Slutdatum har flyttats bakåt. Kontrollera att rättelsen är riktig innan något raderas."),
    )


def _same_reason(found: Sequence[Cause], items: int) -> tuple[str, str] | None:
    if len(found) < 2 or found[0].items < items * LARGE_PART:
        return None
    return (
        _("%(part)s av %(whole)s har samma skäl") % _numbers(found[0].items, items),
        why_due(found[0].reasons),
    )


def _numbers(part: int, whole: int) -> dict[str, str]:
    return {
        "part": number_format(part, force_grouping=True),
        "whole": number_format(whole, force_grouping=True),
    }
