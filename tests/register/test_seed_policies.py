"""The two companies' files say what their published texts say, sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from law.periods import Period
from register.policyfile import PolicyFile, load
from register.policyfile.linting import lint
from register.policyfile.loading import published_text
from register.policyfile.words import AuthorityGate, LegalBasis, ProcessingRole
from retention.policy import bind

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.fixture(scope="module")
def winlas() -> PolicyFile:
    return load(POLICIES / "winlas.yaml")


@pytest.fixture(scope="module")
def winston() -> PolicyFile:
    return load(POLICIES / "winston.yaml")


@pytest.mark.parametrize(("name", "prefix", "last"), [("winlas", "WL", 58), ("winston", "WN", 51)])
def test_each_sentence_id_is_there_once_and_in_order(name: str, prefix: str, last: int) -> None:
    text = (POLICIES / f"{name}.yaml").read_text()
    wanted = [f"{prefix}-{number:02}" for number in range(1, last + 1)]
    assert list(load(POLICIES / f"{name}.yaml").sentences) == wanted
    assert [line.strip(" :") for line in text.splitlines() if line.startswith(f"  {prefix}-")] == wanted


@pytest.mark.parametrize("name", ["winlas", "winston"])
def test_the_published_text_is_covered_to_the_last_word(name: str) -> None:
    file = POLICIES / f"{name}.yaml"
    policy = load(file)
    published = published_text(policy, file)
    assert published is not None
    found = {(f.code, f.where) for f in lint(policy, published)} - {(f.code, f.where) for f in lint(policy)}
    assert found == set()
    assert [f for f in lint(policy, f"{published} Vi säljer allt.") if f.where == "published, at the end"]


@pytest.mark.parametrize("name", ["winlas", "winston"])
def test_every_sentence_is_carried_by_something(name: str) -> None:
    policy = load(POLICIES / f"{name}.yaml")
    assert [key for key, sentence in policy.sentences.items() if not sentence.carried_by] == []


def test_the_defects_of_the_published_texts_are_findings(winlas: PolicyFile, winston: PolicyFile) -> None:
    def carried(policy: PolicyFile) -> set[tuple[str, str]]:
        return {(f.code, f.where.removeprefix("sentences.")) for f in lint(policy) if "sentences." in f.where}

    assert carried(winlas) == {
        ("F-LIST", "WL-01"),
        ("F-LIST", "WL-02"),
        ("F-LIST", "WL-03"),
        ("F-ART9", "WL-03"),
        ("F-LIST", "WL-04"),
        ("F-GATE", "WL-25"),
        ("F-RULE", "WL-35"),
        ("F-AGG", "WL-46"),
        ("F-COOKIE", "WL-47"),
        ("F-LIST", "WL-56"),
    }
    assert carried(winston) == {
        ("F-SOURCE", "WN-06"),
        ("F-BASIS", "WN-10"),
        ("F-RULE", "WN-13"),
        ("F-B", "WN-14"),
        ("F-STATUTE", "WN-28"),
        ("F-B", "WN-28"),
        ("F-STATUTE", "WN-29"),
        ("F-PS", "WN-44"),
        ("F-CONTACT", "WN-51"),
    }


a, b, c, f = (
    LegalBasis.CONSENT,
    LegalBasis.CONTRACT,
    LegalBasis.LEGAL_OBLIGATION,
    LegalBasis.LEGITIMATE_INTERESTS,
)
MATRIX = {  # domain.md 1.3: (basis, for a contact of a legal person)
    ("service_provision", "customer_data"): (b, f),
    ("service_communication", "customer_data"): (f, None),
    ("development", "customer_data"): (f, None),
    ("development", "traffic_data"): (a, None),
    ("marketing", "customer_data"): (f, None),
    ("marketing", "traffic_data"): (a, None),
    ("security", "customer_data"): (b, f),
    ("security", "traffic_data"): (f, None),
    ("legal_compliance", "customer_data"): (c, None),
    ("legal_compliance", "traffic_data"): (c, None),
    ("web_statistics", "traffic_data"): (a, None),
}


def test_winstons_matrix_of_legal_bases(winston: PolicyFile) -> None:
    cells = {
        (purpose, category): (entry.basis, entry.contact_basis)
        for purpose, part in winston.purposes.items()
        for category, entry in part.bases.items()
        if category in ("customer_data", "traffic_data")
    }
    assert cells == MATRIX


def test_what_winlas_promises(winlas: PolicyFile) -> None:
    law = bind(winlas)
    support = law.rule("support_profile", "verified")
    assert (support.period, support.notice and support.notice.leads) == (Period(months=24), (60, 30, 7))
    assert winlas.settings.authority_gate == AuthorityGate.COURT_DECISION
    assert winlas.settings.storage_countries == ("SE",)
    assert winlas.categories["product_data"].role == ProcessingRole.PROCESSOR
    assert sum(purpose.main for purpose in winlas.purposes.values()) == 2


def test_what_winston_promises(winston: PolicyFile) -> None:
    law = bind(winston)
    assert law.rule("customer_data").period == Period(months=24)
    assert law.rule("billing_claim").period == Period(months=24)
    assert law.rule("web_visit_stats").period == Period(months=26)
    assert winston.settings.authority_gate == AuthorityGate.LEGAL_BASIS_OR_DECISION


@pytest.mark.parametrize("name", ["winlas", "winston"])
def test_no_category_is_without_a_rule(name: str) -> None:
    policy = load(POLICIES / f"{name}.yaml")
    held = {key for key, part in policy.categories.items() if part.role == ProcessingRole.CONTROLLER}
    assert held == set(policy.retention)


@pytest.mark.parametrize("name", ["winlas", "winston"])
def test_every_purpose_has_a_context_and_is_carried_or_told(name: str) -> None:
    policy = load(POLICIES / f"{name}.yaml")
    assert all(purpose.contexts for purpose in policy.purposes.values())
