"""The scene, on a fixed day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.db import transaction
from django.test import Client

from tests.factories import noon
from tests.staff import scene as building
from tests.staff.clients import staff_client


@pytest.fixture
def today() -> Iterator[None]:
    """Let it be Monday 23 November 2026, at noon."""
    with time_machine.travel(noon(building.TODAY), tick=True):
        yield


@pytest.fixture
def scene(db: None, today: None) -> building.Scene:
    """Two companies, six kinds of staff, and plans for tonight."""
    return building.build()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    """Let mails leave without a commit, and keep packages apart."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def handler(scene: building.Scene) -> Client:
    """A handler at Winston."""
    return staff_client(scene, "winston", "handler")


@pytest.fixture
def dpo(scene: building.Scene) -> Client:
    """The DPO of Winston."""
    return staff_client(scene, "winston", "dpo")
