"""What a good file becomes: people, organisations and claims, each with its source, once."""

from datetime import date
from decimal import Decimal

import pytest

from ledger.models import LedgerEntry
from subjects import models as m
from subjects.selectors import find_subject, standing_blocks
from subjects.services.blocks import place_block
from tests import factories as make
from tests.imports.conftest import BY, TODAY
from tests.imports.mappings import (
    CONTRACTS,
    CUSTOMERS,
    HEADER,
    INVOICE_HEADER,
    INVOICES,
    customer,
    customers,
)

TABLES = (
    m.DataSubject, m.Identity, m.SourceRecord, m.CustomerOrg, m.Contact, m.CustomerData, m.Contract,
    m.Invoice, m.InvoiceEvent, m.Voucher, m.SupportProfile, m.Activity, m.Inquiry, m.Correspondence, m.Record,
)  # fmt: skip

EVERYTHING = """
name: everything
title: Allt
controller: winlas
source: {kind: aggregator, name: Bolaget AB}
row:
  organisation: {number: nr, name: {text: Bolaget}}
  person: {name: name, email: mail, phone: phone, language: {text: en}, kind: {text: lead}}
  contact: {title: {text: vd}, left_on: left}
  contract: {number: {template: "A-{nr}"}, start_on: day}
  invoice:
    number: {template: "F-{nr}"}
    amount: {text: "100"}
    claim_origin_on: day
    events: [{kind: {text: payment}, happened_on: day, amount: {text: "40"}}]
  vouchers: [{number: {template: "V-{nr}"}, posting_on: day, amount: {text: "-5.5"}}]
  support_profile:
    registered_at: day
    interests: note
    activity: [{kind: {text: login}, happened_on: day}]
  inquiry: {received_at: day, kind: {text: quote}, message: note}
  correspondence: {sent_on: day, title: {text: Hej}, body: note}
  records: [{category: traffic_data, triggers: {recorded_on: day}, content: {page: note}}]
"""
ONE_OF_EACH = "nr,name,mail,phone,day,left,note\n1,Anna Ek,a@example.se,070-174 06 35,2026-10-01,,hej\n"


def rows():
    return {model.__name__: model.objects.count() for model in TABLES}


def test_a_line_becomes_an_organisation_a_person_and_their_contact(winlas, take_in):
    report = take_in(CUSTOMERS, customers(3))
    assert (report.lines, report.new["person"], report.new["contact"]) == (3, 3, 3)
    person = find_subject(controller=winlas, kind=m.IdentityKind.EMAIL, value="PERSON2@example.se")
    contact = person.contacts.get()
    assert (contact.org.number, contact.customer_data.title) == ("K2", "vd")
    source = person.sources.get()
    assert (source.kind, source.name, source.obtained_on) == ("staff", "Kundregister", TODAY)


def test_every_part_of_a_line_is_taken_in_with_its_source(take_in):
    take_in(EVERYTHING, ONE_OF_EACH)
    assert set(rows().values()) == {1, 2}
    assert rows()["Identity"] == 2
    for model in (
        m.CustomerData,
        m.Invoice,
        m.Voucher,
        m.SupportProfile,
        m.Inquiry,
        m.Correspondence,
        m.Record,
    ):
        assert model.objects.get().source_kind == "aggregator"
    assert m.Record.objects.get().triggers == {"recorded_on": "2026-10-01"}
    assert m.SupportProfile.objects.get().verified_at == make.noon(date(2026, 10, 1))
    assert m.Voucher.objects.get().counterparty == "Bolaget"
    assert m.Voucher.objects.get().amount == Decimal("-5.5")
    subject = m.DataSubject.objects.get()
    assert (subject.language, subject.kind) == ("en", "lead")


@pytest.mark.parametrize(
    ("mapping", "content"),
    [
        pytest.param(EVERYTHING, ONE_OF_EACH, id="everything"),
        pytest.param(CUSTOMERS, customers(40), id="many"),
    ],
)
def test_a_second_run_changes_nothing(take_in, mapping, content):
    take_in(mapping, content)
    before, versions = rows(), list(m.DataSubject.objects.values_list("facts_version", "pk"))
    lines = LedgerEntry.objects.count()
    again = take_in(mapping, content, today=date(2026, 11, 24))
    assert again.sound
    assert not +again.new
    assert sum(again.there.values()) > 0
    assert rows() == before
    assert list(m.DataSubject.objects.values_list("facts_version", "pk")) == versions
    assert LedgerEntry.objects.count() == lines


