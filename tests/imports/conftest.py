"""A controller with a live policy, and a way to import a text as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from accounts.models import Controller
from imports.mapping import parse
from imports.report import Report
from imports.services import import_file
from ledger.actor import Actor
from register.policyfile import load as load_file
from register.services import load_policy
from tests import factories as make

TODAY = date(2026, 11, 23)
BY = Actor(role="admin")
POLICIES = Path(__file__).parents[2] / "policies"


@pytest.fixture
def winlas(db) -> Controller:
    return with_policy("winlas")


@pytest.fixture
def winston(db) -> Controller:
    return with_policy("winston")


def with_policy(slug: str) -> Controller:
    load_policy(policy=load_file(POLICIES / f"{slug}.yaml"), by=BY, at=make.noon(TODAY))
    return Controller.objects.get(slug=slug)


@pytest.fixture
def take_in(winlas, tmp_path):
    """Import `content` (text or bytes) by a mapping given as YAML text."""

    def take_in(mapping: str, content: str | bytes, *, today: date = TODAY, **said) -> Report:
        file = tmp_path / "rows.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_file(
            mapping=parse(mapping.encode()),
            file=file,
            controller=said.pop("controller", winlas),
            by=BY,
            at=make.noon(today),
            **said,
        )

    return take_in
