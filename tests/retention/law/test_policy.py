"""The policy the law applies: bound once, never silent, never torn; numbers come from it alone."""

from __future__ import annotations

from typing import Any

import pytest

from law.input import Node
from law.periods import Period
from retention.law import (
    Facts,
    LawIsSilent,
    LawIsTorn,
    Notice,
    RetentionPolicy,
    Rule,
    RuleIsUnfit,
    Shape,
    Trigger,
    UnpaidScope,
    When,
    decide,
    evaluate,
)
from retention.law.cases.reading import read_facts
from retention.law.facts import Record
from tests.retention.law.builders import (
    by_consent,
    by_interest,
    contracts,
    day,
    decided,
    erase,
    inquiry,
    invoice,
    keep,
    mail,
    own,
    profile,
    remind,
    visit,
)

TODAY = "2026-11-23"
SHORT = RetentionPolicy.from_rules(
    [
        Rule(
            "support_profile",
            Shape.AFTER_LAST_ACTIVITY,
            Trigger.LAST_COUNTED_ACTIVITY,
            Period(months=6),
            notice=Notice((20, 5), 10),
        ),
        Rule("customer_data", Shape.WHILE_OPEN_THEN_AFTER, Trigger.LATEST_CONTRACT_END, Period(months=3)),
        Rule("correspondence", Shape.AFTER_EVENT, Trigger.LAST_MESSAGE, Period(days=10)),
        Rule("crm_inquiry", Shape.AFTER_EVENT, Trigger.LAST_CONTACT, Period(days=10)),
        Rule("billing_claim", Shape.WHILE_OPEN_THEN_AFTER, Trigger.CLAIM_SETTLED, Period(months=1)),
        Rule("credit_check", Shape.AFTER_EVENT, Trigger.REPORT_OBTAINED, Period(days=1)),
        Rule("marketing_profile", Shape.AFTER_LAST_ACTIVITY, Trigger.MARKETING_INTERACTION, Period(months=2)),
        Rule("marketing_profile", Shape.WHILE_OPEN_THEN_AFTER, Trigger.LATEST_CONTRACT_END, Period()),
        Rule("web_visit_stats", Shape.AFTER_EVENT, Trigger.VISIT, Period(months=1)),
        Rule("consent_evidence", Shape.WHILE_OPEN_THEN_AFTER, Trigger.LAST_CONSENT_END, Period(months=1)),
    ],
    unpaid_scope=UnpaidScope.ALL,
    retro_grace=Period(days=2),
)


