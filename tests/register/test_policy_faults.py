# ruff: noqa: E501 (a table reads best with a case a line)
"""Every fault of a policy file is told with its line, its column and its reason."""

from __future__ import annotations

import pytest

from tests.register.sample import TEXT, changed, faults, line_of

# id, the passage replaced, what stands there instead, where the fault shows, a part of the reason
CASES = [
    ("unknown key, nearest told", "  dpo_mailbox:", "  dpo_mailbx:", "dpo_mailbx", "did you mean 'dpo_mailbox'?"),
    ("unknown section", "recipients:\n  police", "recipient:\n  police", "recipient:", "did you mean 'recipients'?"),
    ("unknown key deep down", "    contexts: [marketing]", "    contexts: [marketing]\n    context: x", "context: x", "did you mean 'contexts'?"),
    ("missing key", "  name: Granvika Bygg AB\n", "", "controller:\n", "controller.name: is missing"),
    ("missing language", "news: {sv: Första versionen., en: The first version.}", "news: {sv: Första versionen.}", "{sv: Första", "news.en: is missing"),
    ("empty text", "en: We need to reach you.", "en: \"\"", "\"\"", "is empty; write a text"),
    ("unknown word, nearest told", "contexts: [marketing]", "contexts: [marketting]", "marketting", "did you mean 'marketing'?"),
    ("a number for a text", "name: Counter Inc", "name: 17", "17", "expected text, or one in each language"),
    ("an empty name", "name: Counter Inc", 'name: ""', '""', "is empty; write a text"),
    ("a text for a switch", "necessary: true", "necessary: perhaps", "perhaps", "expected true or false"),
    ("a list for keys", "sources:\n  colleague:", "sources:\n  - colleague:", "sources:\n", "expected keys with values, found a list"),
    ("keys for a list", "contexts: [marketing]", "contexts: {marketing: 1}", "{marketing: 1}", "expected a list"),
    ("said twice in a list", "origins: [provided, observed]", "origins: [provided, provided]", "[provided, provided]", "provided is said twice"),
    ("no e-mail address", "dpo_mailbox: dataskydd@example.se", "dpo_mailbox: dataskydd", "dataskydd", "is no e-mail address"),
    ("no web address", "website: https://granvika.example", "website: granvika.example", "granvika.example\n", "is no web address"),
    ("a day that does not exist", 'valid_from: "2026-11-02"', 'valid_from: "2026-02-30"', '"2026-02-30"', "is no day"),
    ("a day as a number", 'valid_from: "2026-11-02"', "valid_from: 20261102", "20261102", "is no day"),
    ("a day before the GDPR", 'valid_from: "2026-11-02"', 'valid_from: "2017-01-01"', '"2017-01-01"', "before the GDPR applied"),
    ("a colour that is a comment", 'colour: "#5a1d1d", dark', "colour:  , dark", "colour:  ,", "write it within quotes"),
    ("a colour too light for text", "#5a1d1d", "#d08080", "\"#d08080\"", "text needs 4.5:1"),
    ("no colour", "#401313", "red", '"red"', "is no colour"),
    ("no period", "period: 36 months", "period: three years", "three years", "is no period"),
    ("a period of nothing", "period: 36 months", "period: 0 months", "0 months", "is no period"),
    ("a period beyond a lifetime", "period: 36 months", "period: 5000 months", "5000 months", "use the shape no_end"),
    ("two bases mixed", "basis: consent\n", "basis: legitimate_interests, consent\n", "legitimate_interests, consent", "exactly one legal basis"),
    ("two bases as a list", "basis: consent\n", "basis: [legitimate_interests, consent]\n", "[legitimate_interests, consent]", "exactly one legal basis"),
    ("Privacy Shield", "mechanism: scc_2021_914", "mechanism: privacy_shield", "privacy_shield", "void since 2020-07-16"),
    ("Privacy Shield in other words", "mechanism: scc_2021_914", 'mechanism: "EU-US Privacy Shield"', '"EU-US Privacy', "void since 2020-07-16"),
    ("transfer without mechanism", "    mechanism: scc_2021_914\n", "", "counter_us:", "mechanism: is missing"),
    ("third country without transfer", "  counter_us:\n    to: counter\n", "  counter_us:\n    to: police\n", "US\n    categories", "add a transfer with its mechanism"),
    ("transfer within the EEA", "    to: counter\n    country: US", "    to: counter\n    country: NO", "NO\n", "inside the EU/EEA"),
    ("adequacy without decision", "mechanism: scc_2021_914", "mechanism: adequacy", "counter_us:", "needs the Commission's decision"),
    ("legal obligation without statute", "        statute_ref: Skatteförfarandelagen (2011:1244) 39 kap. 11 c §\n", "", "site_visitor:\n        basis", "must name the statute"),
    ("statute without legal obligation", "        basis: consent\n", "        basis: consent\n        statute_ref: x\n", "customer_data:\n        basis: consent", "only legal_obligation names a statute"),
    ("consent without a text", "        consent_text: news_email\n", "", "customer_data:\n        basis: consent", "consent needs the text"),
    ("consent to another purpose", "    purpose: news\n", "    purpose: building\n", "news_email\n        why", "a consent is for one purpose"),
    ("assessment without interests", "        consent_text: news_email\n", "        consent_text: news_email\n        assessment: building\n", "building\n        why: {sv: Du", "only legitimate_interests stand on an assessment"),
    ("contact basis without contract", "        basis: consent\n", "        basis: consent\n        contact_basis: contract\n", "contract\n        consent_text", "only a contract can hold"),
    ("special category", "    sources: [self, colleague]\n", "    sources: [self, colleague]\n    special: true\n", "true\n  support", "Art. 9"),
    ("category nobody uses", "      site_visitor:\n        basis: legal_obligation\n        statute_ref: Skatteförfarandelagen (2011:1244) 39 kap. 11 c §\n        why: {sv: Lagen kräver personalliggare., en: The law requires a staff register.}\n", "", "site_visitor:\n    title", "used for no purpose"),
    ("our basis for a customer's data", "    sources: [self, colleague]\n", "    sources: [self, colleague]\n    role: processor\n", "customer_data:\n        basis: contract", "theirs, not ours"),
    ("our rule for a customer's data", "    sources: [self, colleague]\n", "    sources: [self, colleague]\n    role: processor\n", "customer_data:\n    CONTRACT", "takes no rule of ours"),
    ("source without words", "  colleague:\n    title: {sv: En kollega, en: A colleague}", "  public_source:\n    title: {sv: En kollega, en: A colleague}", "colleague]\n", "is not under sources"),
    ("active processor without agreement", '    dpa_signed_on: "2025-01-01"\n    dpa_doc: PUB-1\n', "", "host:\n    name", "active without a signed agreement"),
    ("partner without assessment", "kind: authority", "kind: partner", "police:", "needs its own purpose and an assessment"),
    ("consented recipient without consent", "kind: authority", "kind: consented", "police:", "no consent text names it"),
    ("unknown category, nearest told", "    categories: [site_visitor]\n\nprocessors", "    categories: [site_visitors]\n\nprocessors", "site_visitors]", "did you mean 'site_visitor'?"),
    ("cookie nobody agreed to", "necessary: true", "necessary: false", "necessary:\n    title", "needs consent whatever its basis"),
    ("assessment reviewed before it was made", 'review_on: "2027-11-02"', 'review_on: "2026-11-02"', '"2026-11-02"\n\nsources', "is not after decided_on"),
    ("two questions for one use", "cookies:\n  necessary", "  again:\n    title: {sv: A, en: B}\n    text: {sv: A, en: B}\n    purpose: news\n    channel: email\n    categories: [customer_data]\n\ncookies:\n  necessary", "again:", "one question each"),
    ("sentence carried by the unknown", '"rule:customer_data"', '"rule:customerdata"', '"rule:customerdata"', "did you mean 'customer_data'?"),
    ("sentence carried by no kind", '"rule:customer_data"', '"rules:customer_data"', '"rules:customer_data"', "kind is one of"),
    # --- rules ---
    ("rule of an unknown category", "  site_visitor:\n    SITE_VISIT_3M:", "  site_visitors:\n    SITE_VISIT_3M:", "site_visitors:", "did you mean 'site_visitor'?"),
    ("unknown shape", "shape: after_event", "shape: after_events", "after_events", "did you mean 'after_event'?"),
    ("day the category has not", "trigger: latest_contract_end", "trigger: visit", "visit\n", "has no day 'visit', only: latest_contract_end"),
    ("code the hub has not", "    SUPPORT_24M:", "    SUPPORT_24:", "SUPPORT_24:", "did you mean 'SUPPORT_24M'?"),
    ("period missing", "      period: 3 months\n", "", "SITE_VISIT_3M:", "needs a period"),
    ("period where none counts", "shape: after_event", "shape: no_end", "3 months", "counts no period"),
    ("bookkeeping by promise", "      shape: year_end\n", "      shape: year_end\n      period: 5 years\n", "5 years", "is set by statute (Bokföringslagen (1999:1078) 7 kap. 2 §)"),
    ("bookkeeping in another shape", "      shape: year_end\n", "      shape: no_end\n", "no_end", "by statute"),
    ("year_end in months", "      shape: after_event\n      trigger: visited_on\n", "      shape: year_end\n      trigger: visited_on\n", "3 months", "counts whole years"),
    ("two rules for one case", "  site_visitor:\n    SITE_VISIT_3M:", "  site_visitor:\n    OTHER: {shape: no_end, trigger: x, rule: {sv: a, en: b}}\n    SITE_VISIT_3M:", "OTHER:", "two rules would answer"),
    ("case the category has not", "      shape: after_event\n", "      shape: after_event\n      when: consent\n", "consent\n      trigger", "has no case 'consent'"),
    ("an account without reminders", "shape: after_last_activity", "shape: while_open_then_after", "while_open_then_after\n      trigger: last_counted", "never goes without a reminder"),
    ("notice out of order", "leads: [45, 10]", "leads: [10, 45]", "[10, 45]", "the longest first"),
    ("notice shorter than promised", "leads: [45, 10], minimum: 20", "leads: [10], minimum: 20", "[10]", "later than the shortest notice"),
    ("notice longer than the period", "leads: [45, 10]", "leads: [400, 10]", "{leads: [400", "before the period"),
    ("notice in a shape without", "      trigger: visited_on\n", "      trigger: visited_on\n      notice: {leads: [9], minimum: 1}\n", "{leads: [9]", "only the shape after_last_activity"),
    ("number in figures in a text", "Besökare: {period} efter", "Besökare: 3 månader efter", '"Besökare', "so that words and rule cannot differ"),
    ("number that is none", "Visitors: {period}", "Visitors: {perod}", '"Visitors', "did you mean 'period'?"),
    ("number this rule has not", "Visitors: {period}", "Visitors: {leads}", '"Visitors', "has no {leads}"),
    ("brace without its pair", "Visitors: {period}", "Visitors: {period", '"Visitors', "a brace without its pair"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "why"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_fault_is_told_with_its_line_and_reason(old: str, new: str, at: str, why: str) -> None:
    text = changed(old, new)
    line = line_of(at, text)
    told = [fault for fault in faults(text) if why in fault]
    assert told, faults(text)
    assert told[0].startswith(f"granvika.yaml:{line}:"), told


def test_the_sample_has_no_fault() -> None:
    assert faults(TEXT) == []


def test_a_fault_is_told_with_its_column() -> None:
    text = changed("contexts: [marketing]", "contexts: [support, marketting]")
    line = text.splitlines()[line_of("marketting", text) - 1]
    assert f":{line.index('marketting') + 1}: purposes.news.contexts[1]: " in faults(text)[0]


def test_all_faults_are_told_in_the_order_of_the_file() -> None:
    text = changed("  name: Granvika Bygg AB\n", "")
    text = changed("contexts: [marketing]", "contexts: [marketting]", text=text)
    text = changed("    purpose: news\n", "    purpose: newsletters\n", text=text)
    text = changed("period: 36 months", "period: soon", text=text)
    told = faults(text)
    assert [line.split(": ")[1] for line in told] == [
        "controller.name",
        "retention.customer_data.CONTRACT_ENDED_24M.period",
        "purposes.news.contexts[0]",
    ]


def test_a_fault_of_one_part_does_not_hide_those_between_the_others() -> None:
    text = changed("contexts: [purchase_delivery]", "contexts: [purchase]")
    text = changed("recipients: [host]", "recipients: [hots]", text=text)
    told = faults(text)
    assert len(told) == 2
    assert "did you mean 'host'?" in told[1]
