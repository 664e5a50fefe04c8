"""Who is a customer cannot be learnt from a form: not from its words, its size, its time or its traces."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Controller
from law.calendar import stockholm_day
from ledger.actor import SUBJECT
from privacyhub.services.mail_sink import MailSink
from subjects.services.blocks import place_block
from tests.factories import create_subject, noon
from tests.myprofile.people import TODAY, make_sara
from tests.publicforms.outsider import ask, link, mailed_text, write_to

pytestmark = pytest.mark.django_db(transaction=True)
REFERENCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def addresses(winlas: Controller) -> dict[str, str]:
    """Give a customer with everything, somebody restricted, and two whom nobody knows."""
    make_sara(winlas)
    bo = create_subject(winlas, name="Bo Al", email="bo@example.se")
    place_block(
        holder=bo, kind="restriction_art18", ground="Art. 18(1)", from_on=stockholm_day(noon(TODAY)),
        by=SUBJECT, at=noon(TODAY),
    )  # fmt: skip
    return {"customer": "sara@example.se", "restricted": "bo@example.se", "nobody": "ny@example.se",
            "long": "en-mycket-lang-adress-som-ingen-har@example.se"}  # fmt: skip


@pytest.mark.parametrize("send", [ask, write_to])
def test_every_address_gets_the_same_answer_of_the_same_size(
    smtp_sink: MailSink, addresses: dict[str, str], send
) -> None:
    answers = []
    for email in addresses.values():
        first = send(email=email)
        second = Client().get(first["Location"])
        answers.append((first.status_code, first["Location"], first.content, sorted(first.headers)))
        answers[-1] += (second.status_code, len(second.content), TOKEN.sub(b"", second.content))
    assert len(set(map(str, answers))) == 1


def test_every_address_gets_the_same_mail(smtp_sink: MailSink, addresses: dict[str, str]) -> None:
    for email in addresses.values():
        ask(email=email)
    texts = {re.sub(r"/bekrafta/\S+", "", mailed_text(smtp_sink, number)) for number in range(4)}
    assert len(texts) == 1
    assert len({len(mailed_text(smtp_sink, number)) for number in range(4)}) == 1


def test_every_address_costs_the_same_statements(smtp_sink: MailSink, addresses: dict[str, str]) -> None:
    ask(email="forst@example.se")  # what is read once and kept is read by now
    seen = []
    for email in addresses.values():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(email=email)
        seen.append([re.sub(r"'[^']*'|\d+|\\x[0-9a-f]+", "?", query["sql"]) for query in queries])
    assert seen[1:] == seen[:-1]


def test_also_the_answer_to_the_button_is_the_same(smtp_sink: MailSink, addresses: dict[str, str]) -> None:
    pages = set()
    for email in addresses.values():
        ask(email=email)
        path = link(smtp_sink)
        Client().post(path)
        page = Client().get(path).content
        pages.add((len(page.replace(path.encode(), b"")), len(page)))
    assert len(pages) == 1


def test_a_company_is_not_told_to_be_a_customer_nor_to_be_none(
    smtp_sink: MailSink, addresses: dict[str, str]
) -> None:
    """Granvika Bygg AB is Sara's, and a customer; the other name, as long, is nobody's."""
    for email in addresses.values():
        said = []
        for company in ("Granvika Bygg AB", "Granvika Bagg AB"):
            ask("annat-foretag", email=email, company=company)
            path = link(smtp_sink)
            Client().post(path)
            page = TOKEN.sub(b"", Client().get(path).content).replace(path.encode(), b"")
            said.append((len(page), REFERENCE.sub("", mailed_text(smtp_sink).replace(company, "X"))))
        assert said[0] == said[1]