@pytest.mark.parametrize(
    ("category", "facts", "answer"),
    [
        pytest.param(
            "support_profile",
            profile("2026-05-22", "2026-11-03"),
            erase("2026-11-22", TODAY, "SUPPORT_24M"),
            id="6 months",
        ),
        pytest.param(
            "support_profile",
            profile("2026-06-10"),
            remind("2026-12-10", "2026-12-11", "2026-11-21", "REMINDER_DUE SUPPORT_24M"),
            id="reminded 20 days before",
        ),
        pytest.param(
            "support_profile",
            profile("2026-05-22", "2026-11-20"),
            keep("2026-11-22", "2026-11-30", "REMINDER_LATE_GRACE SUPPORT_24M"),
            id="10 days' notice",
        ),
        pytest.param(
            "support_profile",
            profile("2026-05-22"),
            remind("2026-11-22", None, "2026-11-18", "REMINDER_MISSING SUPPORT_24M"),
            id="missed five days before",
        ),
        pytest.param(
            "customer_data",
            contracts(("2020-01-01", "2026-08-22")),
            erase("2026-11-22", TODAY, "CONTRACT_ENDED_24M"),
            id="3 months",
        ),
        pytest.param(
            "customer_data",
            contracts(("2020-01-01", "2026-08-01", "2026-11-22")),
            keep("2026-11-01", "2026-11-24", "CONTRACT_ENDED_24M RETRO_CORRECTION_GRACE"),
            id="2 days' grace",
        ),
        pytest.param(
            "customer_data",
            contracts(("2020-01-01", "2026-08-22")) | {"invoices": [invoice()]},
            keep("2026-11-22", None, "CLAIM_OPEN_BLOCKS_ALL CONTRACT_ENDED_24M"),
            id="unpaid keeps all",
        ),
        pytest.param(
            "correspondence", mail("2026-11-12"), erase("2026-11-22", TODAY, "INQUIRY_12M"), id="10 days"
        ),
        pytest.param(
            "correspondence",
            contracts(("2020-01-01", "2026-08-20")) | mail("2026-11-18"),
            keep("2026-11-28", "2026-11-29", "INQUIRY_12M"),
            id="a late message, 10 days",
        ),
        pytest.param(
            "crm_inquiry", inquiry("2026-11-12"), erase("2026-11-22", TODAY, "INQUIRY_12M"), id="10 days more"
        ),
        pytest.param(
            "billing_claim",
            {"invoices": [invoice(("2026-10-22", "payment", 1000))]},
            erase("2026-11-22", TODAY, "CLAIM_SETTLED_24M"),
            id="1 month",
        ),
        pytest.param(
            "credit_check",
            {"credit_checks": [{"obtained_on": "2026-11-21"}]},
            erase("2026-11-22", TODAY, "CREDIT_INFO_3M"),
            id="1 day",
        ),
        pytest.param(
            "marketing_profile",
            by_consent("2026-09-22"),
            erase("2026-11-22", TODAY, "MARKETING_IDLE_24M"),
            id="2",
        ),
        pytest.param(
            "marketing_profile",
            contracts(("2020-01-01", "2026-11-22")) | by_interest(),
            erase("2026-11-22", TODAY, "MARKETING_LI_12M"),
            id="no tail",
        ),
        pytest.param(
            "web_visit_stats", visit("2026-10-22"), erase("2026-11-22", TODAY, "WEB_26M"), id="a month"
        ),
    ],
)
def test_every_number_comes_from_the_policy(category: str, facts: dict[str, Any], answer: Any) -> None:
    assert decided(category, TODAY, facts, SHORT) == answer


def test_where_the_policy_is_silent_statute_and_defaults_answer() -> None:
    facts = {
        "disclosures": [{"on": "2021-11-22"}],
        "accounting_docs": [{"id": "V", "posting_date": "2018-01-01"}],
    }
    assert decided("disclosure_log", TODAY, facts, SHORT) == erase("2026-11-22", TODAY, "DISCLOSURE_LOG_60M")
    assert decided("accounting_records", TODAY, facts, SHORT) == erase("2025-12-31", "2026-01-01", "BFL_7_2")


def test_the_default_policy_is_bound_once() -> None:
    assert RetentionPolicy.default() is RetentionPolicy.default()


def test_a_setting_of_the_case_goes_before_the_policys() -> None:
    facts = contracts(("2020-01-01", "2026-08-22")) | {
        "invoices": [invoice()],
        "settings": {"unpaid_scope": "claim"},
    }
    assert decided("customer_data", TODAY, facts, SHORT)[0] == "erase"


# --- silent and torn ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "facts", [Facts(), Facts(records=(Record("certificates", {}),))], ids=["nothing", "a record"]
)
def test_a_category_without_a_rule_is_never_decided(facts: Facts) -> None:
    with pytest.raises(LawIsSilent, match="no rule for certificates"):
        decide("certificates", facts, day(TODAY), RetentionPolicy.default())


def test_a_person_with_data_without_a_rule_is_not_evaluated() -> None:
    strict = RetentionPolicy.from_rules([own()], fill=False)
    with pytest.raises(LawIsSilent, match="no rule for credit_check"):
        evaluate(read_facts(Node({"credit_checks": [{"obtained_on": "2020-01-01"}]})), day(TODAY), strict)
    with pytest.raises(LawIsSilent, match=r"no rule for marketing_profile \(consent\)"):
        evaluate(read_facts(Node(by_consent("2020-01-01"))), day(TODAY), strict)


def test_two_rules_for_one_category_are_refused_before_any_day_comes() -> None:
    with pytest.raises(LawIsTorn, match="two rules for certificates"):
        RetentionPolicy.from_rules([own(), own(code="OTHER")])


def test_two_rules_for_one_case_are_refused_too() -> None:
    idle = Rule(
        "marketing_profile", Shape.AFTER_LAST_ACTIVITY, Trigger.MARKETING_INTERACTION, Period(months=1)
    )
    with pytest.raises(LawIsTorn, match=r"two rules for marketing_profile \(consent\)"):
        RetentionPolicy.from_rules([idle, idle])


