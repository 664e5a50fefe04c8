"""The rules that hold where a company's policy file says nothing (domain.md 3.2, RT-13 to RT-15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from law import defaults as n
from law.periods import Period
from law.reasons import Code
from law.shapes import Effect, Shape, Trigger, When
from law.statutes import BOOKKEEPING_YEARS
from retention.law.rule import NO_PERIOD, Notice, Rule, RuleIsUnfit

SUPPORT = (
    Rule("support_profile", Shape.AFTER_LAST_ACTIVITY, Trigger.LAST_COUNTED_ACTIVITY,
         Period(months=n.SUPPORT_MONTHS), Code.SUPPORT_24M, when=When.VERIFIED, notice=Notice()),
    Rule("support_profile", Shape.AFTER_EVENT, Trigger.REGISTRATION,
         Period(days=n.UNVERIFIED_DAYS), Code.UNVERIFIED_7D, when=When.UNVERIFIED),
    Rule("support_tickets", Shape.AT_ONCE, Trigger.PROFILE_ERASED,
         code=Code.TICKET_FOLLOWS_PROFILE, effect=Effect.ANONYMISE),
)  # fmt: skip

CUSTOMER = (
    Rule("customer_data", Shape.WHILE_OPEN_THEN_AFTER, Trigger.LATEST_CONTRACT_END,
         Period(months=n.CUSTOMER_MONTHS), Code.CONTRACT_ENDED_24M),
    Rule("correspondence", Shape.AFTER_EVENT, Trigger.LAST_MESSAGE,
         Period(months=n.INQUIRY_MONTHS), Code.INQUIRY_12M),
    Rule("crm_inquiry", Shape.AFTER_EVENT, Trigger.LAST_CONTACT,
         Period(months=n.INQUIRY_MONTHS), Code.INQUIRY_12M),
    Rule("phone_message", Shape.AFTER_EVENT, Trigger.MESSAGE_TAKEN,
         Period(days=n.PHONE_DAYS), Code.PHONE_30D),
)  # fmt: skip

MONEY = (
    Rule("billing_claim", Shape.WHILE_OPEN_THEN_AFTER, Trigger.CLAIM_SETTLED,
         Period(months=n.CLAIM_MONTHS), Code.CLAIM_SETTLED_24M),
    Rule("accounting_records", Shape.YEAR_END, Trigger.FINANCIAL_YEAR_END, code=Code.BFL_7_2),
    Rule("credit_check", Shape.AFTER_EVENT, Trigger.REPORT_OBTAINED,
         Period(months=n.CREDIT_MONTHS), Code.CREDIT_INFO_3M),
)  # fmt: skip

MARKETING = (
    Rule("marketing_profile", Shape.AFTER_LAST_ACTIVITY, Trigger.MARKETING_INTERACTION,
         Period(months=n.MARKETING_IDLE_MONTHS), Code.MARKETING_IDLE_24M, when=When.CONSENT),
    Rule("marketing_profile", Shape.WHILE_OPEN_THEN_AFTER, Trigger.LATEST_CONTRACT_END,
         Period(months=n.MARKETING_LI_MONTHS), Code.MARKETING_LI_12M, when=When.LEGITIMATE_INTEREST),
    Rule("web_visit_stats", Shape.AFTER_EVENT, Trigger.VISIT, Period(months=n.WEB_MONTHS), Code.WEB_26M),
    Rule("stats_extract", Shape.AT_ONCE, Trigger.EXTRACT_NOT_ANONYMISED, code=Code.STATS_MUST_BE_ANONYMISED,
         effect=Effect.ANONYMISE),
)  # fmt: skip

PROOF = (
    Rule("dsr_file", Shape.WHILE_OPEN_THEN_AFTER, Trigger.REQUEST_CLOSED,
         Period(months=n.DSR_FILE_MONTHS), Code.DSR_FILE_24M),
    Rule("dsr_ledger", Shape.WHILE_OPEN_THEN_AFTER, Trigger.REQUEST_CLOSED,
         Period(months=n.DSR_LEDGER_MONTHS), Code.DSR_LEDGER_60M),
    Rule("consent_evidence", Shape.WHILE_OPEN_THEN_AFTER, Trigger.LAST_CONSENT_END,
         Period(months=n.CONSENT_EVIDENCE_MONTHS), Code.CONSENT_EVIDENCE_60M),
    Rule("disclosure_log", Shape.AFTER_EVENT, Trigger.DISCLOSED,
         Period(months=n.DISCLOSURE_LOG_MONTHS), Code.DISCLOSURE_LOG_60M),
    Rule("suppression_entry", Shape.NO_END, Trigger.MARKETING_ENDS, code=Code.SUPPRESSION_PERSISTS),
)  # fmt: skip

OWN_TABLES = (
    Rule("security_log", Shape.AFTER_EVENT, Trigger.SECURITY_EVENT,
         Period(months=n.SECURITY_LOG_MONTHS), Code.SECURITY_LOG_12M),
    Rule("access_log", Shape.AFTER_EVENT, "seen_on",
         Period(months=n.ACCESS_LOG_MONTHS), Code.ACCESS_LOG_24M),
    Rule("message_log", Shape.AFTER_EVENT, "sent_on",
         Period(months=n.MESSAGE_LOG_MONTHS), Code.MESSAGE_LOG_12M),
    Rule("staff_account", Shape.WHILE_OPEN_THEN_AFTER, "last_role_ended_on",
         Period(months=n.STAFF_MONTHS), Code.STAFF_24M),
    Rule("account", Shape.NO_END, Trigger.HOLDER_GONE,
         code=Code.ACCOUNT_FOLLOWS_SUBJECT),
    Rule("identity", Shape.NO_END, Trigger.HOLDER_GONE,
         code=Code.IDENTITY_FOLLOWS_HOLDER),
)  # fmt: skip

DEFAULT_RULES = (*SUPPORT, *CUSTOMER, *MONEY, *MARKETING, *PROOF, *OWN_TABLES)

DEFAULT_OF: dict[tuple[str, str | None], Rule] = {(rule.category, rule.when): rule for rule in DEFAULT_RULES}
CASE_OF: dict[tuple[str, str], str | None] = {
    (rule.category, rule.trigger): rule.when for rule in DEFAULT_RULES
}


def completed(rule: Rule) -> Rule:
    """Give a rule of a policy file what it leaves unsaid: its case, its code, its notice, its effect.

    Raises RuleIsUnfit where it would change a statute: vouchers are kept as long as BFL 7:2 says.
    """
    when = rule.when or CASE_OF.get((rule.category, rule.trigger))
    default = DEFAULT_OF.get((rule.category, when))
    if default is None:
        return replace(rule, when=when, code=rule.code or rule.category.upper())
    _refuse_what_law_sets(rule)
    notice = rule.notice or (default.notice if rule.shape is default.shape else None)
    effect = default.effect if default.effect is Effect.ANONYMISE else rule.effect
    return replace(rule, when=when, code=rule.code or default.code, notice=notice, effect=effect)


def _refuse_what_law_sets(rule: Rule) -> None:
    if rule.category == "support_tickets" and rule.shape is not Shape.AT_ONCE:
        raise RuleIsUnfit("support_tickets: tickets go at once with the profile (RT-6b), in no other shape")
    if rule.category != "accounting_records":
        return
    promised = None if rule.period == NO_PERIOD else rule.period.years
    statutory = BOOKKEEPING_YEARS.at(date.max).value
    if rule.shape is not Shape.YEAR_END or promised not in (None, statutory):
        raise RuleIsUnfit(
            "accounting_records: bookkeeping law sets the period (BFL 7:2); no policy changes it"
        )
