"""Whose data wait for a person before they may come back: those erased on request (domain.md 4.2).

The floor that keeps the suppression list registers the question in its `AppConfig.ready()`; until
somebody does, nobody waits.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from accounts.models import Controller

Waits = Callable[[Controller, Collection[str]], Collection[str]]
"""Give, of some normalised e-mail addresses, those with a granted erasure at a controller."""

_questions: list[Waits] = []


def ask_before_import(question: Waits) -> None:
    """Register who knows which addresses may not be imported again."""
    _questions.append(question)


def waiting(controller: Controller, addresses: Collection[str]) -> set[str]:
    """Give the addresses that wait for a person."""
    return {address for question in _questions for address in question(controller, addresses)}
