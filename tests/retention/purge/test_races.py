"""Somebody changes a fact at the instant of the purge: whoever commits first wins, and both end well.

Each race is scripted: the writer commits after the plan, or holds its lock while the batch runs, or
waits for the batch and finds nobody. Threads with connections of their own; the database is real.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import Error, connection, transaction

from ledger.models import LedgerEntry
from retention.models import PurgeItem, RunState
from retention.purge import executing
from retention.purge.executing import execute
from retention.purge.planning import plan
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.policies import make_live
from tests.retention.purge.conftest import TODAY

ENDED = date(2024, 11, 24)


@pytest.fixture
def due(transactional_db):
    """A customer past their date with everything that can be consulted about them, planned."""
    winston = make_live("winston")
    contact = make.create_contact(make.create_subject(winston), make.create_org(winston))
    make.create_contract(contact.org, start=date(2020, 1, 1), end=ENDED)
    make.create_fiscal_year(winston, date(2024, 1, 1), date(2024, 12, 31))
    return contact, plan(controller=winston, as_of=TODAY, at=noon(TODAY))


WRITERS: dict[str, Callable[[m.Contact], object]] = {
    "a hold on the person": lambda c: make.create_block(c.subject, from_on=TODAY),
    "a hold on the organisation": lambda c: make.create_block(c.org, from_on=TODAY),
    "a new contract": lambda c: make.create_contract(c.org, start=date(2026, 1, 1)),
    "a contract prolonged by raw SQL": lambda c: raw(
        "update subjects_contract set end_on = null where org_id = %s", c.org_id
    ),
    "a new organisation for the person": lambda c: make.create_contact(
        c.subject, make.create_org(c.subject.controller)
    ),
    "an inquiry": lambda c: make.create_inquiry(c.subject, received_on=TODAY),
    "a saved mail": lambda c: make.create_correspondence(c, sent_on=TODAY),
}


def raw(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def write_and_see(writer: Callable[[m.Contact], object], contact: m.Contact) -> None:
    """Write, and count a write that found nothing to change as refused."""
    with transaction.atomic():
        writer(contact)
        if not m.CustomerOrg.objects.filter(pk=contact.org_id).exists():
            raise Error("nothing was there to change")


def in_thread(work: Callable[[], None]) -> threading.Thread:
    def closing() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=closing)
    thread.start()
    return thread


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS.keys())
def test_nothing_is_erased_that_changed_since_the_plan(due, writer):
    contact, run = due
    writer(contact)
    execute(run=run, today=TODAY)
    assert m.DataSubject.objects.filter(pk=contact.subject_id).exists()
    assert set(PurgeItem.objects.values_list("state", flat=True)) == {"moved"}
    assert not LedgerEntry.objects.filter(action="retention.erase").exists()


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS.keys())
def test_a_writer_in_the_middle_is_waited_for_and_wins(due, writer, monkeypatch):
    contact, run = due
    wrote, may_commit = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            writer(contact)
            wrote.set()
            may_commit.wait(10)

    thread = in_thread(write)
    assert wrote.wait(10)
    batch = executing.erase_batch

    def after_the_first_pass(*args, wait, **kwargs):
        if wait:
            may_commit.set()
        return batch(*args, wait=wait, **kwargs)

    monkeypatch.setattr(executing, "erase_batch", after_the_first_pass)
    finished = execute(run=run, today=TODAY)
    thread.join(10)
    assert finished.state == RunState.DONE
    assert m.DataSubject.objects.filter(pk=contact.subject_id).exists()


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS.keys())
def test_a_writer_that_comes_too_late_gets_a_clean_refusal(due, writer):
    contact, run = due
    execute(run=run, today=TODAY)
    with pytest.raises(Error):
        write_and_see(writer, contact)
    assert not m.DataSubject.objects.filter(pk=contact.subject_id).exists()


def test_another_financial_year_voids_the_plan(due):
    contact, run = due
    make.create_fiscal_year(run.controller, date(2025, 1, 1), date(2025, 12, 31))
    finished = execute(run=run, today=TODAY)
    assert (finished.state, "räkenskaps" in finished.trouble) == (RunState.FAILED, True)
    assert m.DataSubject.objects.filter(pk=contact.subject_id).exists()


def test_another_policy_voids_the_plan(due):
    contact, run = due
    make_live(run.controller, news={"sv": "Ny.", "en": "New."})
    assert execute(run=run, today=TODAY).state == RunState.FAILED
    assert m.DataSubject.objects.filter(pk=contact.subject_id).exists()


def test_yesterdays_plan_is_void(due):
    contact, run = due
    assert execute(run=run, today=date(2026, 11, 26)).state == RunState.FAILED
    assert m.DataSubject.objects.filter(pk=contact.subject_id).exists()


def test_two_workers_on_one_run_erase_once(due):
    _, run = due
    thread = in_thread(lambda: execute(run=run, today=TODAY))
    execute(run=run, today=TODAY)
    thread.join(30)
    assert LedgerEntry.objects.filter(action="retention.erase").count() == 1
