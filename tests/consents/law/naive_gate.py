"""The gate once more, from domain.md 4.12 sentence by sentence, on plain dictionaries."""

from __future__ import annotations

from typing import Any


def answer(use: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    allowed, reasons = decide(use, facts)
    return {"allowed": allowed, "reasons": sorted(reasons)}


def decide(use: dict[str, Any], facts: dict[str, Any]) -> tuple[bool, set[str]]:
    kind, purpose, objections = use["message_class"], use["purpose"], facts["objections"]
    if kind == "legal":
        return True, {"LEGAL_MESSAGE"}
    if kind == "service" and not use["contains_promotion"]:
        return (False, {"RESTRICTION_ART18"}) if facts["restricted"] else (True, {"SERVICE_MESSAGE"})
    if kind == "service":
        allowed, reasons = marketing("marketing", use, facts)
        return allowed, reasons | {"PROMOTION_IN_SERVICE_MESSAGE"}
    if kind == "marketing" or purpose == "marketing":
        return marketing(purpose, use, facts)
    if purpose == "profiling" and "profiling" in objections:
        return False, {"OBJECTION_ART21_2"}
    if facts["restricted"]:
        return False, {"RESTRICTION_ART18"}
    if facts["basis"] == "consent":
        status = newest(purpose, use["channel"], facts)
        return (True, {"CONSENT"}) if status == "given" else (False, missing(status))
    if facts["basis"] == "legitimate_interests":
        if not facts["lia_valid"]:
            return False, {"LIA_MISSING"}
        return (False, {"OBJECTION_ART21_1"}) if purpose in objections else (True, {"LEGITIMATE_INTERESTS"})
    return facts["basis"] is not None, {(facts["basis"] or "no_basis").upper()}


def marketing(purpose: str, use: dict[str, Any], facts: dict[str, Any]) -> tuple[bool, set[str]]:
    electronic = use["channel"] in {"email", "sms"}
    told = {
        "SUPPRESSED": facts["suppressed"],
        "OBJECTION_ART21_2": bool({"marketing", purpose} & set(facts["objections"])),
        "RESTRICTION_ART18": facts["restricted"],
        "NO_OPT_OUT": electronic and not use["opt_out_offered"],
        "NO_SENDER_ADDRESS": electronic and not use["sender_address_valid"],
    }
    if any(told.values()):
        return False, {code for code, holds in told.items() if holds}
    status = newest("marketing", use["channel"], facts)
    by_work_mail = (
        use["channel"] == "email"
        and facts["address"] == "work"
        and facts["tenant"]["b2b_li"]
        and facts["relevant_to_role"]
    )
    soft = facts["soft_opt_in"] or {"sale": False}
    rows = [
        (status == "given", True, {"CONSENT"}),
        (use["channel"] in {"letter", "phone"} and facts["lia_valid"], True, {"LEGITIMATE_INTERESTS"}),
        (use["channel"] in {"letter", "phone"}, False, {"LIA_MISSING"}),
        (use["channel"] == "email" and facts["address"] == "role", True, {"LEGAL_PERSON_ADDRESS"}),
        (electronic and all(soft.values()), True, {"SOFT_OPT_IN"}),
        (by_work_mail and facts["lia_valid"], True, {"B2B_LEGITIMATE_INTEREST"}),
        (by_work_mail, False, missing(status) | {"LIA_MISSING"}),
        (True, False, missing(status)),
    ]
    return next((allowed, reasons) for holds, allowed, reasons in rows if holds)


def newest(purpose: str, channel: str, facts: dict[str, Any]) -> str:
    states = [c["status"] for c in facts["consents"] if (c["purpose"], c["channel"]) == (purpose, channel)]
    return ["", *states][-1]


def missing(status: str) -> set[str]:
    return {"CONSENT_REQUIRED"} | ({f"CONSENT_{status.upper()}"} if status else set())
