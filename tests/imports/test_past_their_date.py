"""Imports decide first: what would be erased tonight is refused, by the policy's own rule (design.md 5)."""

from datetime import date, timedelta

import pytest

from imports import outcome, waiting
from law.calendar import add_months
from retention.purge.executing import execute
from retention.purge.planning import plan
from subjects import models as m
from tests import factories as make
from tests.imports.conftest import TODAY
from tests.imports.mappings import CONTRACTS, CUSTOMERS, HEADER, INVOICE_HEADER, INVOICES, customer, customers

TWO_YEARS_AGO = add_months(TODAY, -24)
RELATION = CUSTOMERS + "  contract: {number: {text: A}, start_on: start, end_on: end}\n"
RELATION_HEADER = "nr,company,name,mail,title,start,end\n"


def relation(number, end):
    return customer(number).strip() + f",2020-01-01,{end}\n"


@pytest.mark.parametrize(
    ("paid", "taken"),
    [
        pytest.param(TWO_YEARS_AGO, 1, id="the last day kept"),
        pytest.param(TWO_YEARS_AGO - timedelta(days=1), 0, id="the day it goes"),
    ],
)
def test_a_claim_is_taken_in_to_its_last_day_and_not_after(take_in, paid, taken):
    report = take_in(INVOICES, INVOICE_HEADER + f"1,B,F1,100,2024-01-01,{paid}\n")
    assert m.Invoice.objects.count() == taken
    assert len(report.refusals) == 1 - taken


def test_the_refusal_says_line_part_day_and_rule(take_in):
    report = take_in(INVOICES, INVOICE_HEADER + "1,B,F1,100,2024-01-01,2024-02-01\n")
    refusal = report.refusals[0]
    assert (refusal.line, refusal.kept_until) == (2, date(2026, 2, 1))
    assert (
        "fick sparas till 2026-02-01. Obetald faktura: tills den är betald och 24 månader till."
        in refusal.why
    )
    assert "CLAIM_SETTLED_24M" in refusal.why


def test_a_line_past_its_date_stays_out_and_the_rest_of_the_file_comes_in(take_in):
    content = INVOICE_HEADER + "1,B,F1,100,2024-01-01,2024-02-01\n2,C,F2,100,2024-01-01,\n"
    report = take_in(INVOICES, content)
    assert report.sound
    assert (report.refused_lines, report.partly_refused_lines) == (1, 0)
    assert list(m.CustomerOrg.objects.values_list("number", flat=True)) == ["2"]


def test_a_line_with_something_kept_comes_in_without_what_is_past(take_in):
    mapping = INVOICES + "  vouchers: [{number: invoice, posting_on: issued, amount: amount}]\n"
    report = take_in(mapping, INVOICE_HEADER + "1,B,F1,100,2024-01-01,2024-02-01\n")
    assert (report.refused_lines, report.partly_refused_lines) == (0, 1)
    assert (m.Voucher.objects.count(), m.Invoice.objects.count(), m.InvoiceEvent.objects.count()) == (1, 0, 0)


def test_a_contact_whose_customer_left_long_ago_is_refused_with_the_organisation(take_in):
    report = take_in(RELATION, RELATION_HEADER + relation(1, "2024-01-01") + relation(2, ""))
    assert report.refused_lines == 1
    assert "24 månader efter att sista avtalet tog slut" in report.refusals[0].why
    assert m.DataSubject.objects.get().full_name == "Person 2"
    assert m.Contract.objects.count() == 1


def test_the_latest_contract_of_the_organisation_governs_whichever_line_it_is_on(take_in):
    content = RELATION_HEADER + relation(1, "2024-01-01") + relation(1, "2026-01-01").replace("A", "B")
    mapping = RELATION.replace("{text: A}", "end")
    assert not take_in(mapping, content).refusals
    assert m.Contract.objects.count() == 2


def test_contracts_alone_are_judged_by_the_relation_they_make(winlas, take_in):
    for number in ("1", "2"):
        make.create_org(winlas, number=number)
    content = "nr,contract,start,end\n1,A,2020-01-01,2022-01-01\n2,A,2020-01-01,2022-01-01\n2,B,2022-01-01,\n"
    report = take_in(CONTRACTS, content)
    assert [refusal.line for refusal in report.refusals] == [2]
    assert m.Contract.objects.count() == 2


def test_a_contract_already_here_keeps_what_a_file_adds(winlas, take_in):
    org = make.create_org(winlas, number="1")
    make.create_contract(org)
    report = take_in(CONTRACTS, "nr,contract,start,end\n1,X,2020-01-01,2022-01-01\n")
    assert not report.refusals


def test_many_lines_of_one_contact_past_their_date_are_refused_together(
    take_in, django_assert_max_num_queries
):
    content = RELATION_HEADER + relation(1, "2024-01-01") * 50
    with django_assert_max_num_queries(420):
        report = take_in(RELATION, content)
    assert report.refused_lines == 50
    assert not m.DataSubject.objects.exists()


