"""Ask the gate about people: one, or an audience at once in a constant number of queries (design.md 7).

may_use(subject, asked) -> UseDecision
may_use_all(subject_ids, asked) -> {subject id: UseDecision}
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from consents.facts import Asked, facts_of, facts_of_people
from consents.law import UseDecision
from consents.law import may_use as judge
from subjects.models import DataSubject


def may_use(subject: DataSubject, asked: Asked, *, address: str | None = None) -> UseDecision:
    """Say whether a person's data may be used so, and every reason; `address` is the one to be used."""
    known = (
        facts_of_people(asked, [subject.pk]) if address is None else facts_of(asked, {subject.pk: address})
    )
    return judge(asked.use, known[subject.pk])


def may_use_all(subject_ids: Collection[int], asked: Asked) -> Mapping[int, UseDecision]:
    """Say it of many people at once."""
    return {pk: judge(asked.use, known) for pk, known in facts_of_people(asked, subject_ids).items()}
