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
REQUEST = re.compile(r"(?:request|letter|erasure|address|clock\.[a-z]+):([0-9a-f-]{36})$")


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
    """Where a finding is: a reference of a request, person or organisation, or a place in the policy."""

    subject_ref: str = ""
    org_ref: str = ""
    request_ref: str = ""


def places_of(found: Iterable[Finding], controllers: Iterable[Controller]) -> dict[int, Place]:
    """Find whose unit or which request each finding is about; one about a policy has no such place."""
    found = list(found)
    requests = {row.pk: match[1] for row in found if (match := REQUEST.match(row.where))}
    about = {row.pk: int(match[1]) for row in found if (match := UNIT.match(row.where))}
    units = RetentionUnit.objects.filter(pk__in=about.values(), controller__in=list(controllers))
    refs = {
        pk: Place(subject_ref=str(subject or ""), org_ref="" if subject else str(org or ""))
        for pk, subject, org in units.values_list("pk", "subject__ref", "org__ref")
    }
    places = {finding: refs[unit] for finding, unit in about.items() if unit in refs}
    return places | {finding: Place(request_ref=ref) for finding, ref in requests.items()}
