"""The bench of the `explain_*` commands: cases in, one answer a line out (design.md 3).

    $ manage.py explain_deadline vectors.json
    {"id": "D-001", "result": {...}}

The input is one case, a list of cases, or `{"vectors": [...]}`, from a file or from
standard input. All cases are read and answered before anything is written: a fault
anywhere raises `BadInput` with its place, and nothing is half done.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from law.input import BadInput, Node, parse_json

Answer = Callable[[Node], dict[str, Any]]


def add_arguments(parser: ArgumentParser) -> None:
    """Say what every `explain_*` command takes."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="JSON cases; standard input when left out")
    parser.add_argument("--policy", metavar="FILE", help="use the numbers of this policy file")


def answer_file(file: str | None, answer: Answer) -> list[str]:
    """Answer every case of a file, or of standard input: one line of JSON each, in order.

    Raises BadInput when the file, the JSON or a case cannot be read.
    """
    return answer_text(_read(file), answer)


def answer_text(text: str | bytes, answer: Answer) -> list[str]:
    """Answer every case of a JSON text: one line of JSON each, in order."""
    answers = [{"id": case["id"].text(), "result": answer(case)} for case in cases(parse_json(text))]
    return [json.dumps(line) for line in answers]


def cases(root: Node) -> Iterator[Node]:
    """Give the cases of one case, of a list, or of `{"vectors": [...]}`."""
    if isinstance(root.value, list):
        yield from root.items()
    elif vectors := root.optional("vectors"):
        yield from vectors.items()
    else:
        yield root


def _read(file: str | None) -> bytes:
    if file in (None, "-"):
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        raise BadInput(file, f"cannot be read: {fault.strerror}") from None
