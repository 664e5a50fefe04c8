"""`kill -9` in the middle of a batch: whole batches are done, the rest is planned, nothing is half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection

from ledger.models import LedgerEntry
from outbox.models import OutboxEvent
from retention.models import PurgeRun, RetentionUnit
from retention.purge.executing import execute
from retention.purge.planning import plan
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.policies import make_live
from tests.retention.purge.conftest import TODAY

PEOPLE = 40
ENDED = date(2024, 11, 24)


@pytest.fixture
def waiting_run(transactional_db):
    """Forty customers past their date beside forty that stay, planned and released."""
    winston = make_live(
        "winston",
        settings={
            "authority_gate": "court_decision",
            "opt_out_ways": ["mail_link"],
            "purge_cap": {"units": 1000},
        },
    )
    for end in [ENDED] * PEOPLE + [ENDED + timedelta(days=1)] * PEOPLE:
        org = make.create_org(winston)
        make.create_contact(make.create_subject(winston), org)
        make.create_contract(org, start=date(2020, 1, 1), end=end)
    return plan(controller=winston, as_of=TODAY, at=noon(TODAY))


def crash(point: str, nth: int) -> None:
    database = settings.DATABASES["default"]["NAME"]
    where = os.environ["DATABASE_URL"]
    head, _, query = where.partition("?")
    url = f"{head.rsplit('/', 1)[0]}/{database}" + (f"?{query}" if query else "")
    process = subprocess.run(
        [sys.executable, "-m", "tests.retention.purge.crashing", point, str(nth)],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "privacyhub.settings"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL, process.stderr.decode()


def account() -> tuple[int, int, int]:
    """Give how many are erased, as people, as ledger lines and as messages to others."""
    return (
        2 * PEOPLE - m.DataSubject.objects.count(),
        LedgerEntry.objects.filter(action="retention.erase").count(),
        OutboxEvent.objects.filter(kind="unit.erased").count(),
    )


@pytest.mark.parametrize(
    ("point", "nth", "done"),
    [
        pytest.param("for update skip locked", 2, 0, id="after the locks of the first batch"),
        pytest.param("with verdict", 2, 10, id="after the comparison of the second batch"),
        pytest.param("delete from subjects_customerdata", 3, 20, id="after the data, before the ledger"),
        pytest.param("insert into ledger_ledgerentry", 4, 30, id="after the ledger line, before the person"),
        pytest.param("COMMIT", 3, 30, id="after a commit, before the next batch"),
    ],
)
def test_a_killed_purge_leaves_whole_batches_and_the_next_run_does_the_rest(waiting_run, point, nth, done):
    crash(point, nth)
    erased, lines, told = account()
    assert (erased, lines, told) == (done, done, done)
    again = plan(controller=waiting_run.controller, as_of=TODAY, at=noon(TODAY))
    assert again.due_total == PEOPLE - erased
    execute(run=again, today=TODAY)
    assert account() == (PEOPLE, PEOPLE, PEOPLE)
    assert RetentionUnit.objects.count() == PEOPLE


def test_the_same_run_goes_on_after_a_crash(waiting_run):
    crash("insert into ledger_ledgerentry", 3)
    run = execute(run=PurgeRun.objects.get(pk=waiting_run.pk), today=TODAY)
    assert (run.state, account()) == ("done", (PEOPLE, PEOPLE, PEOPLE))


def test_no_connection_of_a_dead_purge_holds_a_lock(waiting_run):
    crash("with verdict", 1)
    with connection.cursor() as cursor:
        cursor.execute("set lock_timeout = '2s'")
        cursor.execute("select count(*) from (select 1 from subjects_datasubject for update) x")
        assert cursor.fetchone()[0] == 2 * PEOPLE
