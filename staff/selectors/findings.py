"""Open findings, and where each of them leads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import Controller
from register.models import Finding
from retention.models import RetentionUnit

UNIT = re.compile(r"unit:(\d{1,18})\b")


def findings_of(controllers: Iterable[Controller], *, code: str = "") -> QuerySet[Finding]:
    """Give the open findings of some companies, those of one code alone."""
    found = Finding.objects.filter(controller__in=list(controllers), closed_at=None)
    found = found.filter(code=code) if code else found
    return found.select_related("controller").order_by("code", "where", "pk")


def codes_of(controllers: Iterable[Controller]) -> list[tuple[str, int]]:
    """Count the open findings by code."""
    found = Finding.objects.filter(controller__in=list(controllers), closed_at=None)
    return list(found.values_list("code").annotate(n=Count("id")).order_by("code"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a finding is: a person's or an organisation's reference, or a place in the policy."""

    subject_ref: str = ""
    org_ref: str = ""


def places_of(found: Iterable[Finding], controllers: Iterable[Controller]) -> dict[int, Place]:
    """Find whose unit each finding is about, in one query; findings about a policy have no such place."""
    about = {row.pk: int(match[1]) for row in found if (match := UNIT.match(row.where))}
    units = RetentionUnit.objects.filter(pk__in=about.values(), controller__in=list(controllers))
    refs = {
        pk: Place(subject_ref=str(subject or ""), org_ref="" if subject else str(org or ""))
        for pk, subject, org in units.values_list("pk", "subject__ref", "org__ref")
    }
    return {finding: refs[unit] for finding, unit in about.items() if unit in refs}
