"""Any bytes at all give a report, and a great file takes no more memory or statements than a small one."""

import csv
import io
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports import services
from imports.staging import asking
from subjects import models as m
from tests.imports.mappings import CUSTOMERS, HEADER, INVOICE_HEADER, INVOICES, customer, customers

noisy = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
cells = st.text(max_size=30) | st.sampled_from(
    [
        "K1",
        "a@example.se",
        "2026-01-01",
        "=1+1",
        '"',
        "\\N",
        "\\",
        "\t",
        "\u2028",
        "\u202e",
        "ﬀ",
        "\ufeff",
        "'; --",
    ]
)


@noisy
@given(content=st.binary(max_size=600))
def test_no_bytes_give_a_traceback(take_in, content):
    report = take_in(CUSTOMERS, content)
    assert report.faults or report.lines == 0
    assert list(report.text())


@noisy
@given(content=st.binary(max_size=300))
def test_no_bytes_after_a_good_header_give_a_traceback(take_in, content):
    assert list(take_in(CUSTOMERS, HEADER.encode() + content).text())


@noisy
@given(rows=st.lists(st.tuples(cells, cells, cells, cells, cells), max_size=5))
def test_no_cells_give_a_traceback_and_faults_mean_that_nothing_is_written(take_in, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    before = m.DataSubject.objects.count()
    report = take_in(CUSTOMERS, (HEADER + text.getvalue()).encode("utf-8", "replace"))
    assert report.sound or m.DataSubject.objects.count() == before


def statements(take_in, mapping, content):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert take_in(mapping, content).sound
    return len(seen)


def invoices(start, many):
    lines = (f"{n % 7},B{n % 7},F{n},100,2026-01-01,2026-02-01\n" for n in range(start, start + many))
    return INVOICE_HEADER + "".join(lines)


def people(start, many):
    return HEADER + "".join(customer(n) for n in range(start, start + many))


@pytest.fixture
def small_chunks(monkeypatch):
    """Make chunks a tenth as great, so that files a tenth as long have as many of them."""
    monkeypatch.setattr(asking, "CHUNK_HOLDERS", 100)
    monkeypatch.setattr(asking, "CHUNK_ITEMS", 200)
    monkeypatch.setattr(services, "CHUNK_LINES", 200)


def test_ten_times_the_lines_take_as_many_statements(take_in):
    statements(take_in, INVOICES, invoices(0, 10))
    few = statements(take_in, INVOICES, invoices(100, 190))
    assert statements(take_in, INVOICES, invoices(1000, 1900)) == few


def test_each_chunk_of_people_takes_the_same_few_statements_more(take_in, small_chunks):
    statements(take_in, CUSTOMERS, people(0, 10))
    counts = [statements(take_in, CUSTOMERS, people(start, many)) for start, many in PORTIONS]
    uneven = 2  # the chunks are of 2,000 lines: some thousands end one, others do not
    assert abs((counts[2] - counts[1]) - (counts[1] - counts[0])) <= uneven < counts[1] - counts[0] <= 25


PORTIONS = ((10_000, 50), (20_000, 150), (30_000, 250))


def test_memory_does_not_grow_with_the_file(take_in, small_chunks):
    def peak(start, many):
        content = invoices(start, many).encode()
        tracemalloc.start()
        assert take_in(INVOICES, content).sound
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(0, 100)  # what the first run keeps (caches, modules) is not the file's
    small, great = peak(1_000, 1_000), peak(10_000, 4_000)
    assert great < 1.2 * small


@pytest.mark.parametrize("size", [1, 199, 200, 201])
def test_no_line_is_lost_at_the_edge_of_a_chunk(take_in, small_chunks, size):
    assert take_in(CUSTOMERS, customers(size)).new["contact"] == size
    assert m.Contact.objects.count() == size