def test_a_block_keeps_what_would_go(winlas, take_in):
    org = make.create_org(winlas, number="1")
    make.create_block(org)
    assert not take_in(INVOICES, INVOICE_HEADER + "1,B,F1,100,2024-01-01,2024-02-01\n").refusals


def test_an_idle_profile_without_a_reminder_is_taken_in_and_reminded(take_in):
    mapping = CUSTOMERS + "  support_profile: {registered_at: title}\n"
    report = take_in(mapping, HEADER + customer(1, title="2020-01-01"))
    assert not report.refusals
    assert m.SupportProfile.objects.exists()


def test_a_line_whose_customer_stays_out_with_another_line_stays_out_too(take_in):
    mapping = INVOICES.replace("name: company", "name: {column: company}")
    content = INVOICE_HEADER + "1,B,F1,100,2024-01-01,2024-02-01\n1,,F2,100,2024-01-01,\n"
    report = take_in(mapping, content)
    assert report.refused_lines == 2
    assert "det som raden hör till är avvisat" in str(report.refusals[1])
    assert not m.CustomerOrg.objects.exists()


def test_nothing_taken_in_is_in_the_plan_of_the_same_night(winlas, take_in):
    """The promise itself: the purge of tonight finds nothing of what was imported today."""
    lines = [relation(n, add_months(TODAY, -n).isoformat()) for n in range(1, 40)]
    take_in(RELATION, RELATION_HEADER + "".join(lines))
    paid = [f"{n},B,F{n},100,2022-01-01,{add_months(TODAY, -n)}\n" for n in range(1, 40)]
    take_in(INVOICES, INVOICE_HEADER + "".join(paid))
    run = plan(controller=winlas, as_of=TODAY, at=make.noon(TODAY))
    assert run.items.count() == 0


def test_what_was_erased_as_due_is_refused_when_the_file_comes_again(winlas, take_in):
    content = RELATION_HEADER + relation(1, "2025-01-01")
    assert take_in(RELATION, content).new["person"] == 1
    later = date(2027, 1, 2)
    execute(run=plan(controller=winlas, as_of=later, at=make.noon(later)), today=later)
    assert not m.DataSubject.objects.exists()
    assert take_in(RELATION, content, today=later).refused_lines == 1
    assert not m.DataSubject.objects.exists()


def test_a_category_without_a_rule_is_not_taken_in(take_in):
    mapping = CUSTOMERS + "  records: [{category: dietary_needs, triggers: {day: title}}]\n"
    report = take_in(mapping, HEADER + customer(1, title="2026-01-01"))
    assert "ingen gallringsregel för kategorin dietary_needs" in str(report.faults[0])


def test_an_address_with_a_granted_erasure_waits_for_a_person(winlas, take_in, monkeypatch):
    asked = []

    def erased_on_request(controller, addresses):
        asked.append((controller, addresses))
        return addresses & {"person2@example.se"}

    monkeypatch.setattr(waiting, "_questions", [])
    waiting.ask_before_import(erased_on_request)
    report = take_in(CUSTOMERS, customers(3).replace("person2", "Person2"))
    assert asked == [(winlas, {f"person{n}@example.se" for n in (1, 2, 3)})]
    assert [refusal.line for refusal in report.refusals] == [3]
    assert "väntar på en människa" in report.refusals[0].why
    assert m.DataSubject.objects.count() == 2


def test_those_who_wait_are_found_in_the_last_of_many_lines_too(take_in, monkeypatch):
    monkeypatch.setattr(outcome, "CHUNK_LINES", 2)
    monkeypatch.setattr(waiting, "_questions", [lambda _c, addresses: addresses & {"person5@example.se"}])
    assert [refusal.line for refusal in take_in(CUSTOMERS, customers(5)).refusals] == [6]


@pytest.mark.parametrize(("end", "taken"), [("2024-01-01", 0), ("2026-01-01", 2)])
def test_mail_follows_the_relation_of_a_contact_already_here(winlas, take_in, end, taken):
    contact = make.create_contact(make.create_subject(winlas, email="person1@example.se"))
    m.CustomerOrg.objects.update(number="K1")
    make.create_contract(contact.org, end=date.fromisoformat(end))
    mapping = CUSTOMERS + "  correspondence: {sent_on: title}\n"
    content = HEADER + customer(1, title="2023-05-01") + customer(1, title="2023-06-01")
    report = take_in(mapping.replace("{title: title}", "{}"), content)
    assert m.Correspondence.objects.count() == taken
    assert len(report.refusals) == 2 - taken


def test_without_a_policy_nothing_is_imported(take_in):
    from register.selectors import NoLivePolicy

    bare = make.create_controller("bare")
    with pytest.raises(NoLivePolicy):
        take_in(CUSTOMERS, customers(1), controller=bare)
    assert not m.DataSubject.objects.exists()