def test_a_rule_for_every_case_and_one_for_a_case_are_two_rules() -> None:
    with pytest.raises(LawIsTorn, match="one for every case"):
        RetentionPolicy.from_rules([own(), own(when=When.CONSENT)])


# --- unfit ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("period", [Period(), Period.of_years(7)], ids=["left out", "as the statute"])
def test_a_policy_may_tell_the_statute_but_not_change_it(period: Period) -> None:
    told = Rule("accounting_records", Shape.YEAR_END, Trigger.FINANCIAL_YEAR_END, period)
    policy = RetentionPolicy.from_rules([told])
    facts = {"accounting_docs": [{"id": "V", "posting_date": "2019-01-01"}]}
    assert decided("accounting_records", TODAY, facts, policy) == keep("2026-12-31", "2027-01-01", "BFL_7_2")


@pytest.mark.parametrize(
    ("shape", "period"),
    [
        pytest.param(Shape.YEAR_END, Period.of_years(6), id="shorter"),
        pytest.param(Shape.YEAR_END, Period.of_years(10), id="longer"),
        pytest.param(Shape.YEAR_END, Period(days=1), id="in days"),
        pytest.param(Shape.AFTER_EVENT, Period.of_years(7), id="another shape"),
    ],
)
def test_a_policy_cannot_change_bookkeeping_law(shape: Shape, period: Period) -> None:
    with pytest.raises(RuleIsUnfit, match="BFL 7:2"):
        RetentionPolicy.from_rules([Rule("accounting_records", shape, Trigger.FINANCIAL_YEAR_END, period)])


def test_tickets_go_with_the_profile_in_no_other_shape() -> None:
    with pytest.raises(RuleIsUnfit, match="at once with the profile"):
        RetentionPolicy.from_rules(
            [Rule("support_tickets", Shape.AFTER_EVENT, Trigger.PROFILE_ERASED, Period(months=1))]
        )


def test_a_trigger_its_category_does_not_have_is_refused() -> None:
    with pytest.raises(RuleIsUnfit, match="credit_check has no trigger 'visit'; it offers report_obtained"):
        Rule("credit_check", Shape.AFTER_EVENT, Trigger.VISIT, Period(months=3))


def test_notice_belongs_to_one_shape() -> None:
    with pytest.raises(RuleIsUnfit, match="notice belongs to"):
        own(notice=Notice())


@pytest.mark.parametrize("leads", [(), (0,), (30, -1)])
def test_a_notice_without_a_reminder_before_the_day_is_refused(leads: tuple[int, ...]) -> None:
    with pytest.raises(RuleIsUnfit, match="reminder point"):
        Notice(leads)


def test_a_support_profile_never_goes_in_silence_whatever_the_policy_leaves_out() -> None:
    rule = Rule("support_profile", Shape.AFTER_LAST_ACTIVITY, Trigger.LAST_COUNTED_ACTIVITY, Period(months=1))
    policy = RetentionPolicy.from_rules([rule])
    assert policy.rule("support_profile", When.VERIFIED).notice == Notice((60, 30, 7), 30)
    assert decided("support_profile", TODAY, profile("2026-01-01"), policy)[0] == "remind"


def test_a_policy_may_count_a_profile_from_its_registration() -> None:
    rule = Rule(
        "support_profile", Shape.AFTER_EVENT, Trigger.REGISTRATION, Period(months=120), when=When.VERIFIED
    )
    policy = RetentionPolicy.from_rules([rule])
    assert decided("support_profile", TODAY, profile("2026-01-01"), policy)[1:3] == (
        "2028-01-02",
        "2028-01-03",
    )


def test_tickets_are_anonymised_whatever_the_policy_says() -> None:
    policy = RetentionPolicy.from_rules(
        [Rule("support_tickets", Shape.AT_ONCE, Trigger.PROFILE_ERASED, code="OUR_WORDS")]
    )
    facts = profile("2024-11-22", "2026-10-01") | {"support_tickets": {"count": 1}}
    assert decided("support_tickets", TODAY, facts, policy) == (
        "anonymise",
        "2026-11-22",
        TODAY,
        None,
        "OUR_WORDS",
    )
