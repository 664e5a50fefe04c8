"""The first page: the sum balances, company by company, in a constant number of queries."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from retention.models import RetentionUnit
from tests.staff.scene import Scene


def as_staff(scene: Scene, company: str, role: str) -> Client:
    client = Client()
    client.force_login(scene.staff[company, role])
    return client


def test_the_sum_is_everything_the_companies_keep(scene: Scene) -> None:
    page = as_staff(scene, "winston", "dpo").get(reverse("admin:index"))
    balance = page.context["overview"].balance
    assert balance.units == RetentionUnit.objects.filter(controller=scene.winston).count()
    assert balance.holds
    assert balance.due == 30
    assert balance.findings == 1
