"""One company's trouble never stops another's night, and the log tells of no person."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from retention import night
from retention.models import PurgeRun, RunState
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.retention.purge.conftest import TODAY


@pytest.fixture
def both(winlas, winston):
    for controller in (winlas, winston):
        contact = make.create_contact(make.create_subject(controller), make.create_org(controller))
        make.create_contract(contact.org, start=date(2020, 1, 1), end=date(2024, 11, 24))
    return winlas, winston


@pytest.mark.parametrize("step", ["plan", "execute"])
def test_a_fault_of_one_company_leaves_the_other_its_night(both, step, monkeypatch, caplog):
    winlas, _ = both
    deed = getattr(night, step)

    def failing(**values):
        controller = values.get("controller") or values["run"].controller
        if controller == winlas:
            raise IntegrityError("Key (value)=(anna.ek@example.se) already exists")
        return deed(**values)

    monkeypatch.setattr(night, step, failing)
    night.execute_tonight(today=TODAY, at=noon(TODAY))
    assert list(m.DataSubject.objects.values_list("controller__slug", flat=True)) == ["winlas"]
    assert "winlas failed: IntegrityError" in caplog.text
    assert "anna" not in caplog.text


def test_what_a_fault_left_goes_the_next_time(both, monkeypatch):
    def failing(**values):
        raise IntegrityError("no")

    with monkeypatch.context() as broken:
        broken.setattr(night, "execute", failing)
        assert night.execute_tonight(today=TODAY, at=noon(TODAY)) == []
    night.execute_tonight(today=TODAY, at=noon(TODAY))
    assert not m.DataSubject.objects.exists()
    assert set(PurgeRun.objects.filter(due_total=1).values_list("state", flat=True)) <= {
        RunState.DONE,
        RunState.REPLACED,
    }
