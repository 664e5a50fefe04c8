"""Several questions in one statement are answered as each would be alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import models

from subjects.at_once import ask_at_once, joined
from subjects.models import (
    Contact,
    CustomerOrg,
    DataSubject,
    Invoice,
    ProcessingBlock,
    Record,
    SupportProfile,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


def values(row: models.Model) -> dict[str, Any]:
    """Give the values of a row, with their types."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_every_row_is_what_its_queryset_gives(django_assert_num_queries: Any) -> None:
    person = make.create_subject(name='Åsa "Ö" \\ O\'Brien\n\u2028')
    org = make.create_org(person.controller)
    make.create_contact(person, org)
    make.create_support_profile(person, ip_masked="192.0.2.0")
    make.create_invoice(org, amount="1234567890.10")
    make.create_invoice(org, amount="0.30")
    make.create_block(person, scope=["crm_inquiry", "support_profile"])
    make.create_record(person, triggers={"trained_on": date(2026, 3, 1)})
    asked: dict[str, models.QuerySet[Any]] = {
        "people": DataSubject.objects.filter(pk=person.pk),
        "contacts": Contact.objects.filter(subject=person),
        "profiles": SupportProfile.objects.filter(subject=person),
        "invoices": Invoice.objects.filter(org=org).order_by("-amount"),
        "blocks": ProcessingBlock.objects.filter(subject=person),
        "records": Record.objects.filter(subject=person),
        "nobody": DataSubject.objects.filter(pk=0),
    }
    with django_assert_num_queries(1):
        found = ask_at_once(**asked)
    for name, rows in asked.items():
        assert [values(row) for row in found[name]] == [values(row) for row in rows], name
    assert found["invoices"][0].amount == Decimal("1234567890.10")
    assert found["people"] == [person]
    assert not found["people"][0]._state.adding


def test_order_and_limit_hold() -> None:
    company = make.create_controller()
    for name in ("C", "A", "B"):
        make.create_org(company, name=name)
    found = ask_at_once(first=CustomerOrg.objects.order_by("name")[:2])
    assert [org.name for org in found["first"]] == ["A", "B"]


def test_related_rows_are_asked_for_beside_and_joined() -> None:
    contact = make.create_contact()
    found = ask_at_once(contacts=Contact.objects.all(), orgs=CustomerOrg.objects.all())
    (row,) = joined(found["contacts"], "org", found["orgs"])
    assert row.org == contact.org


@pytest.mark.parametrize(
    "rows",
    [
        Contact.objects.select_related("org"),
        Contact.objects.values("pk"),
        Contact.objects.annotate(n=models.Count("customer_data")),
        Contact.objects.only("left_on"),
    ],
    ids=["select_related", "values", "annotate", "only"],
)
def test_half_rows_are_refused(rows: models.QuerySet[Any]) -> None:
    with pytest.raises(ValueError, match="whole rows"):
        ask_at_once(contacts=rows)
