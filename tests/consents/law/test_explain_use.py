"""`manage.py explain_use` as a tool in a shell."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.consents.law.builders import consents, facts, sale, use
from tests.law.bench_shell import ROOT, answers, run
from tests.vectors import FOLDER

SMALL_POLICY = ROOT / "tests" / "law" / "small_policy.yaml"
FILE = FOLDER / "use.json"
VECTORS = json.loads(FILE.read_text())["vectors"]


def whole() -> dict[str, Any]:
    return {"id": "X", "use": use(), "facts": facts(consents=consents("given"), soft_opt_in=sale())}


def refused(case: Any, tmp_path: Any) -> str:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case))
    out = io.StringIO()
    with pytest.raises(CommandError) as fault:
        call_command("explain_use", str(file), stdout=out)
    assert (fault.value.returncode, out.getvalue()) == (2, "")
    return str(fault.value)


def places(value: Any, path: str, parent: Any = None, key: Any = None) -> Any:
    """Every place in a case but the case itself: its path, what it stands in, and its key there."""
    if parent is not None:
        yield path, parent, key
    if isinstance(value, dict):
        for name in value:
            yield from places(value[name], f"{path}.{name}", value, name)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, f"{path}[{index}]", value, index)


PATHS = [path for path, _, _ in places(whole(), "$")]
KEYS = [path for path in PATHS if not path.endswith("]")]


def test_it_answers_every_case_of_a_file_in_order_without_any_environment() -> None:
    assert answers("explain_use", str(FILE)) == [
        {"id": case["id"], "result": case["expect"]} for case in VECTORS
    ]


def test_a_fault_prints_one_line_and_no_answer() -> None:
    done = run("explain_use", stdin=json.dumps([*VECTORS, whole() | {"facts": facts(address="boat")}]))
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert f'$[{len(VECTORS)}].facts.address: "boat" is not one of: role, work, sole_trader, private' in line


@pytest.mark.parametrize("path", KEYS)
def test_no_key_may_be_missing(path: str, tmp_path: Any) -> None:
    case = whole()
    parent, key = next((parent, key) for found, parent, key in places(case, "$") if found == path)
    del parent[key]
    assert refused(case, tmp_path) == f'{path.rpartition(".")[0]}: the key "{key}" is missing'


@pytest.mark.parametrize("path", PATHS)
def test_no_value_may_be_a_number(path: str, tmp_path: Any) -> None:
    case = whole()
    parent, key = next((parent, key) for found, parent, key in places(case, "$") if found == path)
    parent[key] = 1
    assert refused(case, tmp_path).startswith(f"{path}: expected ")


def test_only_the_basis_and_the_soft_opt_in_may_be_null(tmp_path: Any) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(whole() | {"facts": facts(basis=None, soft_opt_in=None)}))
    out = io.StringIO()
    call_command("explain_use", str(file), stdout=out)
    assert json.loads(out.getvalue())["result"] == {"allowed": False, "reasons": ["CONSENT_REQUIRED"]}
    for key in sorted(facts().keys() - {"basis", "soft_opt_in"}):
        assert refused(whole() | {"facts": facts(**{key: None})}, tmp_path).startswith(f"$.facts.{key}: ")


def test_a_policys_switch_is_used_where_a_case_leaves_the_company_out(tmp_path: Any) -> None:
    silent, spoken = (whole() | {"facts": facts()} for _ in range(2))
    del silent["facts"]["tenant"]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([silent, spoken]))
    out = io.StringIO()
    call_command("explain_use", str(file), policy=str(SMALL_POLICY), stdout=out)
    reasons = [json.loads(line)["result"]["reasons"] for line in out.getvalue().splitlines()]
    assert reasons == [["B2B_LEGITIMATE_INTEREST"], ["CONSENT_REQUIRED"]]
