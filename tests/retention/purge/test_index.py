"""The units are an index: every night they say what the law says, and only what is due is read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register.models import Finding
from retention.models import PurgeRun, RetentionUnit, RunState
from retention.purge.planning import plan, simulate
from retention.purge.releasing import MayNotRelease, release_run
from retention.reconciling import reconcile
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.policies import make_live
from tests.retention.purge.conftest import TODAY

FIRST = date(2026, 1, 1)


def people_of_every_kind(controller, number=24):
    """Build people whose dates are scattered over the next two years, with blocks that come and go."""
    for n in range(number):
        day = FIRST - timedelta(days=365 + n * 17)
        contact = make.create_contact(make.create_subject(controller), make.create_org(controller))
        make.create_contract(contact.org, start=date(2018, 1, 1), end=day if n % 4 else None)
        make.create_invoice(contact.org, origin=day, paid_on=day + timedelta(days=n) if n % 3 else None)
        make.create_voucher(contact.org, posting_on=date(2015 + n % 9, 3, 1))
        make.create_credit_check(contact.org, obtained_on=FIRST - timedelta(days=n * 5))
        make.create_support_profile(contact.subject, registered_on=day - timedelta(days=300), activity=[day])
        make.create_inquiry(contact.subject, received_on=day + timedelta(days=n), converted=bool(n % 2))
        make.create_marketing(contact.subject, given_on=day)
        make.create_correspondence(contact, sent_on=day + timedelta(days=n * 9))
        if n % 5 == 0:
            start = FIRST + timedelta(days=n * 7)
            make.create_block(contact.subject, from_on=start, until_on=start + timedelta(days=40))


def test_a_year_of_nights_never_drifts_from_the_law(winston):
    people_of_every_kind(winston)
    for night in range(0, 730, 5):
        today = FIRST + timedelta(days=night)
        plan(controller=winston, as_of=today, at=noon(today))
        drift = reconcile(controller=winston, today=today, at=noon(today))
        assert (drift.drifted, drift.without_unit) == (0, 0), today
    assert drift.checked == RetentionUnit.objects.count() > 150


def test_drift_is_seen_and_told_and_mended(winston):
    people_of_every_kind(winston, 4)
    plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    unit = RetentionUnit.objects.filter(action="keep").first()
    RetentionUnit.objects.filter(pk=unit.pk).update(action="erase")
    assert reconcile(controller=winston, today=TODAY, at=noon(TODAY)).drifted == 1
    assert Finding.objects.filter(code="F-DRIFT", closed_at=None).exists()
    m.DataSubject.objects.update(units_version=0)
    m.CustomerOrg.objects.update(units_version=0)
    plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    assert reconcile(controller=winston, today=TODAY, at=noon(TODAY)).drifted == 0
    assert not Finding.objects.filter(code="F-DRIFT", closed_at=None).exists()


def queries_of_a_plan(controller, today=TODAY):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        plan(controller=controller, as_of=today, at=noon(today))
    return len(seen)


def test_a_plan_asks_the_same_number_of_questions_however_many_people(winston, winlas):
    people_of_every_kind(winston, 12)
    people_of_every_kind(winlas, 48)
    assert queries_of_a_plan(winston) == queries_of_a_plan(winlas)


def test_a_night_when_nothing_is_due_reads_nobody(winston):
    people_of_every_kind(winston, 6)
    plan(controller=winston, as_of=FIRST, at=noon(FIRST))
    RetentionUnit.objects.update(look_on=None)
    with CaptureQueriesContext(connection) as seen:
        plan(controller=winston, as_of=FIRST, at=noon(FIRST))
    assert not [q for q in seen if "from subjects_supportprofile" in q["sql"]]


def test_another_policy_is_asked_about_everybody(winston):
    people_of_every_kind(winston, 6)
    plan(controller=winston, as_of=FIRST, at=noon(FIRST))
    make_live(winston, news={"sv": "Ny.", "en": "New."})
    run = plan(controller=winston, as_of=FIRST, at=noon(FIRST))
    assert set(RetentionUnit.objects.values_list("policy_version", flat=True)) == {run.policy_version_id}


def test_a_changed_contract_moves_the_contacts_date(winston):
    contact = make.create_contact(make.create_subject(winston), make.create_org(winston))
    contract = make.create_contract(contact.org, start=date(2020, 1, 1), end=date(2025, 1, 31))
    plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    assert RetentionUnit.objects.get().action_date == date(2027, 2, 1)
    m.Contract.objects.filter(pk=contract.pk).update(end_on=date(2025, 6, 30))
    plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    assert RetentionUnit.objects.get().action_date == date(2027, 7, 1)


def test_a_simulation_leaves_no_trace(winston):
    people_of_every_kind(winston, 6)
    with simulate(controller=winston, as_of=date(2040, 1, 1), at=noon(TODAY)) as run:
        assert run.due_total > 10
    assert (PurgeRun.objects.count(), RetentionUnit.objects.count()) == (0, 0)


def test_contradictory_dates_are_kept_and_told(winston):
    contact = make.create_contact(make.create_subject(winston), make.create_org(winston))
    make.create_contract(contact.org, start=date(2020, 1, 1), end=date(2019, 1, 1))
    run = plan(controller=winston, as_of=TODAY, at=noon(TODAY))
    assert run.due_total == 0
    assert Finding.objects.get(closed_at=None).code == "F-DATA"


@pytest.fixture
def too_many(winston):
    """One more customer past the date than may go without a person."""
    for _ in range(21):
        contact = make.create_contact(make.create_subject(winston), make.create_org(winston))
        make.create_contract(contact.org, start=date(2020, 1, 1), end=date(2020, 2, 1))
    return winston


def test_only_the_data_protection_officer_releases(too_many):
    run = plan(controller=too_many, as_of=TODAY, at=noon(TODAY))
    assert run.state == RunState.AWAITING_RELEASE
    for role in ("handler", "accounting", "auditor", "admin"):
        with pytest.raises(MayNotRelease):
            release_run(run=run, by=make.create_staff(too_many, role), at=noon(TODAY))
    other = make.create_staff(make.create_controller("winlas"), "dpo")
    with pytest.raises(MayNotRelease):
        release_run(run=run, by=other, at=noon(TODAY))
    released = release_run(run=run, by=make.create_staff(too_many, "dpo"), at=noon(TODAY))
    assert released.state == RunState.PLANNED


def test_a_release_after_midnight_plans_again_and_holds_for_the_same_items(too_many):
    run = plan(controller=too_many, as_of=TODAY, at=noon(TODAY))
    tomorrow = TODAY + timedelta(days=1)
    released = release_run(run=run, by=make.create_staff(too_many, "dpo"), at=noon(tomorrow))
    assert (released.as_of, released.state) == (tomorrow, RunState.PLANNED)
    run.refresh_from_db()
    assert run.state == RunState.REPLACED


def test_a_release_does_not_cover_a_plan_that_has_changed(too_many):
    run = plan(controller=too_many, as_of=TODAY, at=noon(TODAY))
    contact = make.create_contact(make.create_subject(too_many), make.create_org(too_many))
    make.create_contract(contact.org, start=date(2020, 1, 1), end=date(2020, 2, 1))
    with pytest.raises(MayNotRelease, match="ändrats"):
        release_run(run=run, by=make.create_staff(too_many, "dpo"), at=noon(TODAY + timedelta(days=1)))


def test_an_unchanged_plan_keeps_its_release(too_many):
    run = plan(controller=too_many, as_of=TODAY, at=noon(TODAY))
    release_run(run=run, by=make.create_staff(too_many, "dpo"), at=noon(TODAY))
    again = plan(controller=too_many, as_of=TODAY + timedelta(days=1), at=noon(TODAY))
    assert (again.state, again.released_at) == (RunState.PLANNED, noon(TODAY))
