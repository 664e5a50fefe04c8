"""A second, plain reading of domain.md 3: JSON in, JSON out, and nothing shared with the product.

Slow and flat on purpose: summer time by its own rule, months stepped one by one, blocks walked day
by day, each category one function of raw dictionaries. Where it and the law differ, one is wrong.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

COUNTED = {
    "registration",
    "login",
    "ticket_created",
    "ticket_reply",
    "profile_update_by_user",
    "renewal_confirmed",
}
RESIDUAL = {"consent_evidence", "dsr_ledger", "disclosure_log", "suppression_entry"}
NOT_UNDER_ALL = RESIDUAL | {"web_visit_stats", "stats_extract", "dsr_file"}
ONE = timedelta(days=1)
FAR = date(2300, 1, 1)


# --- days ---------------------------------------------------------------------------------------
def d(text: str | None) -> date | None:
    return date(int(text[:4]), int(text[5:7]), int(text[8:10])) if text else None


def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.isoweekday() != 7:
        day -= ONE
    return day


def stockholm(text: str | None) -> date | None:
    """UTC + 1 h, and + 2 h between the last Sundays of March and October at 01:00 UTC."""
    if not text:
        return None
    at = datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    start = datetime.combine(last_sunday(at.year, 3), datetime.min.time()) + timedelta(hours=1)
    stop = datetime.combine(last_sunday(at.year, 10), datetime.min.time()) + timedelta(hours=1)
    return (at + timedelta(hours=2 if start <= at < stop else 1)).date()


def months_after(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


# --- what blocks and what was granted -----------------------------------------------------------------
def block_codes(facts: dict[str, Any], category: str, day: date) -> set[str]:
    found = set()
    for key, end, code in (
        ("holds", "released_on", "LEGAL_HOLD"),
        ("restrictions", "lifted_on", "RESTRICTION_ART18"),
    ):
        for block in facts.get(key, []):
            scope = block["scope"]
            hit = category not in NOT_UNDER_ALL if scope == "all" else category in scope
            if hit and d(block["from"]) <= day and not (block[end] and d(block[end]) <= day):
                found.add(code)
    for request in facts.get("dsrs", []):
        if request["type"] == "erasure" or category in NOT_UNDER_ALL:
            continue
        if d(request["received_on"]) <= day and not (request["closed_on"] and d(request["closed_on"]) <= day):
            found.add("OPEN_DSR")
    return found


def granted(facts: dict[str, Any], as_of: date) -> date | None:
    best = None
    for request in facts.get("dsrs", []):
        decided = d(request.get("decided_on"))
        counts = request["type"] == "erasure" and request.get("outcome") in ("granted", "partial")
        if counts and decided and decided <= as_of and (best is None or decided > best):
            best = decided
    return best


def answer(
    decision: str, until: date | None, act: date | None, remind: date | None, codes: set[str]
) -> dict[str, Any]:
    return {
        "decision": decision,
        "retain_until": until,
        "action_date": act,
        "remind_on": remind,
        "reasons": codes,
    }


def settle(
    facts: dict[str, Any],
    category: str,
    as_of: date,
    until: date | None,
    act: date | None,
    codes: set[str],
    *,
    remind: date | None = None,
    how: str = "erase",
    extra_block: str | None = None,
) -> dict[str, Any]:
    """Rows 1-3 and 8-10 of the table: what stands today, else the first free day."""
    standing = block_codes(facts, category, as_of) | ({extra_block} if extra_block else set())
    if standing:
        quiet = codes - {"REMINDER_DUE", "REMINDER_MISSING", "REMINDER_LATE_GRACE", "REMINDER_PROMISED"}
        return answer("keep", until, None, None, quiet | standing)
    if act:
        day = act
        while day < FAR and block_codes(facts, category, day):
            day += ONE
        if day != act:
            codes = codes | {"DEFERRED_BLOCK_ENDED"}
            act = None if day >= FAR else day
    if act and act <= as_of:
        return answer(how, until, act, None, codes)
    return answer("remind" if remind else "keep", until, act, remind, codes)


DOUBT = {"DATA_QUALITY_REVIEW"}


# --- the categories -----------------------------------------------------------------------------------
def support_profile(facts: dict[str, Any], as_of: date) -> dict[str, Any]:
    profile = facts["support_profile"]
    used = [stockholm(profile["registered_at"])]
    used += [stockholm(it["at"]) for it in profile["activity"] if it["kind"] in COUNTED]
    anchor = sorted(used)[-1]
    if anchor > as_of:
        return settle(facts, "support_profile", as_of, None, None, DOUBT)
    until = months_after(anchor, 24)
    told, named = [], []
    for reminder in profile["reminders"]:
        day = stockholm(reminder["at"])
        if reminder["status"] != "failed" and anchor <= day <= as_of:
            told.append(day)
            named += [d(reminder["promised_on"])] if reminder.get("promised_on") else []
    codes, act, remind = {"SUPPORT_24M"}, until + ONE, None
    if told and min(told) + 30 * ONE > act:
        act = min(told) + 30 * ONE
        codes.add("REMINDER_LATE_GRACE")
    if named and max(named) > act:
        act = max(named)
        codes = codes - {"REMINDER_LATE_GRACE"} | {"REMINDER_PROMISED"}
    if as_of < act:
        passed = [act - lead * ONE for lead in (60, 30, 7) if act - lead * ONE <= as_of]
        if passed and not [day for day in told if day >= max(passed)]:
            remind = max(passed)
            codes.add("REMINDER_DUE")
    elif not told:
        act, remind = None, until + ONE - 7 * ONE
        codes.add("REMINDER_MISSING")
    grant = granted(facts, as_of)
    if grant and stockholm(profile["registered_at"]) <= grant:
        codes = codes - {"REMINDER_DUE", "REMINDER_MISSING"} | {"DSR_ERASURE_GRANTED"}
        act, remind = min(act or grant, grant), None
    return settle(facts, "support_profile", as_of, until, act, codes, remind=remind)


def relation(facts: dict[str, Any], as_of: date) -> tuple[str, date | None]:
    """The code of the customer relation and the last day kept."""
    contracts, left = facts["contracts"], d(facts.get("contact_left_on"))
    if [c for c in contracts if c["end"] and d(c["end"]) < d(c["start"])]:
        return "DATA_QUALITY_REVIEW", None
    is_open = bool([c for c in contracts if not c["end"]])
    end = None if is_open else max(d(c["end"]) for c in contracts)
    if left and left <= as_of and (is_open or left < end):
        return "CONTACT_LEFT_24M", months_after(left, 24)
    if is_open:
        return "CONTRACT_OPEN", None
    return ("CONTRACT_RUNNING_FIXED" if end >= as_of else "CONTRACT_ENDED_24M"), months_after(end, 24)


def with_grace(facts: dict[str, Any], as_of: date, act: date | None, codes: set[str]) -> date | None:
    for contract in facts["contracts"]:
        corrected = d(contract.get("end_corrected_on"))
        if corrected and corrected <= as_of and act and act < corrected + 14 * ONE:
            act = corrected + 14 * ONE
            codes.add("RETRO_CORRECTION_GRACE")
    return act


def started_after(facts: dict[str, Any], day: date) -> bool:
    return bool([c for c in facts["contracts"] if d(c["start"]) > day])


def customer_data(facts: dict[str, Any], as_of: date) -> dict[str, Any]:
    code, until = relation(facts, as_of)
    codes, act = {code}, until + ONE if until else None
    act = with_grace(facts, as_of, act, codes)
    grant = granted(facts, as_of)
    if grant and code != "DATA_QUALITY_REVIEW" and not started_after(facts, grant):
        if code in ("CONTRACT_OPEN", "CONTRACT_RUNNING_FIXED"):
            codes.add("ERASURE_EXEMPT_CONTRACT")
        else:
            codes.add("DSR_ERASURE_GRANTED")
            act = min(act, grant)
    return settle(facts, "customer_data", as_of, until, act, codes, extra_block=unpaid(facts, as_of))


def unpaid(facts: dict[str, Any], as_of: date) -> str | None:
    if facts.get("settings", {}).get("unpaid_scope") != "all":
        return None
    owing = [i for i in facts.get("invoices", []) if balances(i, as_of)[-1][1] != 0]
    return "CLAIM_OPEN_BLOCKS_ALL" if owing else None


def correspondence(facts: dict[str, Any], as_of: date) -> dict[str, Any]:
    last = d(facts["correspondence"]["last_message_on"])
    code, until = "INQUIRY_12M", months_after(last, 12)
    if facts.get("contracts"):
        of_contract, contract_until = relation(facts, as_of)
        late = of_contract == "CONTRACT_ENDED_24M" and until > contract_until
        if not late:
            code, until = of_contract, contract_until
    codes, act = {code}, until + ONE if until else None
    if facts.get("contracts"):
        act = with_grace(facts, as_of, act, codes)
    grant = granted(facts, as_of)
    if grant and last <= grant and code != "DATA_QUALITY_REVIEW":
        if code in ("CONTRACT_OPEN", "CONTRACT_RUNNING_FIXED"):
            codes.add("ERASURE_EXEMPT_CONTRACT")
        else:
            codes.add("DSR_ERASURE_GRANTED")
            act = min(act, grant)
    return settle(facts, "correspondence", as_of, until, act, codes, extra_block=unpaid(facts, as_of))


def inquiry(facts: dict[str, Any], item: dict[str, Any], as_of: date) -> dict[str, Any]:
    received = stockholm(item["received_at"])
    running = False
    if not item.get("converted"):
        until = months_after(max(received, stockholm(item.get("last_contact_at")) or received), 12)
        codes, act = {"INQUIRY_12M"}, until + ONE
    else:
        code, until = relation(facts, as_of) if facts.get("contracts") else ("DATA_QUALITY_REVIEW", None)
        if code == "DATA_QUALITY_REVIEW":
            return settle(facts, "crm_inquiry", as_of, None, None, DOUBT)
        running = code in ("CONTRACT_OPEN", "CONTRACT_RUNNING_FIXED")
        codes, act = {"INQUIRY_CONVERTED"}, until + ONE if until else None
        act = with_grace(facts, as_of, act, codes)
    grant = granted(facts, as_of)
    if grant and received <= grant:
        if not running:
            codes.add("DSR_ERASURE_GRANTED")
            act = min(act, grant)
        elif not started_after(facts, grant):
            codes.add("ERASURE_EXEMPT_CONTRACT")
    return settle(facts, "crm_inquiry", as_of, until, act, codes)


EFFECT = {"payment": -1, "credit_note": -1, "waiver": -1, "reversal": 1, "refund": 1, "fee": 1}


def balances(invoice: dict[str, Any], as_of: date) -> list[tuple[date | None, Fraction]]:
    """The balance after each day on which something happened, the amount itself first."""
    run = [(None, Fraction(str(invoice["amount"])))]
    days = sorted({e["on"] for e in invoice["events"] if e["type"] in EFFECT and d(e["on"]) <= as_of})
    for day in days:
        moved = sum(
            EFFECT[e["type"]] * Fraction(str(e["amount"]))
            for e in invoice["events"]
            if e["on"] == day and e["type"] in EFFECT
        )
        run.append((d(day), run[-1][1] + moved))
    return run


def claim(facts: dict[str, Any], invoice: dict[str, Any], as_of: date) -> dict[str, Any]:
    settled, owed = balances(invoice, as_of)[-1]
    starts = [d(invoice["claim_origin"])] + [d(day) for day in invoice["interruptions"] if d(day) <= as_of]
    barred = months_after(max(starts), 36 if invoice.get("debtor") == "consumer" else 120)
    if owed == 0:
        code, until = "CLAIM_SETTLED_24M", months_after(settled, 24)
    elif owed < 0:
        code, until = "CLAIM_BALANCE_NOT_ZERO", None
    elif as_of > barred:
        code, until = "CLAIM_TIME_BARRED", barred
    else:
        code, until = "CLAIM_OPEN", None
    codes, act = {code}, until + ONE if until else None
    grant = granted(facts, as_of)
    if grant and code == "CLAIM_SETTLED_24M":
        codes.add("DSR_ERASURE_GRANTED")
        act = min(act, grant)
    elif grant and until is None:
        codes.add("ERASURE_EXEMPT_CLAIM")
    return settle(facts, "billing_claim", as_of, until, act, codes)


def voucher(facts: dict[str, Any], doc: dict[str, Any], as_of: date) -> dict[str, Any]:
    posted, year = d(doc["posting_date"]), None
    if not facts.get("fiscal_years"):
        year = posted.year
    for fiscal in facts.get("fiscal_years", []):
        if fiscal["start"] <= doc["posting_date"] <= fiscal["end"]:
            year = max(year or 0, d(fiscal["end"]).year)
    if year is None:
        return settle(facts, "accounting_records", as_of, None, None, DOUBT)
    codes = {"BFL_7_2"} | ({"ERASURE_EXEMPT_BFL"} if granted(facts, as_of) else set())
    until = date(year + 7, 12, 31)
    return settle(facts, "accounting_records", as_of, until, date(year + 8, 1, 1), codes)


def credit(facts: dict[str, Any], report: dict[str, Any], as_of: date) -> dict[str, Any]:
    obtained = d(report["obtained_on"])
    until = months_after(obtained, 3)
    codes, act, grant = {"CREDIT_INFO_3M"}, until + ONE, granted(facts, as_of)
    if grant and obtained <= grant:
        codes.add("DSR_ERASURE_GRANTED")
        act = min(act, grant)
    return settle(facts, "credit_check", as_of, until, act, codes)


def marketing(facts: dict[str, Any], as_of: date) -> dict[str, Any]:
    m, contracts = facts["marketing"], facts.get("contracts") or []
    seen, consent = stockholm(m["last_interaction_at"]), m.get("consent")
    by_consent = m["basis"] == "consent"
    given = stockholm(consent["given_at"]) if by_consent else None
    if by_consent:
        code, until = "MARKETING_IDLE_24M", months_after(max(given, seen or given), 24)
    elif contracts:
        of_contract, _ = relation({"contracts": contracts}, as_of)
        if of_contract == "DATA_QUALITY_REVIEW":
            return settle(facts, "marketing_profile", as_of, None, None, DOUBT)
        if of_contract == "CONTRACT_ENDED_24M":
            code, until = "MARKETING_LI_12M", months_after(max(d(c["end"]) for c in contracts), 12)
        else:
            code, until = "MARKETING_LI_CUSTOMER", None
    elif seen:
        code, until = "MARKETING_LI_12M", months_after(seen, 12)
    else:
        return settle(facts, "marketing_profile", as_of, None, None, DOUBT)
    ends = []
    grant = granted(facts, as_of)
    if grant and (not by_consent or given <= grant):
        ends.append((grant, "DSR_ERASURE_GRANTED"))
    said = [(m.get("objected_at"), "OBJECTION_ART21_2")]
    if by_consent:
        said.append((consent["withdrawn_at"], "CONSENT_WITHDRAWN"))
    for text, said_code in said:
        overruled = (
            by_consent and text and datetime.fromisoformat(text) < datetime.fromisoformat(consent["given_at"])
        )
        if text and stockholm(text) <= as_of and not overruled:
            ends.append((stockholm(text), said_code))
    days = [day for day, _ in ends] + ([until + ONE] if until else [])
    codes = {code} | {said_code for _, said_code in ends}
    return settle(facts, "marketing_profile", as_of, until, min(days, default=None), codes)


def visit(facts: dict[str, Any], item: dict[str, Any], as_of: date) -> dict[str, Any]:
    day = stockholm(item["visited_at"])
    until = months_after(day, 26)
    if item["ip_masked"] or as_of > until:
        return settle(facts, "web_visit_stats", as_of, until, until + ONE, {"WEB_26M"})
    codes = {"WEB_26M", "IP_NOT_MASKED"}
    return settle(facts, "web_visit_stats", as_of, until, day, codes, how="anonymise")


def extract(facts: dict[str, Any], item: dict[str, Any], as_of: date) -> dict[str, Any]:
    if item["anonymised"]:
        return settle(facts, "stats_extract", as_of, None, None, {"NOT_PERSONAL_DATA"})
    day = d(item["created_on"])
    return settle(facts, "stats_extract", as_of, None, day, {"STATS_MUST_BE_ANONYMISED"}, how="anonymise")


def counted(category: str, code: str, months: int, key: str) -> Any:
    def decide(facts: dict[str, Any], item: dict[str, Any], as_of: date) -> dict[str, Any]:
        day = d(item[key])
        until = months_after(day, months) if day else None
        return settle(facts, category, as_of, until, until + ONE if until else None, {code})

    return decide


def evidence(facts: dict[str, Any], as_of: date) -> dict[str, Any]:
    ends = [d(consent["ended_on"]) for consent in facts["consents"]]
    if [end for end in ends if end is None or end > as_of]:
        return settle(facts, "consent_evidence", as_of, None, None, {"CONSENT_ACTIVE"})
    until = months_after(max(ends), 60)
    return settle(facts, "consent_evidence", as_of, until, until + ONE, {"CONSENT_EVIDENCE_60M"})


# --- together -----------------------------------------------------------------------------------------
def several(answers: list[dict[str, Any]]) -> dict[str, Any]:
    kinds = {a["decision"] for a in answers}
    gone = [a for a in answers if a["decision"] in ("erase", "anonymise")]
    decision = kinds.pop() if len(kinds) == 1 else "partial" if gone else "keep"
    untils = [a["retain_until"] for a in answers]
    acts = [a["action_date"] for a in (gone or answers) if a["action_date"]]
    codes = set().union(*(a["reasons"] for a in answers))
    until = None if None in untils else max(untils)
    return answer(decision, until, min(acts) if acts else None, None, codes)


ITEMS = {
    "billing_claim": ("invoices", claim),
    "accounting_records": ("accounting_docs", voucher),
    "crm_inquiry": ("inquiries", inquiry),
    "credit_check": ("credit_checks", credit),
    "web_visit_stats": ("web_visits", visit),
    "stats_extract": ("stats_extracts", extract),
    "disclosure_log": ("disclosures", counted("disclosure_log", "DISCLOSURE_LOG_60M", 60, "on")),
}
WHOLES = {
    "support_profile": ("support_profile", support_profile),
    "customer_data": ("contracts", customer_data),
    "correspondence": ("correspondence", correspondence),
    "marketing_profile": ("marketing", marketing),
    "consent_evidence": ("consents", evidence),
}


def evaluate(facts: dict[str, Any], as_of: date) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for category, (key, decide) in WHOLES.items():
        if facts.get(key):
            found[category] = decide(facts, as_of)
    for category, (key, decide) in ITEMS.items():
        if facts.get(key):
            found[category] = several([decide(facts, item, as_of) for item in facts[key]])
    if facts.get("include_dsr_records") and facts.get("dsrs"):
        for category, code, months in (
            ("dsr_file", "DSR_FILE_24M", 24),
            ("dsr_ledger", "DSR_LEDGER_60M", 60),
        ):
            decide = counted(category, code, months, "closed_on")
            found[category] = several([decide(facts, item, as_of) for item in facts["dsrs"]])
    if facts.get("suppression"):
        found["suppression_entry"] = settle(
            facts, "suppression_entry", as_of, None, None, {"SUPPRESSION_PERSISTS"}
        )
    if facts.get("support_tickets", {}).get("count") and facts.get("support_profile"):
        found["support_tickets"] = tickets(facts, as_of, found["support_profile"])
    return overall(found)


def tickets(facts: dict[str, Any], as_of: date, profile: dict[str, Any]) -> dict[str, Any]:
    until, act = profile["retain_until"], profile["action_date"]
    if act is None:
        return answer("keep", until, None, None, {"TICKET_FOLLOWS_PROFILE"})
    return settle(facts, "support_tickets", as_of, until, act, {"TICKET_FOLLOWS_PROFILE"}, how="anonymise")


def overall(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    voters = {c: a for c, a in found.items() if c not in RESIDUAL} or found
    kinds = [a["decision"] for a in voters.values()]
    gone = [a for a in voters.values() if a["decision"] in ("erase", "anonymise", "partial")]
    if not gone:
        decision = "remind" if "remind" in kinds else "keep"
    elif "partial" in kinds or len(gone) < len(kinds):
        decision = "partial"
    else:
        decision = "erase" if "erase" in kinds else "anonymise"
    if gone:
        due = min(a["action_date"] for a in gone)
    elif decision == "remind":
        due = min(a["remind_on"] for a in voters.values() if a["decision"] == "remind")
    else:
        due = min((a["action_date"] for a in voters.values() if a["action_date"]), default=None)
    return {
        "decision": decision,
        "due_date": iso(due),
        "categories": {category: written(a) for category, a in found.items()},
        "reasons": sorted(set().union(*(a["reasons"] for a in found.values()))),
    }


def written(a: dict[str, Any]) -> dict[str, Any]:
    days = {key: iso(a[key]) for key in ("retain_until", "action_date", "remind_on")}
    return {"decision": a["decision"], **days, "reasons": sorted(a["reasons"])}


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
