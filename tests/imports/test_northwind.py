"""Northwind: 91 customers and 830 orders, every one taken in or refused with its reason."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from imports.mapping import load
from imports.services import import_file
from subjects import models as m
from tests import factories as make
from tests.imports.conftest import BY, TODAY

ROOT = Path(__file__).parents[2]


def take(controller, table):
    return import_file(
        mapping=load(ROOT / f"imports/mappings/northwind-{table}.yaml"),
        file=ROOT / f"data/northwind/{table}.csv",
        controller=controller,
        by=BY,
        at=make.noon(TODAY),
    )


@pytest.fixture
def reports(winston):
    return take(winston, "customers"), take(winston, "orders")


def test_every_customer_and_every_order_is_taken_in_or_refused_with_a_reason(reports):
    customers, orders = reports
    assert (customers.sound, customers.lines, customers.refusals) == (True, 91, [])
    assert (orders.sound, orders.lines) == (True, 830)
    assert m.CustomerOrg.objects.count() == m.Contact.objects.count() == 91
    assert m.Contract.objects.count() + orders.refused_lines == 830
    assert m.Invoice.objects.count() + len(orders.refusals) == 830
    assert all("fick sparas till" in refusal.why for refusal in orders.refusals)


def test_what_is_refused_are_claims_settled_more_than_two_years_ago(reports):
    """59 by hand: the paid orders placed to 1996-10-24 (30 days later, moved by 28 years, plus 24 months)."""
    _customers, orders = reports
    assert len(orders.refusals) == 59
    assert {refusal.part for refusal in orders.refusals} == {"fakturan"}
    assert max(refusal.kept_until for refusal in orders.refusals) == date(2026, 11, 22)


def test_an_order_never_shipped_is_a_contract_that_runs(reports):
    assert m.Contract.objects.filter(end_on=None).count() == 21


def test_the_days_keep_their_weekdays(reports):
    first = m.Contract.objects.get(number="NW-10248")
    assert (first.start_on, first.end_on) == (date(2024, 7, 4), date(2024, 7, 16))
    assert first.start_on.weekday() == date(1996, 7, 4).weekday()


def test_every_third_order_is_unpaid_and_the_others_are_paid_whole(reports):
    unpaid = m.Invoice.objects.filter(events=None)
    assert unpaid.count() == 277
    assert all(int(number[1:]) % 3 == 0 for number in unpaid.values_list("number", flat=True))
    paid = m.Invoice.objects.exclude(events=None).prefetch_related("events")
    assert all([event.amount for event in invoice.events.all()] == [invoice.amount] for invoice in paid)


def test_the_amount_is_the_sum_of_the_order_lines(reports):
    """14 x 12 + 9.80 x 10 + 34.80 x 5 = 440, and 10250 has discounts: 1552.60."""
    amounts = dict(m.Voucher.objects.values_list("number", "amount"))
    assert (amounts["V10248"], amounts["V10250"]) == (Decimal("440.00"), Decimal("1552.60"))


def test_a_second_run_changes_nothing(reports, winston):
    for table in ("customers", "orders"):
        assert not +take(winston, table).new


def test_the_command_prints_a_report_people_can_read(winston):
    said = StringIO()
    for table in ("customers", "orders"):
        mapping = str(ROOT / f"imports/mappings/northwind-{table}.yaml")
        call_command("import_data", mapping, str(ROOT / f"data/northwind/{table}.csv"), stdout=said)
    text = said.getvalue()
    assert "91 rader lästa" in text
    assert "830 rader lästa" in text
    assert "rad 3, fakturan: förbi sitt datum: fick sparas till 2026-08-04" in text
    assert "avtal: 830 nya, 0 fanns redan" in text