def test_the_same_payment_twice_a_day_is_two_payments_and_stays_two(take_in):
    mapping = INVOICES.replace("amount: amount\n    claim", "amount: {text: '100'}\n    claim")
    content = INVOICE_HEADER + "1,B,F1,20,2026-01-01,2026-10-01\n" * 2
    for _again in range(2):
        take_in(mapping, content)
        assert m.Invoice.objects.count() == 1
        assert m.InvoiceEvent.objects.count() == 2


def test_a_second_payment_of_the_same_day_and_amount_comes_in_beside_the_first(take_in):
    mapping = INVOICES.replace("amount: amount\n    claim", "amount: {text: '100'}\n    claim")
    line = "1,B,F1,20,2026-01-01,2026-10-01\n"
    for times in (1, 2, 2, 1):
        take_in(mapping, INVOICE_HEADER + line * times)
    assert m.InvoiceEvent.objects.count() == 2


def test_a_dry_run_reports_all_and_writes_nothing(take_in):
    report = take_in(CUSTOMERS, customers(3), dry_run=True)
    assert (report.new["person"], report.dry_run) == (3, True)
    assert not any(rows().values())
    assert not LedgerEntry.objects.filter(action="imports.import_file").exists()
    assert take_in(CUSTOMERS, customers(3)).new["person"] == 3


def test_the_ledger_says_how_much_was_imported_and_by_whom(take_in):
    take_in(CUSTOMERS, customers(3))
    line = LedgerEntry.objects.get(action="imports.import_file")
    assert (line.actor_role, line.counts["person"], line.controller) == ("admin", 3, "winlas")


def test_one_person_on_two_lines_is_one_person(take_in):
    content = HEADER + customer(1) + customer(2, mail="PERSON1@example.se")
    take_in(CUSTOMERS, content)
    assert m.DataSubject.objects.count() == 1
    assert m.Contact.objects.count() == 2


def test_a_person_already_here_is_found_and_not_renamed(winlas, take_in):
    anna = make.create_subject(winlas, name="Anna Ek", email="person1@example.se")
    take_in(CUSTOMERS, customers(1))
    assert m.DataSubject.objects.get().full_name == "Anna Ek"
    assert anna.contacts.count() == 1
    assert set(anna.sources.values_list("kind", flat=True)) == {"self", "staff"}


def test_people_of_another_controller_are_strangers(winston, take_in):
    make.create_subject(winston, email="person1@example.se")
    take_in(CUSTOMERS, customers(1))
    assert m.DataSubject.objects.count() == 2


def test_a_line_that_points_at_two_people_is_a_fault(winlas, take_in):
    make.create_subject(winlas, email="a@example.se")
    make.create_subject(winlas, email="b@example.se", phone="070-174 06 35")
    report = take_in(EVERYTHING, ONE_OF_EACH)
    assert "två olika personer" in str(report.faults[0])


def test_two_new_people_cannot_share_a_telephone(take_in):
    second = "2,Bo Ek,b@example.se,070-174 06 35,2026-10-01,,hej\n"
    report = take_in(EVERYTHING, ONE_OF_EACH + second)
    assert [str(fault) for fault in report.faults] == [
        "rad 3: det som personen känns igen på hör redan till en annan person"
    ]


def test_an_invoice_already_here_with_another_amount_is_a_fault(take_in):
    take_in(INVOICES, INVOICE_HEADER + "1,B,F1,100,2026-01-01,\n")
    report = take_in(INVOICES, INVOICE_HEADER + "1,B,F1,101,2026-01-01,\n")
    assert "numret finns redan med andra uppgifter" in str(report.faults[0])
    assert m.Invoice.objects.get().amount == 100


def test_two_lines_of_one_number_that_differ_are_a_fault(take_in):
    report = take_in(INVOICES, INVOICE_HEADER + "1,B,F1,100,2026-01-01,\n1,B,F1,101,2026-01-01,\n")
    assert [fault.line for fault in report.faults] == [3]


def test_a_contract_that_ended_since_the_last_import_ends_here_too(winlas, take_in):
    org = make.create_org(winlas, number="1")
    header = "nr,contract,start,end\n"
    take_in(CONTRACTS, header + "1,A,2024-01-01,\n")
    assert org.contracts.get().end_on is None
    take_in(CONTRACTS, header + "1,A,2024-01-01,2026-10-31\n")
    assert org.contracts.get().end_on == date(2026, 10, 31)
    other = take_in(CONTRACTS, header + "1,A,2024-01-01,2026-09-30\n")
    assert not other.sound
    assert org.contracts.get().end_on == date(2026, 10, 31)


def test_what_blocks_a_person_reaches_an_organisation_they_are_imported_to(winlas, take_in):
    anna = make.create_subject(winlas, email="person1@example.se")
    place_block(
        holder=anna,
        kind=m.BlockKind.LEGAL_HOLD,
        ground="Art. 17.3 e",
        from_on=TODAY,
        by=BY,
        at=make.noon(TODAY),
    )
    take_in(CUSTOMERS, customers(1))
    assert standing_blocks(m.CustomerOrg.objects.get(), on=TODAY).exists()


