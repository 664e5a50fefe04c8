"""A changed telephone number is told by mail to the person, and to those who were given it (Art. 19)."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from connectors.models import RecipientNotice
from law.rights import Right
from requests_dsr.selectors import deliveries_frozen
from requests_dsr.services.receiving.own_edit import note_own_edit
from requests_dsr.states import State
from tests import factories as make
from tests.requests_dsr.cases import NOW, asking, decided
from tests.requests_dsr.test_recipients import given_to_partner


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def told():
    return sorted(one.to[0] for one in mail.outbox if "telefonnummer" in one.subject)


@pytest.mark.parametrize("category", ["identity", "customer_data", "accounting_records"])
def test_the_person_and_whoever_had_the_number_are_told(anna, handler, dpo, category):
    given_to_partner(anna, category)
    request = asking(anna, Right.RECTIFICATION, proposed={"phone": "070-765 43 21"})
    decided(request, handler, dpo, accepted=["phone"])
    assert told() == ["anna@example.se"]
    assert "070-" not in next(one.body for one in mail.outbox if "telefonnummer" in one.subject)
    assert not deliveries_frozen(anna, NOW)
    assert RecipientNotice.objects.filter(recipient="Partner AB", kind="rectification").exists()


def test_every_address_of_the_persons_is_told(anna, handler, dpo):
    make.add_identity(anna, "email", "ek@example.se")
    anna.identities.update(added_at=make.noon(make.LONG_AGO))
    decided(
        asking(anna, Right.RECTIFICATION, proposed={"phone": "070-765 43 21"}),
        handler,
        dpo,
        accepted=["phone"],
    )
    assert told() == ["anna@example.se", "ek@example.se"]


def test_a_new_address_of_the_same_decision_is_not_the_one_that_is_told(anna, handler, dpo):
    values = {"phone": "070-765 43 21", "email": "tjuv@example.se"}
    request = asking(anna, Right.RECTIFICATION, proposed=values)
    decided(request, handler, dpo, accepted=["phone", "email"])
    assert told() == ["anna@example.se"]  # which she has until whoever reads the new one has confirmed it


def test_a_number_that_was_kept_is_told_to_nobody(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed={"phone": "070-765 43 21"})
    decided(request, handler, dpo, State.REFUSED, accepted=[], why={"phone": "Numret stämmer."})
    assert told() == []


def test_a_number_that_is_changed_behind_the_login_is_told_too(anna):
    note_own_edit(subject=anna, values={"work_phone": "08-1"}, at=NOW)
    note_own_edit(subject=anna, values={"full_name": "Anna Al"}, at=NOW)
    assert told() == ["anna@example.se"]
