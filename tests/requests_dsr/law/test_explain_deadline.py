"""`manage.py explain_deadline` as a tool in a shell."""

from __future__ import annotations

import copy
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.law.bench_shell import ROOT, answers, run
from tests.vectors import FOLDER

SMALL_POLICY = ROOT / "tests" / "law" / "small_policy.yaml"
FILE = FOLDER / "deadlines.json"
VECTORS = json.loads(FILE.read_text())["vectors"]


def changed(path: list[Any], value: Any) -> dict[str, Any]:
    """A case with every part, one of them changed; `...` takes it away."""
    pause = {
        "kind": "identity",
        "asked_at": "2026-09-02T10:00:00Z",
        "answered_at": None,
        "large_volume": False,
    }
    case: dict[str, Any] = copy.deepcopy(VECTORS[0])
    case["input"]["pauses"] = [pause]
    case["input"]["extension"] = {"notified_at": "2026-09-10T12:00:00Z", "reasons": ["complexity"]}
    place = case
    for key in path[:-1]:
        place = place[key]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return case


def refused(case: Any, tmp_path: Any) -> str:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case))
    out = io.StringIO()
    with pytest.raises(CommandError) as fault:
        call_command("explain_deadline", str(file), stdout=out)
    assert fault.value.returncode == 2
    assert out.getvalue() == ""
    return str(fault.value)


def test_it_answers_every_case_of_a_file_in_order_without_any_environment() -> None:
    assert answers("explain_deadline", str(FILE)) == [
        {"id": case["id"], "result": case["expect"]} for case in VECTORS
    ]


def test_it_answers_one_case_from_standard_input() -> None:
    one = VECTORS[1]
    assert answers("explain_deadline", stdin=json.dumps(one)) == [{"id": one["id"], "result": one["expect"]}]


def test_a_fault_in_the_last_case_prints_one_line_and_no_answer() -> None:
    broken = changed(["input", "pauses", 0, "kind"], "holiday")
    done = run("explain_deadline", stdin=json.dumps({"vectors": [*VECTORS, broken]}))
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert (
        f'$.vectors[{len(VECTORS)}].input.pauses[0].kind: "holiday" is not one of: identity, clarif' in line
    )


@pytest.mark.parametrize(
    ("path", "where"),
    [
        pytest.param(["id"], "$", id="id"),
        pytest.param(["input"], "$", id="input"),
        pytest.param(["input", "received_at"], "$.input", id="received_at"),
        pytest.param(["input", "pauses"], "$.input", id="pauses"),
        pytest.param(["input", "extension"], "$.input", id="extension"),
        pytest.param(["input", "pauses", 0, "kind"], "$.input.pauses[0]", id="kind"),
        pytest.param(["input", "pauses", 0, "asked_at"], "$.input.pauses[0]", id="asked_at"),
        pytest.param(["input", "pauses", 0, "answered_at"], "$.input.pauses[0]", id="answered_at"),
        pytest.param(["input", "extension", "notified_at"], "$.input.extension", id="notified_at"),
        pytest.param(["input", "extension", "reasons"], "$.input.extension", id="reasons"),
    ],
)
def test_a_missing_key_is_named_with_its_place(path: list[Any], where: str, tmp_path: Any) -> None:
    assert refused(changed(path, ...), tmp_path) == f'{where}: the key "{path[-1]}" is missing'


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(["id"], 1, id="id"),
        pytest.param(["input"], [], id="input"),
        pytest.param(["input", "received_at"], None, id="no receipt"),
        pytest.param(["input", "received_at"], 1_788_000_000, id="epoch seconds"),
        pytest.param(["input", "received_at"], "2026-13-01T00:00:00Z", id="month 13"),
        pytest.param(["input", "pauses"], None, id="pauses null"),
        pytest.param(["input", "pauses"], {}, id="pauses an object"),
        pytest.param(["input", "pauses", 0], None, id="pause null"),
        pytest.param(["input", "pauses", 0, "kind"], "Identity", id="kind in capitals"),
        pytest.param(["input", "pauses", 0, "asked_at"], None, id="asked_at null"),
        pytest.param(["input", "pauses", 0, "answered_at"], False, id="answered_at false"),
        pytest.param(["input", "pauses", 0, "large_volume"], 1, id="large_volume 1"),
        pytest.param(["input", "extension"], [], id="extension a list"),
        pytest.param(["input", "extension", "reasons"], "complexity", id="reasons a word"),
        pytest.param(["input", "extension", "reasons", 0], None, id="reason null"),
        pytest.param(["input", "options"], None, id="options null"),
        pytest.param(["input", "options", "eves_nonworking"], "no", id="eves in words"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_its_place(
    path: list[Any], value: Any, tmp_path: Any
) -> None:
    place = "$" + "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    assert refused(changed(path, value), tmp_path).startswith(f"{place}: ")


def test_a_year_whose_holidays_are_unknown_is_refused_with_its_place(tmp_path: Any) -> None:
    far = VECTORS[0] | {"input": VECTORS[0]["input"] | {"received_at": "2150-01-01T00:00:00Z"}}
    why = "public holidays are known for 1953-2100 only, not for 2150"
    assert refused(far, tmp_path) == f"$.input: {why}"


def test_unknown_keys_are_ignored_and_without_options_the_eves_are_working_days(tmp_path: Any) -> None:
    case = copy.deepcopy(ends_on_christmas_eve())
    del case["input"]["options"]
    case["input"]["weather"] = {"snow": True}
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case))
    out = io.StringIO()
    call_command("explain_deadline", str(file), stdout=out)
    assert json.loads(out.getvalue()) == {"id": case["id"], "result": case["expect"]}


def ends_on_christmas_eve() -> dict[str, Any]:
    return next(case for case in VECTORS if case["id"] == "D-065")


def test_a_policy_says_whether_eves_count_where_a_case_does_not(tmp_path: Any) -> None:
    spoken = ends_on_christmas_eve()
    silent = copy.deepcopy(spoken)
    del silent["input"]["options"]["eves_nonworking"]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([silent, spoken]))
    out = io.StringIO()
    call_command("explain_deadline", str(file), policy=str(SMALL_POLICY), stdout=out)
    dues = [json.loads(line)["result"]["due_1m"] for line in out.getvalue().splitlines()]
    assert dues == ["2026-12-28", "2026-12-24"]


def test_a_policy_that_cannot_be_read_is_a_fault(tmp_path: Any) -> None:
    broken = tmp_path / "policy.yaml"
    broken.write_text("controller: 5\n")
    with pytest.raises(CommandError, match=r"policy\.yaml:1:") as fault:
        call_command("explain_deadline", str(FILE), policy=str(broken), stdout=io.StringIO())
    assert fault.value.returncode == 2
    assert "\n" not in str(fault.value)
