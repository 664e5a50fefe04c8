# ruff: noqa: E501 (a table reads best with a case a line)
"""What a new version changes, and which changes wait for a second person."""

from __future__ import annotations

import pytest

from register.policyfile.diffing import Weight, changes
from tests.register.sample import TEXT, changed, policy

CASES = [
    ("a shorter period", "period: 36 months", "period: 24 months", {"shortens"}),
    ("a longer period keeps longer", "period: 36 months", "period: 48 months", {"widens"}),
    ("the same period in other words", "period: 36 months", "period: 3 years", set()),
    ("another trigger", "trigger: visited_on", "trigger: left_on", {"shortens"}),
    ("shorter notice", "minimum: 20", "minimum: 10", {"shortens"}),
    ("consent becomes interest", "        basis: consent\n        consent_text: news_email\n", "        basis: legitimate_interests\n        assessment: building\n", {"widens"}),
    ("a new context", "contexts: [marketing]", "contexts: [marketing, support]", {"widens"}),
    ("a context fewer", "subjects: [customer_contact, visitor]", "subjects: [customer_contact]", set()),
    ("a new source", "sources: [self, colleague]", "sources: [self, colleague, observed]", {"widens"}),
    ("profiling", "    text: {sv: Nyhetsbrev., en: Newsletter.}\n", "    text: {sv: Nyhetsbrev., en: Newsletter.}\n    profiling: true\n", {"widens"}),
    ("a recipient gets more", "kind: authority\n    categories: [site_visitor]", "kind: authority\n    categories: [site_visitor, customer_data]", {"widens"}),
    ("interest without consent in mail", "opt_out_ways: [mail_link]", "opt_out_ways: [mail_link]\n  b2b_li: true", {"widens"}),
    ("a way to say no more", "opt_out_ways: [mail_link]", "opt_out_ways: [mail_link, gpc]", set()),
    ("unpaid keeps all", "opt_out_ways: [mail_link]", "opt_out_ways: [mail_link]\n  unpaid_scope: all", {"widens"}),
    ("a stricter gate", "authority_gate: legal_basis_or_decision", "authority_gate: court_decision", set()),
    ("another name", "name: Granvika Bygg AB", "name: Granvika Hus AB", set()),
    ("another wording", "en: We need to reach you.", "en: We must reach you.", set()),
    ("a mechanism", "mechanism: scc_2021_914", "mechanism: bcr", {"widens"}),
    ("a new storage place", "storage:\n", "storage:\n  cloud: {title: {sv: Moln, en: Cloud}, country: SE}\n", {"widens"}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "weights"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_change_waits_where_it_shortens_or_widens(old: str, new: str, weights: set[str]) -> None:
    before, after = policy(), policy(changed(old, new))
    found = changes(before.model_dump(mode="json"), after.model_dump(mode="json"))
    assert found
    assert {change.weight.value for change in found if change.weight} == weights


def test_less_notice_is_told_as_one_line() -> None:
    after = policy(changed("minimum: 20", "minimum: 10"))
    (change,) = changes(policy().model_dump(mode="json"), after.model_dump(mode="json"))
    assert str(change) == "retention.support_profile.SUPPORT_24M.notice.minimum: 20 -> 10  [shortens]"


def test_the_same_file_changes_nothing() -> None:
    assert (
        changes(policy().model_dump(mode="json"), policy(f"# a comment\n{TEXT}").model_dump(mode="json"))
        == []
    )


def test_a_new_category_with_its_rule_waits() -> None:
    text = changed("retention:\n", "retention:\n", text=TEXT)
    text = text.replace("  site_visitor:\n    title", "  drone_film:\n    title", 1)
    text = text.replace("  site_visitor:\n    SITE_VISIT_3M", "  drone_film:\n    SITE_VISIT_3M")
    text = text.replace("      site_visitor:\n        basis", "      drone_film:\n        basis").replace(
        "[site_visitor]", "[drone_film]"
    )
    found = changes(policy().model_dump(mode="json"), policy(text).model_dump(mode="json"))
    assert {(c.where, c.weight) for c in found} >= {
        ("categories.drone_film", Weight.WIDENS),
        ("purposes.building.bases.drone_film", Weight.WIDENS),
        ("retention.drone_film", Weight.SHORTENS),
    }
