"""What the demo does before its web server starts, in order."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from privacyhub.demo.purging import purge_once
from privacyhub.demo.requests import ask_once
from privacyhub.demo.step import Demo, Step, command, told_at_the_end
from privacyhub.operator_language import speak_to_the_operator
from register.models import PolicyVersion


def _policy(name: str) -> str:
    return str(Path(settings.BASE_DIR) / "policies" / f"{name}.yaml")


def _policy_once(name: str) -> Callable[[Demo], None]:
    """Load a company's policy the first time; later starts leave alone what was approved since."""
    load = command("load_policy", _policy(name))

    def run(demo: Demo) -> None:
        if PolicyVersion.objects.filter(controller__slug=name).exists():
            demo.console.say(f"    {name} has a policy already")
        else:
            load(demo)

    return run


def _northwind(table: str) -> Callable[[Demo], None]:
    root = Path(settings.BASE_DIR)
    mapping = root / "imports" / "mappings" / f"northwind-{table}.yaml"
    file = root / "data" / "northwind" / f"{table}.csv"
    return command("import_data", str(mapping), str(file), verbosity=0)


def _translations(demo: Demo) -> None:
    """Compile before the first text is looked up: a catalogue is read once."""
    command("compilepo", verbosity=0)(demo)
    speak_to_the_operator(os.environ)


STEPS: tuple[Step, ...] = (
    Step(label="Compiling translations", run=_translations),
    Step(label="Making tables", run=command("migrate", verbosity=0)),
    Step(label="Loading WinLas' policy", run=_policy_once("winlas")),
    Step(label="Loading Winston's policy", run=_policy_once("winston")),
    Step(label="Inventing people", run=told_at_the_end("demo_people")),
    Step(label="Importing Northwind's customers", run=_northwind("customers")),
    Step(label="Importing Northwind's orders", run=_northwind("orders")),
    Step(label="Purging what is due", run=purge_once),
    Step(label="Taking in requests", run=ask_once),
)
