"""A use and its facts as JSON, ordinary unless told otherwise."""

from __future__ import annotations

from typing import Any


def use(**changes: Any) -> dict[str, Any]:
    ordinary = {
        "purpose": "marketing",
        "channel": "email",
        "message_class": "marketing",
        "opt_out_offered": True,
        "sender_address_valid": True,
        "contains_promotion": False,
    }
    return ordinary | changes


def facts(*, b2b_li: bool = False, **changes: Any) -> dict[str, Any]:
    ordinary = {
        "basis": "legitimate_interests",
        "lia_valid": True,
        "suppressed": False,
        "objections": [],
        "restricted": False,
        "consents": [],
        "address": "work",
        "soft_opt_in": None,
        "tenant": {"b2b_li": b2b_li},
        "relevant_to_role": True,
    }
    return ordinary | changes


def consents(*statuses: str, channel: str = "email", purpose: str = "marketing") -> list[dict[str, str]]:
    return [{"purpose": purpose, "channel": channel, "status": status} for status in statuses]


def sale(**changes: bool) -> dict[str, bool]:
    return {"sale": True, "similar_products": True, "opt_out_at_collection": True} | changes
