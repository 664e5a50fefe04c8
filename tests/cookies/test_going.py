"""Visits and choices go on their day, in the purge of the night, and not before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import Controller
from cookies.models import CookieChoice
from cookies.selectors import asked_in
from law.calendar import add_months
from register.selectors import live_policy
from retention.purge import by_day
from subjects.models import WebVisit
from tests.factories import create_visit, noon
from tests.plans import only_nested_loops
from tests.retention.nights import live_through

TODAY = date(2026, 11, 23)


def chosen(company: Controller, *, ends_on: date) -> CookieChoice:
    version = live_policy(company)
    return CookieChoice.objects.create(
        controller=company,
        site="www",
        visitor_key="7c9e6679-7425-40de-944b-e07fc1f90ae7",
        categories=["statistics"],
        act="chosen",
        language="sv",
        policy_version=version,
        digest=asked_in(version.pk).digest,
        at=noon(ends_on) - timedelta(days=365),
        ends_at=noon(ends_on),
    )


def test_a_visit_is_kept_26_months_and_goes_the_day_after(company: Controller) -> None:
    last_day = add_months(TODAY, -26)
    kept, due = (create_visit(company, visited_on=day) for day in (last_day, last_day - timedelta(days=1)))
    live_through(company, TODAY)
    assert list(WebVisit.objects.all()) == [kept]
    assert due.pk != kept.pk
    live_through(company, TODAY + timedelta(days=1))
    assert not WebVisit.objects.exists()


def test_the_proof_of_a_choice_is_kept_60_months_after_it_ended(company: Controller) -> None:
    ended = add_months(TODAY, -60)
    kept = chosen(company, ends_on=ended)
    chosen(company, ends_on=ended - timedelta(days=1))
    live_through(company, TODAY)
    assert list(CookieChoice.objects.all()) == [kept]
    live_through(company, TODAY + timedelta(days=1))
    assert not CookieChoice.objects.exists()


def test_a_choice_that_still_holds_is_kept_however_long_ago_the_policy_says(company: Controller) -> None:
    holds = chosen(company, ends_on=TODAY + timedelta(days=1))
    live_through(company, TODAY)
    assert list(CookieChoice.objects.all()) == [holds]


def test_what_another_company_keeps_is_left_alone(company: Controller) -> None:
    other = create_visit(visited_on=date(2020, 1, 1))
    live_through(company, TODAY)
    assert list(WebVisit.objects.all()) == [other]


def test_a_batch_keeps_its_size_whatever_the_plan(
    company: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        create_visit(company, visited_on=date(2024, 9, 1))
    monkeypatch.setattr(by_day, "ROWS_PER_BATCH", 2)
    only_nested_loops()
    gone: list[int] = []

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.startswith("delete from subjects_webvisit"):
            gone.append(context["cursor"].rowcount)
        return result

    with connection.execute_wrapper(counted):
        live_through(company, TODAY)
    assert gone == [2, 2, 1]


def test_the_purge_finds_what_is_due_by_its_index_and_reads_no_more(company: Controller) -> None:
    rows = [
        WebVisit(controller=company, site="s", path="/", visited_on=TODAY - timedelta(days=day))
        for day in range(780)
        for _ in range(20)
    ]
    WebVisit.objects.bulk_create(rows, batch_size=5000)
    for number in range(7):
        create_visit(company, visited_on=date(2024, 9, 1 + number))
    with connection.cursor() as cursor:
        cursor.execute("analyze subjects_webvisit")
    plans: list[str] = []

    def explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "subjects_webvisit" in sql and sql.lstrip().startswith(("select", "delete")):
            with context["cursor"].db.cursor() as cursor:
                cursor.execute(f"explain (analyze, timing off) {sql}", params) if sql.startswith(
                    "select"
                ) else (cursor.execute(f"explain {sql}", params))
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        live_through(company, TODAY)
    found = [plan for plan in plans if "subjects_webvisit" in plan]
    assert len(found) == 2 * 7 + 1
    assert all("visit_by_day" in plan and "Seq Scan" not in plan for plan in found), "\n\n".join(found)
    assert WebVisit.objects.count() == len(rows)
