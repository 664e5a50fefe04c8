"""A controller with a policy, and one purge day."""

from __future__ import annotations

from datetime import date

import pytest

from retention.purge.executing import execute
from retention.purge.planning import plan
from tests.factories import noon
from tests.policies import make_live

TODAY = date(2026, 11, 25)


@pytest.fixture
def winston(db):
    """Winston, with the numbers of domain.md."""
    return make_live("winston")


@pytest.fixture
def winlas(db):
    """WinLas, with the numbers of domain.md."""
    return make_live("winlas")


@pytest.fixture
def purge():
    """Plan and execute a controller's purge, and give the finished run."""

    def run(controller, today=TODAY):
        planned = plan(controller=controller, as_of=today, at=noon(today))
        return execute(run=planned, today=today)

    return run
