"""A staff page about somebody asks the database a few times, however much is kept (performance.md 10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.staff.clients import opened, staff_client
from tests.staff.scene import Scene

MOST = 12


def queries_of(client: Client, path: str) -> list[str]:
    """Give the statements a page runs, the second time it is read."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in seen]


def more_of_a_person(scene: Scene) -> None:
    """Let there be ten times as much about Sara."""
    for _more in range(10):
        org = make.create_org(scene.winston)
        make.create_contract(org)
        contact = make.create_contact(scene.sara, org)
        make.create_invoice(org, paid_on=date(2026, 3, 1), reference_contact=contact)
        make.create_voucher(org, reference_name=scene.sara.full_name)
        make.create_correspondence(contact, sent_on=date(2026, 5, 2))
        make.create_ticket(scene.sara)
        make.create_inquiry(scene.sara, received_on=date(2026, 5, 14))
        make.create_phone_message(scene.sara, taken_on=date(2026, 11, 14))
        make.create_look(scene.sara, scene.staff["winston", "handler"], on=date(2026, 10, 1))
        make.create_block(scene.sara, scope=["crm_inquiry"], until_on=date(2026, 1, 1))


def more_of_an_organisation(scene: Scene) -> None:
    """Let there be ten times as much about Sara's organisation."""
    for _more in range(10):
        make.create_contract(scene.org, end=date(2025, 1, 1))
        contact = make.create_contact(org=scene.org)
        make.create_invoice(scene.org, paid_on=date(2026, 3, 1), reference_contact=contact)
        make.create_voucher(scene.org)
        make.create_credit_check(scene.org, obtained_on=date(2026, 10, 1))
        make.create_block(scene.org)


@pytest.mark.parametrize(
    ("name", "more"),
    [("person", more_of_a_person), ("organisation", more_of_an_organisation)],
    ids=["person", "organisation"],
)
@pytest.mark.parametrize("role", ["dpo", "accounting"])
def test_a_page_runs_the_same_few_statements_whatever_is_kept(
    scene: Scene, name: str, role: str, more: Callable[[Scene], None]
) -> None:
    client = staff_client(scene, "winston", role)
    ref = scene.sara.ref if name == "person" else scene.org.ref
    opened(client, ref, page=name)
    few = queries_of(client, reverse(f"admin:{name}", args=[ref]))
    assert len(few) <= MOST, "\n".join(sql[:200] for sql in few)
    more(scene)
    many = queries_of(client, reverse(f"admin:{name}", args=[ref]))
    assert len(many) == len(few)
