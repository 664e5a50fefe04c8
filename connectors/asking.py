"""Ask the connected systems about one person: what each answered, and which could not be read.

A system that does not answer stops nobody else's answer; it is named, and asked again later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from connectors.models import System
from connectors.protocol import Description, Export, Known, Unreachable
from subjects.models import DataSubject, Identity, IdentityKind


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One system's answer."""

    system: System
    description: Description
    export: Export


@dataclass(kw_only=True)
class Answers:
    """What the systems hold of a person, and what could not be read: (system, why)."""

    read: list[Answer] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)


def marks_of(subject: DataSubject) -> list[str]:
    """Give what a person is recognised by as a notice keeps it: "kind:normalised value"."""
    identities = Identity.objects.filter(subject=subject).values_list("kind", "normalised")
    return [f"{kind}:{value}" for kind, value in identities]


def known_by(mark: str) -> Known:
    """Read one mark of a notice back."""
    kind, _colon, value = mark.partition(":")
    return known_from([(kind, value)])


def known_from(identities: Iterable[tuple[str, str]]) -> Known:
    """Sort identities (kind, normalised value) by kind."""
    by_kind: dict[str, list[str]] = {}
    for kind, value in identities:
        by_kind.setdefault(kind, []).append(value)
    return Known(
        emails=tuple(by_kind.get(IdentityKind.EMAIL, ())),
        phones=tuple(by_kind.get(IdentityKind.PHONE, ())),
        customer_numbers=tuple(by_kind.get(IdentityKind.CUSTOMER_NUMBER, ())),
    )


def systems_of(controller_id: int) -> Iterator[System]:
    """Give the systems in use, in a fixed order."""
    yield from System.objects.filter(controller_id=controller_id, active=True).order_by("key")


def ask_everywhere(controller_id: int, known: Known) -> Answers:
    """Read a person's data in every system; those that fail are named with their reason."""
    answers = Answers()
    for system in systems_of(controller_id):
        try:
            source = system.open()
            answer = Answer(system=system, description=source.describe(), export=source.export(known))
        except Unreachable as fault:
            answers.unread.append((system.title, str(fault)))
            continue
        answers.read.append(answer)
        answers.unread += [(system.title, why) for why in answer.export.unread]
    return answers
