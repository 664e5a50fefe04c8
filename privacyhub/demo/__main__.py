"""Start the demo: `python -m privacyhub.demo [--once] [--port PORT]`, which is what `make demo` runs.

Django reads its settings once, so the services must answer before it is imported.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from privacyhub.demo.console import Console
from privacyhub.demo.surroundings import port_from, surroundings
from privacyhub.environment import plain_words
from privacyhub.services.errors import ServiceError

PROJECT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Run the demo until Ctrl-C, or once; give the exit code."""
    console = Console()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        given = _parse(arguments)
        _run(console, once=given.once, port=port_from(given.port))
    except KeyboardInterrupt:
        console.say("\nStopped.")
    except BrokenPipeError:  # whoever read the output has gone
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - Python writes there as it ends
        return 1
    except Exception as problem:
        if (line := _one_line(problem)) is None:
            raise
        console.say(f"\n{line}")
        return 1
    return 0


def _one_line(problem: Exception) -> str | None:
    from django.core.management import CommandError

    return str(problem) if isinstance(problem, ServiceError | CommandError) else plain_words(problem)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="check its own pages, print the report and exit")
    port = os.environ.get("PORT", "")
    parser.add_argument("--port", default=port, help="the port of the pages (PORT; else 8000 or the next)")
    return parser.parse_args(arguments)


def _run(console: Console, *, once: bool, port: int | None) -> None:
    var_dir = Path(os.environ.get("VAR_DIR", PROJECT / "var"))
    with surroundings(var_dir, console, port=port) as site:
        import django

        django.setup()
        from privacyhub.demo.play import play

        play(site, console, once=once)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
