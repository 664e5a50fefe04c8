"""What the demo does before its web server starts, in order."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from privacyhub.demo.purging import purge_once
from privacyhub.demo.step import Step, command


def _policy(name: str) -> str:
    return str(Path(settings.BASE_DIR) / "policies" / f"{name}.yaml")


STEPS: tuple[Step, ...] = (
    Step(label="Compiling translations", run=command("compilepo", verbosity=0)),
    Step(label="Making tables", run=command("migrate", verbosity=0)),
    Step(label="Loading WinLas' policy", run=command("load_policy", _policy("winlas"))),
    Step(label="Loading Winston's policy", run=command("load_policy", _policy("winston"))),
    Step(label="Purging what is due", run=purge_once),
)
