"""WinLas under its real policy, with Anna, who is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from accounts.models import Controller
from subjects.models import DataSubject
from tests.factories import create_subject
from tests.myprofile.people import make_policy


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def winlas(db: None) -> Controller:
    return make_policy("winlas")


@pytest.fixture
def anna(winlas: Controller) -> DataSubject:
    return create_subject(winlas, name="Anna Ek", email="anna@example.se")
