"""docs/consent.md says what the law says: its table is asked, row by row, and its example is a record."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from consents.law.cases import explain
from law.input import Node
from tests.consents.law import builders
from tests.consents.test_receipts import SCHEMA

DOCS = Path(__file__).parents[2] / "docs"
TABLE = (DOCS / "consent.md").read_text().partition("## The gate's table")[2].partition("\n## ")[0]
ROWS = [
    [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if line.startswith("| `")
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:2])[:70])
def test_the_law_answers_as_the_table_says(row: list[str]) -> None:
    use, facts, allowed, reasons = row
    case = {"use": builders.use(**json.loads(use)), "facts": builders.facts() | json.loads(facts)}
    answer = explain(Node(case))
    assert answer == {"allowed": allowed == "yes", "reasons": reasons.split(", ")}


def test_the_table_has_rows() -> None:
    assert len(ROWS) == 28


def test_the_example_is_a_record_of_our_form_that_names_nobody() -> None:
    text = (DOCS / "examples" / "consent-record.jsonld").read_text()
    jsonschema.validate(json.loads(text), SCHEMA, cls=jsonschema.Draft202012Validator)
    for secret in ("Sara", "Nyström", "sara@"):
        assert secret not in text
