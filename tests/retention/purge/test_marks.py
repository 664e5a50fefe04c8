"""The triggers know a purge by a mark the database signs, and by nothing a session can say (rule 10)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from retention.erasing.mark import marked
from retention.models import PurgeBatch, RunState
from retention.purge.executing import execute
from retention.purge.planning import plan
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.retention.purge.conftest import TODAY


@pytest.fixture
def run(winston):
    make.create_inquiry(make.create_subject(winston), received_on=make.LONG_AGO)
    return plan(controller=winston, as_of=TODAY, at=noon(TODAY))


def is_erasing() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select privacyhub_is_erasing()")
        return bool(cursor.fetchone()[0])


def test_each_batch_leaves_a_closed_mark_of_its_own_transaction(run):
    execute(run=run, today=TODAY)
    marks = PurgeBatch.objects.filter(run=run, first=1)
    assert [(mark.last, mark.open) for mark in marks] == [(1, False)]
    assert all(mark.xid > 0 for mark in marks)
    assert not is_erasing()


@pytest.mark.parametrize(
    "state", [RunState.PLANNED, RunState.AWAITING_RELEASE, RunState.FAILED, RunState.REPLACED, RunState.DONE]
)
def test_a_run_that_is_not_being_executed_is_not_marked(run, state):
    finished_at = noon(TODAY) if state == RunState.DONE else None
    type(run).objects.filter(pk=run.pk).update(state=state, finished_at=finished_at)
    with (
        pytest.raises(IntegrityError, match="is not being executed"),
        transaction.atomic(),
        connection.cursor() as cursor,
        marked(cursor, run, first=1, last=1),
    ):
        pass


def test_a_mark_names_its_own_transaction_whatever_is_written(run):
    type(run).objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    mark = PurgeBatch.objects.create(run=run, xid=7, open=False, first=1, last=1)
    mark.refresh_from_db()
    assert mark.xid != 7
    assert mark.open


@pytest.mark.parametrize("change", [{"open": True}, {"xid": 7}, {"open": False, "xid": 7}])
def test_a_mark_is_closed_and_never_changed(run, change):
    execute(run=run, today=TODAY)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        PurgeBatch.objects.filter(run=run).update(**change)


def test_a_fault_takes_the_mark_with_it(run):
    type(run).objects.filter(pk=run.pk).update(state=RunState.RUNNING)

    def fail():
        with transaction.atomic(), connection.cursor() as cursor, marked(cursor, run, first=1, last=1):
            assert is_erasing()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert not PurgeBatch.objects.exists()
    assert not is_erasing()


def test_another_transaction_is_not_erasing_while_one_is(run):
    type(run).objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    with transaction.atomic(), connection.cursor() as cursor, marked(cursor, run, first=1, last=1):
        other = connection.copy()
        try:
            with other.cursor() as second:
                second.execute("select privacyhub_is_erasing()")
                assert second.fetchone() == (False,)
        finally:
            other.close()
        assert is_erasing()
    assert m.Inquiry.objects.exists()
