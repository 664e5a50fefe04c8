"""`manage.py explain_retention` as a tool in a shell: strict, exact about a fault, and all or nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from law import bench
from law.input import BadInput
from retention.law.cases import explain
from tests.law.bench_shell import ROOT, answers, run
from tests.vectors import FOLDER

FILE = FOLDER / "retention.json"
VECTORS = json.loads(FILE.read_text())["vectors"]
GRANVIKA = str(ROOT / "tests" / "register" / "granvika.yaml")

AT, ON = "2026-01-01T10:00:00+01:00", "2026-01-01"
WHOLE: dict[str, Any] = {
    "id": "W",
    "as_of": "2026-11-23",
    "facts": {
        "support_profile": {
            "registered_at": AT,
            "activity": [{"at": AT, "kind": "login"}],
            "reminders": [{"at": AT, "status": "sent"}],
        },
        "support_tickets": {"count": 1},
        "contracts": [{"id": "A", "start": ON, "end": ON, "end_corrected_on": ON}],
        "contact_left_on": ON,
        "correspondence": {"last_message_on": ON},
        "invoices": [
            {
                "id": "F",
                "amount": 10.5,
                "debtor": "business",
                "claim_origin": ON,
                "interruptions": [ON],
                "events": [{"on": ON, "type": "payment", "amount": 1}],
            }
        ],
        "accounting_docs": [{"id": "V", "posting_date": ON}],
        "fiscal_years": [{"start": ON, "end": "2026-12-31"}],
        "inquiries": [
            {"id": "I", "kind": "quote", "received_at": AT, "last_contact_at": AT, "converted": True}
        ],
        "credit_checks": [{"obtained_on": ON}],
        "marketing": {
            "basis": "consent",
            "consent": {"given_at": AT, "withdrawn_at": AT},
            "last_interaction_at": AT,
            "objected_at": AT,
        },
        "web_visits": [{"visited_at": AT, "ip_masked": True}],
        "stats_extracts": [{"created_on": ON, "anonymised": False}],
        "consents": [{"purpose": "news", "ended_on": ON}],
        "suppression": {"since": ON},
        "disclosures": [{"on": ON}],
        "dsrs": [
            {"type": "erasure", "received_on": ON, "decided_on": ON, "closed_on": ON, "outcome": "granted"}
        ],
        "include_dsr_records": True,
        "holds": [{"from": ON, "released_on": ON, "scope": ["crm_inquiry"]}],
        "restrictions": [{"ground": "18_1_c", "from": ON, "lifted_on": ON, "scope": "all"}],
        "settings": {"unpaid_scope": "all"},
        "phone_messages": [{"taken_on": ON}],
        "security_log": [{"on": ON}],
        "records": [{"category": "access_log", "triggers": {"seen_on": ON}}],
    },
}
OPTIONAL = {
    "end_corrected_on",
    "debtor",
    "last_contact_at",
    "converted",
    "objected_at",
    "decided_on",
    "outcome",
    "unpaid_scope",
    "seen_on",
}
NULLABLE = {"withdrawn_at", "last_interaction_at", "ended_on", "closed_on", "released_on", "lifted_on"}
UNREAD = {"$.facts.inquiries[0].id"}


def places(value: Any, path: str, parent: Any = None, key: Any = None) -> Iterator[tuple[str, Any, Any]]:
    """Every place in a case but the case itself: its path, what it stands in, and its key there."""
    if parent is not None:
        yield path, parent, key
    for name, part in value.items() if isinstance(value, dict) else ():
        yield from places(part, f"{path}.{name}", value, name)
    for index, part in enumerate(value) if isinstance(value, list) else ():
        yield from places(part, f"{path}[{index}]", value, index)


PATHS = [path for path, _, _ in places(WHOLE, "$")]
KEYS = {path: path.rpartition(".")[2] for path in PATHS if not path.endswith("]")}
FACTS = {path for path in KEYS if path.count(".") == 2}
"""`$.facts.contracts` and the like: each kind of fact may be left out."""
MAY_BE_LEFT_OUT = {path for path, key in KEYS.items() if key in OPTIONAL} | {"$.facts.inquiries[0].kind"}


def _placed(path: str) -> tuple[dict[str, Any], Any, Any]:
    case = copy.deepcopy(WHOLE)
    return case, *next((parent, key) for found, parent, key in places(case, "$") if found == path)


def answer(case: Any) -> dict[str, Any]:
    (line,) = bench.answer_text(_text(case), explain)
    return json.loads(line)["result"]


def refused(case: Any) -> str:
    with pytest.raises(BadInput) as fault:
        bench.answer_text(_text(case), explain)
    assert "\n" not in str(fault.value)
    return str(fault.value)


def _text(case: Any) -> str:
    return case if isinstance(case, str) else json.dumps(case)


def with_value(path: str, value: Any) -> dict[str, Any]:
    case, parent, key = _placed(path)
    parent[key] = value
    return case


# --- in a shell -------------------------------------------------------------------------------------
def test_it_answers_every_case_of_a_file_in_order_without_any_environment() -> None:
    assert answers("explain_retention", str(FILE)) == [
        {"id": case["id"], "result": case["expect"]} for case in VECTORS
    ]


def test_it_reads_one_case_and_a_list_from_standard_input() -> None:
    one, two = VECTORS[0], VECTORS[1]
    assert [it["id"] for it in answers("explain_retention", stdin=json.dumps(one))] == [one["id"]]
    assert [it["id"] for it in answers("explain_retention", stdin=json.dumps([two, one]))] == [
        two["id"],
        one["id"],
    ]


def test_one_fault_among_many_cases_prints_one_line_and_no_answer() -> None:
    bad = copy.deepcopy(VECTORS[13])
    bad["facts"]["support_profile"]["registered_at"] = "yesterday"
    done = run("explain_retention", stdin=json.dumps({"vectors": [*VECTORS, bad]}))
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert f"$.vectors[{len(VECTORS)}].facts.support_profile.registered_at: " in line
    assert '"yesterday" is not a timestamp' in line


def test_a_policy_file_gives_its_own_numbers() -> None:
    case = {
        "id": "G",
        "as_of": "2026-11-23",
        "facts": {"contracts": [{"id": "A", "start": "2020-01-01", "end": "2024-11-22"}]},
    }
    case["facts"] |= {"records": [{"category": "site_visitor", "triggers": {"visited_on": "2026-08-22"}}]}
    (found,) = answers("explain_retention", "--policy", GRANVIKA, stdin=json.dumps(case))
    told = {
        name: (it["decision"], it["retain_until"], it["reasons"])
        for name, it in found["result"]["categories"].items()
    }
    assert told == {
        "customer_data": ("keep", "2027-11-22", ["CONTRACT_ENDED_24M"]),
        "site_visitor": ("erase", "2026-11-22", ["SITE_VISIT_3M"]),
    }


def test_a_policy_file_that_cannot_be_read_is_told_in_one_line() -> None:
    done = run("explain_retention", "--policy", "nowhere.yaml", stdin=json.dumps(VECTORS[0]))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "nowhere.yaml" in done.stderr


# --- what must be there, and of what type ---------------------------------------------------------
def test_the_whole_case_is_answered() -> None:
    assert len(answer(WHOLE)["categories"]) == 19


def test_no_key_the_cases_always_carry_may_be_missing() -> None:
    for path in sorted(set(KEYS) - FACTS - UNREAD - MAY_BE_LEFT_OUT):
        case, parent, key = _placed(path)
        del parent[key]
        assert refused(case) == f'{path.rpartition(".")[0]}: the key "{key}" is missing'


def test_what_is_optional_may_be_left_out() -> None:
    for path in sorted(FACTS | MAY_BE_LEFT_OUT):
        case, parent, key = _placed(path)
        del parent[key]
        assert "categories" in answer(case), path


@pytest.mark.parametrize(
    "path", sorted({p for p, k in KEYS.items() if k in NULLABLE} | {"$.facts.contracts[0].end"})
)
def test_what_has_not_happened_may_be_null(path: str) -> None:
    assert "categories" in answer(with_value(path, None))


def test_no_value_may_be_of_the_wrong_type() -> None:
    for path in sorted(set(PATHS) - UNREAD):
        for wrong in (3.5, -1, "", [], {}, True):
            case, parent, key = _placed(path)
            if not _fits(key, parent[key], wrong):
                parent[key] = wrong
                assert refused(case).startswith(f"{path}: "), wrong


def _fits(key: Any, right: Any, wrong: Any) -> bool:
    """Tell whether the value might be meant: another truth, an empty list, a text that may be empty."""
    if isinstance(wrong, str):
        return key in ("id", "purpose", "ground")
    return (
        type(wrong) is type(right) or (key == "amount" and wrong == 3.5) or (key == "scope" and wrong == [])
    )


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        pytest.param("$.as_of", "2026-02-29", "is not a date", id="no such day"),
        pytest.param("$.as_of", AT, "is not a date", id="an instant for a day"),
        pytest.param("$.as_of", "0999-01-01", "year", id="before any calendar"),
        pytest.param("$.facts.invoices[0].amount", 0, "0 is not an amount above 0", id="an amount of 0"),
        pytest.param("$.facts.invoices[0].amount", -1, "-1 is not an amount above 0", id="a negative amount"),
        pytest.param(
            "$.facts.invoices[0].amount", "100", "expected a number, found a string", id="a text amount"
        ),
        pytest.param("$.facts.invoices[0].amount", True, "expected a number", id="a truth for a number"),
        pytest.param("$.facts.invoices[0].amount", 10**15, "no amount of money", id="a monstrous amount"),
        pytest.param("$.facts.invoices[0].amount", 0.0000001, "no amount of money", id="seven decimals"),
        pytest.param("$.facts.invoices[0].events[0].amount", 0, "not an amount above 0", id="an event of 0"),
        pytest.param(
            "$.facts.invoices[0].events[0].type", "gift", "is not one of: payment", id="an unknown event"
        ),
        pytest.param(
            "$.facts.invoices[0].debtor", "state", "is not one of: business", id="an unknown debtor"
        ),
        pytest.param(
            "$.facts.support_profile.activity[0].kind", "yoga", "is not one of", id="an unknown activity"
        ),
        pytest.param(
            "$.facts.support_profile.reminders[0].status", "lost", "is not one of: sent", id="a status"
        ),
        pytest.param("$.facts.support_tickets.count", -1, "-1 tickets cannot be", id="a negative count"),
        pytest.param("$.facts.support_tickets.count", 1.0, "expected a whole number", id="a broken count"),
        pytest.param(
            "$.facts.support_tickets.count", True, "expected a whole number", id="a truth for a count"
        ),
        pytest.param(
            "$.facts.web_visits[0].ip_masked", 1, "expected true or false", id="a number for a truth"
        ),
        pytest.param("$.facts.marketing.basis", "contract", "is not one of: consent", id="an unknown basis"),
        pytest.param("$.facts.marketing.consent", None, "expected an object, found null", id="no consent"),
        pytest.param("$.facts.dsrs[0].type", "deletion", "is not one of: access", id="an unknown right"),
        pytest.param("$.facts.dsrs[0].outcome", "maybe", "is not one of: granted", id="an unknown outcome"),
        pytest.param(
            "$.facts.holds[0].scope", "crm_inquiry", "neither 'all' nor a list", id="a scope in text"
        ),
        pytest.param(
            "$.facts.holds[0].scope[0]", "inquiries", "is not a category", id="a scope no one knows"
        ),
        pytest.param("$.facts.restrictions[0].scope", None, "expected a string, found null", id="no scope"),
        pytest.param(
            "$.facts.settings.unpaid_scope", "most", "is not one of: claim, all", id="an unknown setting"
        ),
        pytest.param(
            "$.facts.inquiries[0].kind", "complaint", "is not one of: quote", id="an unknown inquiry"
        ),
        pytest.param("$.facts.records[0].category", "secrets", "is not a category", id="a record of no rule"),
        pytest.param("$.facts.contracts", None, "expected a list, found null", id="a null for a list"),
        pytest.param("$.facts", [], "expected an object, found a list", id="a list for facts"),
        pytest.param("$.id", 7, "expected a string", id="a number for an id"),
    ],
)
def test_a_bad_value_is_told_with_its_place(path: str, value: Any, why: str) -> None:
    told = refused(with_value(path, value))
    assert told.startswith(f"{path}: "), told
    assert why in told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nonsense",
        '{"id": NaN}',
        "[1]",
        "42",
        '"x"',
        '{"vectors": 3}',
        '{"vectors": null}',
        "[" * 100_000,
    ],
)
def test_what_is_no_case_is_refused(text: str) -> None:
    assert refused(text)


@pytest.mark.parametrize("text", ["[]", '{"vectors": []}'])
def test_no_cases_give_no_answers(text: str) -> None:
    assert bench.answer_text(text, explain) == []


TIMES = [
    path
    for path, key in KEYS.items()
    if key
    in (
        "at",
        "registered_at",
        "received_at",
        "last_contact_at",
        "given_at",
        "withdrawn_at",
        "last_interaction_at",
        "objected_at",
        "visited_at",
    )
]


@pytest.mark.parametrize("path", TIMES)
def test_a_timestamp_without_an_offset_is_an_error_of_the_case(path: str) -> None:
    assert answer(with_value(path, "2026-01-01T10:00:00")) == {"error": "E_NAIVE_TIMESTAMP"}


def test_the_other_cases_are_answered_beside_a_naive_one() -> None:
    naive = with_value("$.facts.web_visits[0].visited_at", "2026-01-01T10:00:00")
    found = answers("explain_retention", stdin=json.dumps([naive, VECTORS[0]]))
    assert [it["result"] for it in found] == [{"error": "E_NAIVE_TIMESTAMP"}, VECTORS[0]["expect"]]


def test_unknown_keys_are_ignored_everywhere() -> None:
    case = copy.deepcopy(WHOLE)
    for _, parent, _ in list(places(case, "$")):
        if isinstance(parent, dict) and "seen_on" not in parent:
            parent["unheard_of"] = {"of": None}
    assert answer(case) == answer(WHOLE)


def test_a_day_before_the_statute_is_refused_and_not_guessed() -> None:
    case = {
        "id": "X",
        "as_of": "1999-12-31",
        "facts": {"accounting_docs": [{"id": "V", "posting_date": "1990-01-01"}]},
    }
    assert "no version of Bokföringslagen" in refused(case)


def test_activity_by_other_names_never_counts() -> None:
    for kind in ("marketing click", "reminders", "reminder_sent", "email_click", "my_profile_view"):
        case = with_value("$.facts.support_profile.activity[0].kind", kind)
        assert "SUPPORT_24M" in answer(case)["reasons"]


def test_the_end_of_the_calendar_is_kept_and_overflows_nothing() -> None:
    case = with_value("$.facts.contracts[0].end", "9999-12-31") | {"as_of": "9999-12-31"}
    case["facts"]["support_profile"]["reminders"] = [{"at": "9998-12-31T10:00:00Z", "status": "sent"}]
    assert answer(case)["categories"]["customer_data"]["decision"] == "keep"
