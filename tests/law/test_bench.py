"""The bench of the explain commands: cases in, one line of JSON each out."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from law.bench import answer_file, answer_text
from law.input import BadInput, Node


def double(case: Node) -> dict[str, Any]:
    return {"twice": 2 * case["n"].whole()}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"id": "A", "n": 1}', id="one case"),
        pytest.param('[{"id": "A", "n": 1}]', id="a list"),
        pytest.param('{"schema": "x/1", "vectors": [{"id": "A", "n": 1, "other": {}}]}', id="vectors"),
    ],
)
def test_one_case_a_list_and_vectors_are_answered_alike(text: str) -> None:
    assert [json.loads(line) for line in answer_text(text, double)] == [{"id": "A", "result": {"twice": 2}}]


def test_answers_come_in_the_order_of_the_cases_one_line_each() -> None:
    lines = answer_text(json.dumps([{"id": f"ö\n{n}", "n": n} for n in (3, 1, 2)]), double)
    assert [json.loads(line)["result"]["twice"] for line in lines] == [6, 2, 4]
    assert all("\n" not in line and line.isascii() for line in lines)


@pytest.mark.parametrize("text", ["[]", '{"vectors": []}'])
def test_no_cases_give_no_lines(text: str) -> None:
    assert answer_text(text, double) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param('[{"id": "A", "n": 1}, {"n": 1}]', r'\$\[1\]: the key "id" is missing', id="no id"),
        pytest.param('{"id": 5, "n": 1}', r"\$\.id: expected a string", id="a number as id"),
        pytest.param('{"id": null, "n": 1}', r"\$\.id: expected a string", id="null as id"),
        pytest.param('[{"id": "A", "n": 1}, 5]', r"\$\[1\]: expected an object", id="no case"),
        pytest.param('"A"', r"\$: expected an object", id="a word"),
        pytest.param('{"vectors": {}}', r"\$\.vectors: expected a list", id="vectors no list"),
        pytest.param('{"vectors": null}', r"\$\.vectors: expected a list", id="vectors null"),
        pytest.param(
            '{"vectors": [{"id": "A", "n": "1"}]}', r"\$\.vectors\[0\]\.n: expected a whole", id="in a case"
        ),
    ],
)
def test_a_fault_in_any_case_stops_all_and_names_its_place(text: str, fault: str) -> None:
    with pytest.raises(BadInput, match=f"^{fault}"):
        answer_text(text, double)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.json: cannot be read: No such file"):
        answer_file(str(tmp_path / "nowhere.json"), double)
    with pytest.raises(BadInput, match="cannot be read: Is a directory"):
        answer_file(str(tmp_path), double)


@pytest.mark.parametrize("file", [None, "-"])
def test_without_a_file_standard_input_is_read(file: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "A", "n": 4}')))
    assert answer_file(file, double) == ['{"id": "A", "result": {"twice": 8}}']
