# ruff: noqa: E501 (a table reads best with a case a line)
"""What can be used and is yet wrong or unsaid comes out as a finding."""

from __future__ import annotations

import pytest

from register.policyfile.linting import lint
from tests.register.sample import TEXT, changed, policy

RULE = TEXT[
    TEXT.index("  site_visitor:\n    SITE_VISIT_3M") : TEXT.index("  accounting_records:\n    BFL_7_2")
]
AGREEMENT = '    dpa_signed_on: "2025-01-01"\n    dpa_doc: PUB-1\n'
CASES = [
    ("no address for letters", "  postal_address: Byggvägen 1, 123 45 Granvika\n", "", "F-ADDRESS", "controller.postal_address"),
    ("category without a rule", RULE, "", "F-RULE", "categories.site_visitor"),
    ("contract for a contact", "        contact_basis: legitimate_interests\n        assessment: building\n", "", "F-B", "purposes.building.bases.customer_data"),
    ("interest without assessment", "        assessment: building\n        why: {sv: Ni följer", "        why: {sv: Ni följer", "F-LIA", "purposes.building.bases.support_profile"),
    ("rejected assessment", "decision: approved", "decision: rejected", "F-LIA", "purposes.building.bases.customer_data"),
    ("interest based on consent", "sv: Ni följer bygget i portalen.", "sv: Ni har gett samtycke.", "F-BASIS", "purposes.building.bases.support_profile"),
    ("weighing based on consent", "sv: Vi måste nå er.", "sv: Ni har lämnat medgivande.", "F-BASIS", "assessments.building"),
    ("processor not yet signed", AGREEMENT, "    active: false\n", "F-DPA", "processors.host"),
    ("transfer not assessed", '    tia_on: "2025-01-01"\n', "", "F-TIA", "transfers.counter_us"),
    ("transfer to look at again", '    tia_on: "2025-01-01"\n', '    tia_on: "2025-01-01"\n    review: {sv: Se över., en: Review.}\n', "F-REVIEW", "transfers.counter_us"),
    ("storage elsewhere than promised", "opt_out_ways: [mail_link]", "opt_out_ways: [mail_link]\n  storage_countries: [DK]", "F-LOCATION", "storage.office"),
    ("sentence nothing carries", '    carried_by: ["purpose:building", "rule:customer_data"]\n', "", "F-MAP", "sentences.GV-01"),
    ("rule no sentence says", '"rule:customer_data"', '"rule:site_visitor"', "F-MAP", "retention.customer_data"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "where"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_flaw_is_a_finding_and_its_cure_closes_it(old: str, new: str, code: str, where: str) -> None:
    def found(text: str) -> set[tuple[str, str]]:
        return {(finding.code, finding.where) for finding in lint(policy(text))}

    assert (code, where) in found(changed(old, new))
    assert (code, where) not in found(TEXT)


@pytest.mark.parametrize(
    ("published", "places"),
    [
        pytest.param("Vi bygger.", [], id="covered"),
        pytest.param("  • Vi\n  bygger. ", [], id="bullets and line breaks do not matter"),
        pytest.param(
            "Hem. Vi bygger. Vi river.", ["published, before GV-01", "published, at the end"], id="unsaid"
        ),
        pytest.param("Vi river.", ["sentences.GV-01", "published, at the end"], id="another text"),
        pytest.param("", ["sentences.GV-01"], id="no text"),
    ],
)
def test_every_stretch_of_the_published_text_has_its_sentence(published: str, places: list[str]) -> None:
    silent = {(finding.code, finding.where) for finding in lint(policy())}
    assert [f.where for f in lint(policy(), published) if (f.code, f.where) not in silent] == places


def test_findings_read_in_both_languages() -> None:
    assert all(finding.text.sv != finding.text.en for finding in lint(policy(changed(RULE, ""))))
