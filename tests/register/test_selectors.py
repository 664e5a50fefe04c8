"""The register answers from the version that holds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ledger.actor import Actor
from register.interests import weighing_holds
from register.models import PolicyVersion
from register.policyfile.words import AuthorityGate, LegalBasis
from register.selectors import (
    bases_of,
    basis,
    company,
    consent_text,
    has_live_policy,
    policy_file,
    processor_categories,
    settings,
)
from register.services import load_policy
from register.wording import policy_words
from tests.register.sample import TEXT, policy

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


def load(text: str = TEXT) -> PolicyVersion:
    return load_policy(policy=policy(text), by=Actor(role="admin"), at=AT).version


def test_the_file_comes_back_from_the_database_as_it_was() -> None:
    version = load()
    assert policy_file(version) == policy()
    assert company(version).dpo_mailbox == "dataskydd@example.se"
    assert settings(version).authority_gate == AuthorityGate.LEGAL_BASIS_OR_DECISION
    assert has_live_policy(version.controller)


def test_a_use_has_one_basis_or_none() -> None:
    version = load()
    entry = basis(version, "building", "customer_data")
    assert entry is not None
    assert entry.basis_for(is_party=True) == LegalBasis.CONTRACT
    assert entry.basis_for(is_party=False) == LegalBasis.LEGITIMATE_INTERESTS
    assert basis(version, "news", "site_visitor") is None
    assert [e.purpose.key for e in bases_of(version, "customer_data")] == ["building", "news"]


@pytest.mark.parametrize(
    ("on", "valid"),
    [
        (date(2026, 11, 1), False),
        (date(2026, 11, 2), True),
        (date(2027, 11, 2), True),
        (date(2027, 11, 3), False),
    ],
)
def test_an_assessment_holds_from_its_decision_to_its_review(on: date, *, valid: bool) -> None:
    entry = basis(load(), "building", "support_profile")
    assert entry is not None
    assert weighing_holds(entry.policy_version.controller, [entry], on) is valid


def test_consent_is_asked_with_the_text_of_a_purpose_and_channel() -> None:
    version = load()
    asked = consent_text(version, "news", "email")
    assert asked is not None
    assert (asked.key, asked.text_sv, asked.valid_months) == ("news_email", "Ja, mejla mig nyheter.", None)
    assert consent_text(version, "news", "sms") is None


def test_data_handled_for_a_customer_is_named() -> None:
    product = "  product_data:\n    title: {sv: A, en: B}\n    text: {sv: A, en: B}\n    role: processor\n"
    text = TEXT.replace(
        "  accounting_records:\n    title",
        f"{product}    origins: [third_party]\n    sources: [self]\n  accounting_records:\n    title",
    )
    assert processor_categories(load(text)) == {"product_data"}


def test_the_words_of_a_version_take_no_query(django_assert_num_queries: object) -> None:
    version = load()
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert policy_words(version, "en").category("site_visitor") == "Visitors to the site"
        assert policy_words(version, "sv").purpose("building") == "Bygga"


def test_the_rows_read_in_the_language_of_the_page() -> None:
    from django.utils.translation import override

    version = load()
    entry = basis(version, "news", "customer_data")
    assert entry is not None
    for language, title, why in (
        ("sv", "Berätta nyheter", "Du har sagt ja."),
        ("en", "Tell news", "You said yes."),
    ):
        with override(language):
            assert (entry.purpose.title, entry.why) == (title, why)
