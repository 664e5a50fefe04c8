"""The first page: the sum balances, company by company; no page asks more when there is more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from law.calendar import add_months
from retention.models import PurgeRun, RetentionUnit, RunState
from retention.purge.planning import plan
from staff.selectors.balance import Pile, balance_of
from staff.selectors.calendar import MONTHS, calendar
from tests import factories as make
from tests.staff import scene as building
from tests.staff.clients import opened, staff_client
from tests.staff.scene import TODAY, Scene

PAGES = (
    "index", "runs", "run", "run_items", "people", "person", "organisations", "organisation", "blocks",
    "policies", "policy", "findings", "ledger",
)  # fmt: skip
BUDGET = 12


def test_the_sum_is_everything_the_company_keeps(scene: Scene) -> None:
    page = staff_client(scene, "winston", "dpo").get(reverse("admin:index"))
    balance = page.context["overview"].balance
    assert balance.units == RetentionUnit.objects.filter(controller=scene.winston).count()
    assert balance.holds
    assert (balance.due, balance.tonight, balance.findings) == (30, 30, 1)


def test_a_unit_that_nothing_explains_is_told_in_red(scene: Scene) -> None:
    unit = RetentionUnit.objects.filter(controller=scene.winston, action="keep", action_date=None).first()
    RetentionUnit.objects.filter(pk=unit.pk).update(reasons=[])
    page = staff_client(scene, "winston", "dpo").get(reverse("admin:index"))
    assert page.context["overview"].balance.unexplained == 1
    assert "Summan går inte ihop" in page.content.decode()


def test_a_unit_whose_day_came_after_the_plan_is_due_though_it_says_keep(scene: Scene) -> None:
    unit = RetentionUnit.objects.filter(controller=scene.winston, action_date__gt=TODAY).first()
    RetentionUnit.objects.filter(pk=unit.pk).update(action_date=TODAY, action="keep")
    page = staff_client(scene, "winston", "dpo").get(reverse("admin:index"))
    balance = page.context["overview"].balance
    assert (balance.due, balance.holds) == (31, True)


def test_what_came_due_since_the_plan_is_due_and_not_kept() -> None:
    piles = [
        Pile(1, "crm_inquiry", ("INQUIRY_12M",), doubtful=False, due=True, units=2, tonight=2, soon=2),
        Pile(1, "crm_inquiry", ("INQUIRY_12M",), doubtful=False, due=False, units=5, tonight=1, soon=4),
        Pile(
            1, "customer_data", ("DATA_QUALITY_REVIEW",), doubtful=True, due=False, units=1, tonight=0, soon=0
        ),
    ]
    balance = balance_of(piles)
    assert (balance.units, balance.due, balance.kept, balance.findings) == (8, 2, 5, 1)
    assert (balance.tonight, balance.soon) == (3, 6)
    assert balance.holds


def test_somebody_at_two_companies_sees_both_and_nobody_else_does(scene: Scene) -> None:
    both = make.create_staff(scene.winlas, "auditor")
    both.roles.create(controller=scene.winston, role="handler")
    client = Client()
    client.force_login(both)
    told = client.get(reverse("admin:index")).context["overview"]
    assert [company.controller.slug for company in told.companies] == ["winlas", "winston"]
    assert told.balance.units == RetentionUnit.objects.count()
    alone = staff_client(scene, "winlas", "auditor").get(reverse("admin:index")).context["overview"]
    assert alone.balance.units == RetentionUnit.objects.filter(controller=scene.winlas).count()


def test_what_is_kept_and_why_adds_up_to_what_is_kept(scene: Scene) -> None:
    told = staff_client(scene, "winston", "dpo").get(reverse("admin:index")).context["overview"]
    assert sum(line.units for line in told.kept) == told.balance.kept


def test_the_calendar_counts_each_unit_in_the_month_it_goes(scene: Scene) -> None:
    ahead = calendar([scene.winston], today=TODAY)
    end = add_months(TODAY.replace(day=1), MONTHS)
    going = RetentionUnit.objects.filter(controller=scene.winston, action_date__gt=TODAY, action_date__lt=end)
    assert ahead.units == going.count() > 0
    assert (ahead.months[0], ahead.months[-1], len(ahead.months)) == (
        date(2026, 11, 1),
        date(2028, 10, 1),
        24,
    )
    for month, total in zip(ahead.months, ahead.totals, strict=True):
        assert total == going.filter(action_date__gte=month, action_date__lt=add_months(month, 1)).count()


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 12, 31), date(2026, 12, 1)), (date(2027, 1, 31), date(2027, 1, 1))]
)
def test_the_calendar_has_24_months_on_any_day(scene: Scene, day: date, first: date) -> None:
    ahead = calendar([scene.winston], today=day)
    assert (ahead.months[0], len(ahead.months)) == (first, 24)


def test_a_night_without_a_plan_is_told(scene: Scene) -> None:
    PurgeRun.objects.filter(controller=scene.winston).update(as_of=TODAY - timedelta(days=2))
    body = staff_client(scene, "winston", "handler").get(reverse("admin:index")).content.decode()
    assert "Ingen plan är gjord för Winston i dag" in body


def test_the_usual_is_what_the_completed_runs_of_90_days_came_to(scene: Scene) -> None:
    for days, due in ((1, 5), (2, 9), (91, 1000)):
        PurgeRun.objects.create(
            controller=scene.winston,
            as_of=TODAY - timedelta(days=days),
            state=RunState.DONE,
            due_total=due,
            policy_version=scene.runs["winston"].policy_version,
            controller_version=1,
        )
    address = reverse("admin:run", args=[scene.runs["winston"].ref])
    usual = staff_client(scene, "winston", "dpo").get(address).context["told"].usual
    assert (usual.nights, usual.low, usual.high) == (2, 5, 9)


def test_the_page_speaks_english_to_whoever_reads_english(scene: Scene) -> None:
    client = staff_client(scene, "winston", "dpo")
    body = client.get(reverse("admin:index"), headers={"accept-language": "en"}).content.decode()
    assert "Monday 23 November. A purge waits for your approval." in body
    assert "sv-SE" not in body
    with translation.override("sv"):
        assert "Måndag 23 november." in client.get(reverse("admin:index")).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_no_page_asks_more_when_there_is_ten_times_as_much() -> None:
    small = building.build(due=25, people=3)
    few = _counts(small)
    building.fill(small.winston, people=27)
    for _ in range(250):
        make.create_inquiry(make.create_subject(small.winston), received_on=date(2025, 6, 1))
    contact = small.sara.contacts.get()
    for _ in range(20):
        make.create_invoice(small.org, origin=date(2026, 2, 1), reference_contact=contact)
        make.create_voucher(small.org, posting_on=date(2026, 2, 1), reference_name="Sara Nyström")
        make.create_block(small.sara, until_on=TODAY - timedelta(days=1))
        make.create_contact(org=small.org)
        make.create_contact(small.sara, make.create_org(small.winston))
    small.runs["winston"] = plan(controller=small.winston, as_of=TODAY, at=make.noon(TODAY))
    many = _counts(small)
    assert many == few
    within = {name: n for name, n in many.items() if name not in {"person", "organisation"}}
    assert max(within.values()) <= BUDGET, within


def _counts(scene: Scene) -> dict[str, int]:
    client = staff_client(scene, "winston", "dpo")
    arguments: dict[str, list[object]] = {
        "run": [scene.runs["winston"].ref],
        "run_items": [scene.runs["winston"].ref],
        "person": [scene.sara.ref],
        "organisation": [scene.org.ref],
        "policy": ["winston", 1],
    }
    opened(client, scene.sara.ref)
    counted = {}
    for name in PAGES:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse(f"admin:{name}", args=arguments.get(name, []))).status_code == 200
        counted[name] = len(asked)
    return counted
