"""What a policy says to people is in their language, with its own numbers."""

from __future__ import annotations

import re

import pytest

from law.reasons import Code
from register.policyfile import load
from register.policyfile.values import Duration
from register.policyfile.words import LegalBasis
from register.wording import PolicyWords
from register.wording.numbers import listed, period, period_in_words
from register.wording.reason_texts import REASON_TEXTS
from register.wording.third_person import OF_ANOTHER, speaks_to_the_person
from tests.register.sample import changed, policy


def length(text: str) -> Duration:
    return Duration.model_validate(text)


@pytest.mark.parametrize(
    ("given", "sv", "en", "sv_words", "en_words"),
    [
        ("24 months", "24 månader", "24 months", "två år", "two years"),
        ("1 month", "1 månad", "1 month", "en månad", "one month"),
        ("12 months", "12 månader", "12 months", "ett år", "one year"),
        ("26 months", "26 månader", "26 months", "26 månader", "26 months"),
        ("7 years", "7 år", "7 years", "sju år", "seven years"),
        ("1 year", "1 år", "1 year", "ett år", "one year"),
        ("1 day", "1 dag", "1 day", "en dag", "one day"),
        ("30 days", "30 dagar", "30 days", "30 dagar", "30 days"),
        ("12 days", "12 dagar", "12 days", "tolv dagar", "twelve days"),
    ],
)
def test_a_period_is_written_as_people_do(given: str, sv: str, en: str, sv_words: str, en_words: str) -> None:
    assert (period(length(given), "sv"), period(length(given), "en")) == (sv, en)
    assert (period_in_words(length(given), "sv"), period_in_words(length(given), "en-gb")) == (
        sv_words,
        en_words,
    )


def test_a_list_of_days_ends_in_and() -> None:
    assert listed((60, 30, 7), "sv") == "60, 30 och 7"
    assert listed((45, 10), "en") == "45 and 10"
    assert listed((7,), "sv") == "7"


def test_a_rule_says_its_own_numbers() -> None:
    words = PolicyWords(policy(), "sv")
    assert words.rule("support_profile") == "Kundkonto: 12 månader efter senaste inloggningen."
    assert words.before("support_profile") == "Vi mejlar 45 och 10 dagar före."
    assert words.rule("customer_data") == "Kunduppgifter: tre år efter avtalet."
    assert PolicyWords(policy(), "en").rule("site_visitor") == "Visitors: 3 months after the visit."


def test_another_number_in_the_file_is_another_number_in_the_sentence() -> None:
    words = PolicyWords(policy(changed("period: 12 months", "period: 18 months")), "sv")
    assert words.rule("support_profile") == "Kundkonto: 18 månader efter senaste inloggningen."


def test_bookkeeping_says_the_number_of_the_statute() -> None:
    assert PolicyWords(policy(), "sv").rule("accounting_records") == "Bokföring: 7 år efter räkenskapsåret."


def test_a_category_with_two_rules_says_the_one_that_holds() -> None:
    words = PolicyWords(load("policies/winlas.yaml"), "en")
    assert words.rule("marketing_profile", "MARKETING_LI_12M").startswith("Marketing without consent")
    assert words.rule("marketing_profile").startswith("Newsletters")


def test_a_reason_reads_the_rule_the_company_or_the_hub() -> None:
    words = PolicyWords(policy(), "sv")
    assert words.reason("SITE_VISIT_3M") == "Besökare: 3 månader efter besöket."
    assert words.reason("CONTRACT_OPEN", "customer_data").startswith("Avtalet gäller fortfarande")
    own = changed(
        "purposes:\n", "reasons:\n  LEGAL_HOLD: {sv: Vi har en tvist., en: We have a dispute.}\npurposes:\n"
    )
    assert PolicyWords(policy(own), "en").reason("LEGAL_HOLD") == "We have a dispute."


def test_every_reason_of_the_law_has_words_in_both_languages() -> None:
    assert {str(code) for code in Code} == set(REASON_TEXTS)
    assert all(text.sv != text.en and text.sv.endswith(".") for text in REASON_TEXTS.values())


@pytest.mark.parametrize("file", ["winlas", "winston"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_sentence_of_the_seeds_keeps_a_brace(file: str, language: str) -> None:
    words = PolicyWords(load(f"policies/{file}.yaml"), language)
    said = [
        text
        for category, rules in words.policy.retention.items()
        for code in rules
        for text in (words.rule(category, code), words.counting(category, code), words.before(category, code))
    ]
    assert not [text for text in said if re.search(r"[{}]", text)]
    assert all(words.reason(code) for code in Code)


def test_what_the_policy_does_not_know_is_still_readable() -> None:
    words = PolicyWords(policy(), "sv")
    assert (words.category("old_category"), words.purpose("old_purpose")) == ("old category", "old purpose")
    assert (words.rule("nothing"), words.reason("NEVER_HEARD_OF")) == ("", "NEVER_HEARD_OF")


def test_a_ground_is_cited_in_the_readers_language() -> None:
    assert PolicyWords(policy(), "sv").article(LegalBasis.LEGITIMATE_INTERESTS) == "GDPR artikel 6.1 f"
    assert PolicyWords(policy(), "en").article(LegalBasis.CONSENT) == "GDPR Article 6(1)(a)"
    assert LegalBasis.LEGAL_OBLIGATION.dpv == "eu-gdpr:A6-1-c"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_reason_says_you_to_somebody_who_asks_for_another(language: str) -> None:
    said = {code: text.in_language(language) for code, text in REASON_TEXTS.items()}
    assert {code for code, words in said.items() if speaks_to_the_person(words, language)} <= set(OF_ANOTHER)
    assert set(OF_ANOTHER) <= set(REASON_TEXTS)
    for slug in ("winlas", "winston"):
        words = PolicyWords(load(f"policies/{slug}.yaml"), language)
        for code in Code:
            assert not speaks_to_the_person(words.reason(code, of_another=True), language), code
            if not speaks_to_the_person(words.reason(code), language):
                assert words.reason(code, of_another=True) == words.reason(code)


def test_a_companys_own_reason_that_says_you_gives_way_to_the_hubs_words_to_another() -> None:
    own = changed(
        "purposes:\n", "reasons:\n  CONSENT_ACTIVE: {sv: Du sa ja., en: You said yes.}\npurposes:\n"
    )
    words = PolicyWords(policy(own), "sv")
    assert words.reason("CONSENT_ACTIVE") == "Du sa ja."
    assert words.reason("CONSENT_ACTIVE", of_another=True) == "Personens ja gäller."
