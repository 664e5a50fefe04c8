"""Two workers on one run share it: each item once, every row counted, one line for the run."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from ledger.models import LedgerEntry
from retention.models import RunState, Tombstone
from retention.purge import executing
from retention.purge.executing import execute
from retention.purge.planning import plan
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.retention.purge.conftest import TODAY

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 60


def test_two_workers_erase_a_run_together(winston, monkeypatch):
    monkeypatch.setattr(executing, "HOLDERS_PER_BATCH", 5)
    for _one in range(PEOPLE):
        make.create_inquiry(make.create_subject(winston), received_on=make.LONG_AGO)
    run = plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    if run.state == RunState.AWAITING_RELEASE:
        type(run).objects.filter(pk=run.pk).update(state=RunState.PLANNED)
    start, problems = threading.Barrier(2, timeout=20), []

    def work():
        try:
            start.wait()
            execute(run=run, today=TODAY)
        except Exception as fault:
            problems.append(fault)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _two in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    run.refresh_from_db()
    assert problems == []
    assert run.state == RunState.DONE
    assert run.items.filter(state="done").count() == PEOPLE
    assert run.counts["subjects_inquiry"] == PEOPLE
    assert run.counts["subjects_datasubject"] == PEOPLE
    assert Tombstone.objects.filter(table="subjects_inquiry").count() == PEOPLE
    assert LedgerEntry.objects.filter(run=run.ref, action="run.execute").count() == 1
    assert LedgerEntry.objects.filter(run=run.ref, action="retention.erase").count() == PEOPLE
    assert not m.Inquiry.objects.exists()
