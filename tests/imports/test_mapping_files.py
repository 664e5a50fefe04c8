"""A mapping file says every fault of its own, with its place; the shipped ones have none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.mapping import load, parse
from register.policyfile import PolicyFileError
from tests.imports.mappings import CUSTOMERS

SHIPPED = sorted((Path(__file__).parents[2] / "imports/mappings").glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_mapping_has_no_fault(path):
    assert load(path).name == path.stem


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("source:", "sauce:", "source: is missing", id="no source (WL-08)"),
        pytest.param(
            "kind: staff", "kind: rumour", "5:16: source.kind: 'rumour' is not one of", id="source kind"
        ),
        pytest.param(
            "number: nr", "nummer: nr", "7:18: row.organisation.nummer: there is no such key", id="a key"
        ),
        pytest.param("{title: title}", "{title: {}}", "exactly one of column, text", id="an empty value"),
        pytest.param(
            "name: company", "name: {template: fast}", "names columns within braces", id="a fixed template"
        ),
        pytest.param(
            "email: mail", "language: mail", "row.person: needs one of customer_number", id="unfindable"
        ),
        pytest.param(
            "  person: {name: name, email: mail}\n",
            "",
            "row.contact: needs person in the same row",
            id="no person",
        ),
        pytest.param("{title: title}", "{title: {join: x}}", "there is no join 'x'", id="no join"),
        pytest.param(
            "row:", "file: {encoding: ebcdic}\nrow:", "'ebcdic' is not one of: utf-8", id="encoding"
        ),
        pytest.param(
            "row:", "file: {delimiter: ',', decimal: ','}\nrow:", "neither a quote nor", id="both commas"
        ),
        pytest.param("row:", "file: {dates: DD.MM}\nrow:", "no form of a date", id="a date without year"),
        pytest.param(
            "{title: title}",
            "{title: title}\n  records: [{category: customer_data, triggers: {a: title}}]",
            "has a table of its own",
            id="a record of a category with a table",
        ),
        pytest.param(
            "{title: title}", "{title: title, when: {every: 3}}", "every and of go together", id="when"
        ),
    ],
)
def test_a_fault_has_its_place_and_its_reason(old, new, said):
    with pytest.raises(PolicyFileError) as fault:
        parse(CUSTOMERS.replace(old, new).encode(), file="m.yaml")
    assert said in "\n".join(fault.value.lines())


def test_a_mapping_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(PolicyFileError, match="cannot be read"):
        load(tmp_path / "none.yaml")


@given(st.binary(max_size=400))
def test_no_bytes_at_all_give_anything_but_a_fault(content):
    with pytest.raises(PolicyFileError):
        parse(content)