def test_everything_written_raises_its_holder(winlas, take_in):
    org = make.create_org(winlas, number="1")
    before = org.facts_version
    take_in(INVOICES, INVOICE_HEADER + "1,,F1,100,2026-01-01,\n")
    org.refresh_from_db()
    assert org.facts_version > before


def test_nothing_attaches_to_somebody_erased_meanwhile(winlas, take_in, monkeypatch):
    """A purge between finding an organisation and writing to it: the database refuses, all is undone."""
    from imports.writing import rounds
    from subjects.services.errors import HolderErased

    make.create_org(winlas, number="1")
    write_contacts = rounds.write_contacts

    def and_a_purge(writer):
        m.CustomerOrg.objects.all().delete()
        return write_contacts(writer)

    monkeypatch.setattr(rounds, "write_contacts", and_a_purge)
    with pytest.raises(HolderErased):
        take_in(INVOICES, INVOICE_HEADER + "1,,F1,100,2026-01-01,\n")


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1252", "windows-1252"),
                           ("latin-1", "latin-1"), ("cp850", "cp850"), ("mac-roman", "mac-roman")],
)  # fmt: skip
def test_a_file_is_read_in_its_own_encoding(take_in, encoding, name):
    mapping = CUSTOMERS + f"file: {{encoding: {name}}}\n"
    take_in(mapping, (HEADER + customer(1, name="Åsa Öberg")).encode(encoding))
    assert m.DataSubject.objects.get().full_name == "Åsa Öberg"


def test_delimiter_decimal_sign_and_dates_are_the_mappings(take_in):
    mapping = INVOICES + "file: {delimiter: ';', decimal: ',', thousands: ' ', dates: D/M/YYYY}\n"
    content = INVOICE_HEADER.replace(",", ";") + '1;B;F1;"1 234,565";3/10/2026;\n'
    take_in(mapping, content)
    invoice = m.Invoice.objects.get()
    assert (invoice.amount, invoice.claim_origin_on) == (Decimal("1234.57"), date(2026, 10, 3))


def test_a_tab_may_be_the_delimiter(take_in):
    mapping = CUSTOMERS + 'file: {delimiter: "\\t"}\n'
    assert take_in(mapping, customers(2).replace(",", "\t")).new["person"] == 2


def test_quotes_and_line_breaks_within_cells_are_kept(take_in):
    content = HEADER + 'K1,"Bageriet ""Limpan"", AB",Anna,a@example.se,"vd\nägare"\n'
    mapping = CUSTOMERS.replace("{title: title}", "{notes: title}")
    take_in(mapping, content)
    assert m.CustomerOrg.objects.get().name == 'Bageriet "Limpan", AB'
    assert m.CustomerData.objects.get().notes == "vd\nägare"


def test_a_backslash_n_is_a_line_break_where_the_mapping_says_so(take_in):
    content = HEADER + customer(1, title="Coventry House\\nMiner Rd.")
    mapping = CUSTOMERS.replace("{title: title}", "{notes: title}")
    take_in(mapping + "file: {backslash_newlines: true}\n", content)
    assert m.CustomerData.objects.get().notes == "Coventry House\nMiner Rd."


def test_words_for_nothing_are_nothing(take_in):
    mapping = CONTRACTS.replace("{number: nr}", "{number: nr, name: {text: B}}") + "file: {empty: ['NULL']}\n"
    take_in(mapping, "nr,contract,start,end\n1,A,2024-01-01,NULL\n")
    assert m.Contract.objects.get().end_on is None


def test_a_value_may_come_from_elsewhere_when_its_column_is_empty(take_in):
    mapping = CUSTOMERS.replace("{title: title}", "{title: {column: title, otherwise: {text: okänd}}}")
    take_in(mapping, HEADER + customer(1, title=""))
    assert m.CustomerData.objects.get().title == "okänd"


def test_days_move_by_years_and_the_29th_of_february_finds_its_month(take_in):
    mapping = INVOICES + "shift_years: 1\n"
    take_in(mapping, INVOICE_HEADER + "1,B,F1,100,2024-02-29,\n")
    assert m.Invoice.objects.get().claim_origin_on == date(2025, 2, 28)


def test_empty_lines_are_no_lines(take_in):
    report = take_in(CUSTOMERS, HEADER + "\n" + customer(1) + "\n\n")
    assert (report.sound, report.lines) == (True, 1)


def test_a_file_of_a_header_alone_is_no_fault(take_in):
    report = take_in(CUSTOMERS, HEADER)
    assert (report.sound, report.lines) == (True, 0)
