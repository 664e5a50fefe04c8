"""Statistics of visits: each website by itself, whole months, nothing under the smallest cell."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from subjects.models import WebVisit
from tests.cookies.companies import approve_newest, company_with, content_of
from tests.staff.clients import staff_client
from tests.staff.scene import Scene

OCTOBER = date(2026, 10, 14)


def visits(company, number, *, path="/priser", site="www.winston.example", on=OCTOBER):
    WebVisit.objects.bulk_create(
        WebVisit(controller=company, site=site, path=path, visited_on=on) for _ in range(number)
    )


def told(scene: Scene, role: str = "auditor", **headers: str):
    return staff_client(scene, "winston", role).get(reverse("admin:visits"), headers=headers)


def test_a_page_is_shown_from_five_visits_a_month(scene: Scene) -> None:
    visits(scene.winston, 5)
    visits(scene.winston, 4, path="/anna-andersson")
    page = told(scene)
    (card,) = page.context["cards"]
    assert (card.told.site, card.chart.heads) == ("www.winston.example", ["/priser"])
    assert card.rows[-1] == ("okt 26", [5], 5)
    assert "anna-andersson" not in page.content.decode()


def test_the_month_that_runs_is_not_shown(scene: Scene) -> None:
    visits(scene.winston, 50, on=date(2026, 11, 2))
    assert told(scene).context["cards"] == []


def test_two_years_of_months_are_shown(scene: Scene) -> None:
    visits(scene.winston, 50, on=date(2024, 10, 30))
    visits(scene.winston, 50, on=date(2024, 11, 30))
    (card,) = told(scene).context["cards"]
    assert [label for label, row, total in card.rows if total] == ["nov 24"]


def test_a_company_that_keeps_visits_a_year_shows_eleven_months(scene: Scene) -> None:
    content = content_of()
    rules = content["retention"]["web_visit_stats"]
    next(iter(rules.values()))["period"] = "12 months"
    company_with(content)
    approve_newest(scene.winston)
    visits(scene.winston, 50, on=date(2025, 11, 30))
    visits(scene.winston, 50, on=date(2025, 12, 1))
    (card,) = told(scene).context["cards"]
    assert [label for label, row, total in card.rows] == [
        "dec 25", "jan 26", "feb 26", "mar 26", "apr 26", "maj 26", "jun 26", "jul 26", "aug 26", "sep 26",
        "okt 26",
    ]  # fmt: skip


def test_each_website_is_counted_by_itself(scene: Scene) -> None:
    visits(scene.winston, 3)
    visits(scene.winston, 3, site="shop.winston.example")
    assert told(scene).context["cards"] == []
    visits(scene.winston, 2, site="shop.winston.example")
    (card,) = told(scene).context["cards"]
    assert (card.told.site, card.rows[-1][2]) == ("shop.winston.example", 5)


def test_nobody_sees_another_companys_visits(scene: Scene) -> None:
    visits(scene.winlas, 50, path="/hos-winlas")
    page = told(scene)
    assert page.context["cards"] == []
    assert "/hos-winlas" not in page.content.decode()


def test_more_visits_cost_no_more_questions(scene: Scene) -> None:
    visits(scene.winston, 5)
    told(scene)  # the policy is read once a process
    with CaptureQueriesContext(connection) as few:
        told(scene)
    for number in range(60):
        visits(scene.winston, 6, path=f"/sida-{number}", on=OCTOBER - timedelta(days=number * 7))
    with CaptureQueriesContext(connection) as many:
        told(scene)
    assert len(many) == len(few)


def test_the_page_speaks_english(scene: Scene) -> None:
    visits(scene.winston, 5)
    page = told(scene, **{"accept-language": "en"}).content.decode()
    assert "A page with fewer than 5 visits in a month is not shown" in page
    assert "Oct 26" in page
