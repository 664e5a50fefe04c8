"""A file that is not what its mapping says is refused whole, with line and reason, and nothing is written."""

import pytest

from subjects import models as m
from tests.imports.mappings import CUSTOMERS, HEADER, INVOICE_HEADER, INVOICES, customer, customers

GOOD = customer(1)
NOTHING = (m.DataSubject, m.CustomerOrg, m.Contact, m.Invoice, m.SourceRecord)


def refused(report) -> str:
    """Give the faults of a file of which nothing may be written."""
    assert not report.sound
    assert not any(model.objects.exists() for model in NOTHING)
    return "\n".join(map(str, report.faults))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "tom", id="empty"),
        pytest.param(b"\x00\x01\x02\xff\xfe binary junk \x00", "saknas|NUL|teckenkodning", id="binary junk"),
        pytest.param(b"PK\x03\x04rest", "Excel", id="a spreadsheet"),
        pytest.param(b"%PDF-1.7", "PDF", id="a PDF"),
        pytest.param((HEADER + GOOD).encode("utf-16"), "UTF-16", id="UTF-16"),
        pytest.param(
            (HEADER + customer(1, name="Åsa")).encode("latin-1"),
            "rad 2: byte 12 .0xc5.",
            id="Latin-1 as UTF-8",
        ),
        pytest.param("nr,company,name,mail\n", "title saknas", id="a column is missing"),
        pytest.param("nr,company,name,mial,title\n", r"mail \(menas mial", id="a column is misspelled"),
        pytest.param("nr,company,name,mail,title,nr\n", "nr mer än en gång", id="a column twice"),
        pytest.param((HEADER + GOOD).replace(",", ";"), "';', men mappningen säger ','", id="semicolons"),
        pytest.param((HEADER + GOOD).replace(",", "\t"), r"'\\t', men mappningen", id="tabs"),
        pytest.param(HEADER + "K1,Bolag\n", "rad 2: raden har 2 fält, rubrikraden 5", id="too few cells"),
        pytest.param(HEADER + GOOD.strip() + ",x\n", "rad 2: raden har 6 fält", id="too many cells"),
        pytest.param(HEADER + 'K1,"Bolag', "rad 2: ett citattecken som öppnas här", id="an open quote"),
        pytest.param(
            HEADER + '"K1"x,B,N,a@example.se,t\n', "rad 2: efter ett avslutande", id="after a quote"
        ),
        pytest.param(HEADER + "K1,Bo\rlag,N,a@example.se,t\n", "ensamt CR", id="an old Mac line break"),
        pytest.param(HEADER + customer(1, company="A\0B"), "rad 2: raden innehåller NUL", id="NUL"),
        pytest.param(
            HEADER + customer(1, company="A\x07B"), "rad 2: organisation.name .*styrtecken", id="a bell"
        ),
        pytest.param(
            HEADER + customer(1, company="x" * 201), "är 201 tecken långt; högst 200", id="too long"
        ),
        pytest.param(
            HEADER + f'K1,"{"x" * 200_000}",N,a@example.se,t\n', "större än 131072", id="a huge cell"
        ),
        pytest.param(HEADER + customer(1, title="x" * 10_000_000), "rad 2: raden är längre", id="10 MB"),
        pytest.param(HEADER + customer(1, title="=1+1"), "kalkylbladsformel", id="a formula"),
        pytest.param(HEADER + customer(1, title="@SUM(A1)"), "kalkylbladsformel", id="an old formula"),
        pytest.param(HEADER + customer(1, title="+cmd|' /C calc'!A0"), "kalkylbladsformel", id="a DDE call"),
        pytest.param(
            HEADER + customer(1, mail="nobody"), "rad 2: person.email är ingen e-post", id="no address"
        ),
        pytest.param(HEADER + customer(1, mail=""), "varken e-post, kundnummer", id="nothing to be found by"),
        pytest.param(HEADER + customer(1, nr=""), "organisation.number saknas", id="no number"),
        pytest.param(
            HEADER + customer(1, company=""), "rad 2: organisationen finns inte", id="no such customer"
        ),
        pytest.param(HEADER + customer(1, name=""), "rad 2: personen finns inte", id="no such person"),
    ],
)
def test_a_bad_file_is_refused_whole(take_in, content, said):
    import re

    assert re.search(said, refused(take_in(CUSTOMERS, content)))


@pytest.mark.parametrize(
    ("amount", "issued", "said"),
    [
        pytest.param("12,50", "2026-01-01", "'12,50' är inget belopp", id="another decimal sign"),
        pytest.param("1e5", "2026-01-01", "är inget belopp", id="an exponent"),
        pytest.param("٣", "2026-01-01", "är inget belopp", id="other digits"),
        pytest.param("NaN", "2026-01-01", "är inget belopp", id="no number"),
        pytest.param("1234567890123", "2026-01-01", "är inget belopp", id="too great"),
        pytest.param("0", "2026-01-01", "större än noll", id="nothing"),
        pytest.param("-5", "2026-01-01", "större än noll", id="below nothing"),
        pytest.param("0.004", "2026-01-01", "större än noll", id="rounds to nothing"),
        pytest.param("5", "01/02/2026", "inget datum av formen YYYY-MM-DD", id="another form of date"),
        pytest.param("5", "2026-02-30", "'2026-02-30' finns inte i kalendern", id="the 30th of February"),
        pytest.param("5", "0001-01-01", "utanför 1900-2200", id="the year 1"),
        pytest.param("5", "", "invoice.claim_origin_on saknas", id="no day"),
    ],
)
def test_amounts_and_days_are_never_guessed(take_in, amount, issued, said):
    quoted = f'K1,Bolag,F1,"{amount}",{issued},\n'
    assert said in refused(take_in(INVOICES, INVOICE_HEADER + quoted))


def test_one_bad_line_of_a_thousand_writes_nothing_and_is_named(take_in):
    lines = customers(1000).splitlines(keepends=True)
    lines[499] = customer(499, mail="nobody")
    report = take_in(CUSTOMERS, "".join(lines))
    assert refused(report) == "rad 500: person.email är ingen e-postadress"
    assert report.lines == 1000


def test_every_bad_line_is_named_not_only_the_first(take_in):
    content = HEADER + "".join(customer(n, mail="nobody", title="=x") for n in range(1, 31))
    assert len(take_in(CUSTOMERS, content).faults) == 60


def test_a_fault_names_nobody(take_in):
    content = HEADER + customer(1, mail="karin.ek at example.se", name="Karin Ek", title="=Karin")
    assert "karin" not in refused(take_in(CUSTOMERS, content)).casefold()


def test_a_line_number_is_that_on_which_the_record_begins(take_in):
    content = HEADER + 'K1,"Bolag\nmed\nradbrytning",N,a@example.se,t\n' + customer(2, mail="nobody")
    report = take_in(CUSTOMERS, content)
    assert [fault.line for fault in report.faults] == [2, 5]


def test_a_file_that_is_not_there_is_one_clear_line(winlas, take_in, tmp_path):
    from imports.mapping import parse
    from imports.services import import_file
    from tests import factories as make
    from tests.imports.conftest import BY, TODAY

    for file in (tmp_path / "missing.csv", tmp_path):
        report = import_file(
            mapping=parse(CUSTOMERS.encode()), file=file, controller=winlas, by=BY, at=make.noon(TODAY)
        )
        assert "filen kan inte läsas" in refused(report)
