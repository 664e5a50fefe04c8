"""The scene, on a fixed day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.factories import noon
from tests.staff import scene as building


@pytest.fixture
def today() -> Iterator[None]:
    """Let it be Monday 23 November 2026, at noon."""
    with time_machine.travel(noon(building.TODAY), tick=True):
        yield


@pytest.fixture
def scene(db: None, today: None) -> building.Scene:
    """Two companies, six kinds of staff, and plans for tonight."""
    return building.build()
