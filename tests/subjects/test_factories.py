"""The factories build states that the database accepts, and each can be built alone."""

import inspect

import pytest

from subjects import models as m
from tests import factories

pytestmark = pytest.mark.django_db

ALONE = [
    name
    for name, make in inspect.getmembers(factories, inspect.isfunction)
    if name.startswith("create_")
    and all(
        p.default is not p.empty
        for p in inspect.signature(make).parameters.values()
        if p.kind != p.VAR_KEYWORD
    )
]


@pytest.mark.parametrize("name", ALONE)
def test_everything_can_be_created_without_saying_anything(name):
    assert getattr(factories, name)().pk


def test_an_invoice_paid_on_a_day_balances_to_nothing():
    from datetime import date

    invoice = factories.create_invoice(amount="12.50", paid_on=date(2024, 4, 1))
    assert invoice.events.get().amount == invoice.amount


def test_a_person_is_recognised_by_the_address_in_lower_case():
    subject = factories.create_subject(email="Anna.Ek@Example.SE")
    assert m.Identity.objects.get(subject=subject).normalised == "anna.ek@example.se"
