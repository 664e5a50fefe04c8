"""What may be taken along, and the truth about the rest: what is not there, and why (Art. 20, 12(4))."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from connectors.models import System
from law.reasons import PROVISIONS, Code
from law.rights import Right
from requests_dsr.answers import ANSWERS
from requests_dsr.letters.outcomes import outcome_of
from requests_dsr.package.outlook import portability_outlook
from requests_dsr.states import State
from tests import factories as make
from tests.connectors.test_conformance import a_table
from tests.factories import noon
from tests.policies import SMALL, both, make_live
from tests.requests_dsr.cases import asking
from tests.requests_dsr.package.somebody import TODAY
from tests.requests_dsr.package.test_written import part_of, zip_of

KINDS = ("customer_data", "support_tickets", "marketing_profile", "crm_inquiry", "traffic_data")
POLICY = {
    "categories": {
        **SMALL["categories"],
        **{
            key: {"title": both(key.title()), "text": both("x"), "origins": ["provided"], "sources": ["self"]}
            for key in KINDS
        },
    },
    "purposes": {
        "delivery": {
            "title": both("Leverera"), "text": both("x"), "subjects": ["customer_contact"],
            "contexts": ["support"],
            "bases": {
                "customer_data": {
                    "basis": "contract", "contact_basis": "legitimate_interests", "assessment": "lia",
                    "why": both("Avtalet"),
                },
                "support_tickets": {"basis": "contract", "why": both("Avtalet")},
                "marketing_profile": {"basis": "contract", "why": both("x")},
                "crm_inquiry": {
                    "basis": "legitimate_interests", "assessment": "lia", "why": both("Du frågade")
                },
            },
        }
    },
    "assessments": {
        "lia": {
            **{name: both("x") for name in ("interest", "necessity", "balancing")},
            "decision": "approved", "by_role": "DPO", "decided_on": "2026-01-01", "review_on": "2027-12-31",
        }
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def anna(db):
    anna = make.create_subject(make_live("winston", **POLICY), name="Anna Ek", email="anna@example.se")
    make.create_ticket(anna, body="min fråga")
    make.create_inquiry(anna, message="en förfrågan")
    return anna


def left_of(subject):
    return {one.key: one.why.sv for one in part_of(zip_of(subject, "portability")).left_out}


def proposal(subject):
    request = asking(subject, right=Right.PORTABILITY, at=noon(TODAY))
    return request, ANSWERS[Right.PORTABILITY].draft(request, {}, at=noon(TODAY))


def said_of(subject):
    request, plan = proposal(subject)
    request.state = State(plan["outcome"])
    return "\n".join(outcome_of(request, plan))


def test_it_says_what_it_is_and_never_that_it_is_everything(anna):
    archive = zip_of(anna, "portability")
    part = part_of(archive)
    assert "inte allt vi har om dig" in part.confirmation.sv
    assert "not all" in part.confirmation.en or "not everything" in part.confirmation.en
    page = archive.read("las-mig.html").decode()
    assert "Här är alla." not in page
    assert "Det här går inte att ta med" in page
    assert "en förfrågan" not in page
    assert "min fråga" in page


def test_each_kind_that_is_left_out_is_named_with_the_reason(anna):
    left = left_of(anna)
    assert "support_tickets" not in left
    assert "berättigat intresse" in left["crm_inquiry"]
    assert "crm_inquiry" not in {one.key for one in part_of(zip_of(anna)).left_out}


@pytest.mark.parametrize(("sole_trader", "along"), [(True, True), (False, False)])
def test_a_contract_is_the_persons_own_only_where_the_matrix_says_so(anna, sole_trader, along):
    make.create_contact(anna, make.create_org(anna.controller, natural_person=sole_trader), title="chef")
    names = {table.name for table in part_of(zip_of(anna, "portability")).tables}
    assert ("subjects_customerdata" in names) is along
    assert ("customer_data" in left_of(anna)) is not along


@pytest.mark.parametrize(
    ("sole_trader", "alone", "ground"),
    [(True, True, "avtal"), (True, False, "berättigat intresse"), (False, True, "berättigat intresse")],
)
def test_min_profil_tells_the_same_ground_as_the_package(anna, client, sole_trader, alone, ground):
    org = make.create_org(anna.controller, natural_person=sole_trader)
    make.create_contact(anna, org, title="chef")
    make.create_contract(org)
    if not alone:
        make.create_contact(make.create_subject(anna.controller), org)
    client.force_login(make.create_user_for(anna))
    page = client.get(reverse("my_category", args=["winston", "customer_data"])).content.decode()
    assert f"Rättslig grund: {ground}" in page
    assert ("customer_data" in left_of(anna)) is (ground != "avtal")


def test_an_erasure_never_calls_it_a_contract_with_the_person():
    assert "6.1 b" not in PROVISIONS[Code.ERASURE_EXEMPT_CONTRACT]


def test_the_letter_says_that_it_is_not_all_and_what_is_not_there(anna):
    said = said_of(anna)
    assert "Det är inte allt vi har om dig." in said
    assert "- Crm_Inquiry: vi har det av ett annat skäl: berättigat intresse" in said
    assert "Be om en kopia" in said


def test_a_letter_that_says_no_names_the_reasons_too(anna):
    anna.tickets.all().delete()
    _request, plan = proposal(anna)
    assert plan["outcome"] == State.REFUSED
    assert "- Crm_Inquiry: vi har det av ett annat skäl: berättigat intresse" in said_of(anna)


def test_files_the_person_gave_come_along(anna):
    attachment = make.m.TicketAttachment(ticket=anna.tickets.get())
    attachment.file.save("mitt.pdf", ContentFile(b"mitt"))
    make.create_voucher(make.create_org(anna.controller), reference_name="Anna Ek", document="vouchers/v.pdf")
    archive = zip_of(anna, "portability")
    assert [file.original for file in part_of(archive).files] == ["mitt.pdf"]
    assert archive.read("files/0001.pdf") == b"mitt"


def test_rows_of_connected_systems_come_along_but_what_others_gave(anna):
    settings = a_table()
    settings["columns"] |= {"name": "third_party:marketing_profile", "clicks": "observed:crm_inquiry"}
    System.objects.create(
        controller=anna.controller, key="a", title="Listan", kind="table", settings=settings
    )
    part = part_of(zip_of(anna, "portability"))
    table = next(one for one in part.tables if one.name == "system_1")
    assert [column.name for column in table.columns] == ["address"]
    assert [sorted(row) for row in table.rows] == [["address"], ["address"]]


def test_before_asking_the_person_sees_what_would_come(anna):
    outlook = portability_outlook(anna, TODAY)
    assert [title.sv for title in outlook.along] == ["Support_Tickets"]
    assert "Crm_Inquiry" in {one.title.sv for one in outlook.left_out}


def test_the_form_says_it(anna, client):
    client.force_login(make.create_user_for(anna))
    page = client.get(reverse("ask", args=["winston", "ta-med"])).content.decode()
    assert "Så här skulle filen bli i dag" in page
    assert "Crm_Inquiry" in page
    assert "berättigat intresse" in page
