"""What a step of the demo is: a label and a function of the `Demo`.

A step must do no harm when it is done again: every start of the demo runs them all. To show a login
or an address at the end, append a line to `demo.at_the_end`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO

from django.core.management import call_command

from privacyhub.demo.console import Console


@dataclass(kw_only=True)
class Demo:
    """What a step may use: the console, and lines to show at the end (logins, where to look)."""

    console: Console
    at_the_end: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: what a person reads, and what is done."""

    label: str
    run: Callable[[Demo], None]


def command(name: str, *arguments: str, **options: object) -> Callable[[Demo], None]:
    """Make a step of a management command; what it prints is shown."""

    def run(demo: Demo) -> None:
        call_command(name, *arguments, stdout=demo.console.stream, **options)

    return run


def told_at_the_end(name: str, *arguments: str, **options: object) -> Callable[[Demo], None]:
    """Make a step of a management command whose words, such as log-ins, a person needs last."""

    def run(demo: Demo) -> None:
        words = StringIO()
        call_command(name, *arguments, stdout=words, **options)
        demo.at_the_end += words.getvalue().splitlines()

    return run
