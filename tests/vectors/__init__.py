"""The cases typed by hand, read once: `cases("deadlines")` gives parameters with their ids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent


def cases(name: str) -> list[Any]:
    """Give every case of a file as one parameter, with its id and title."""
    vectors = json.loads((FOLDER / f"{name}.json").read_text())["vectors"]
    return [pytest.param(case, id=f"{case['id']} {case['title']}") for case in vectors]
