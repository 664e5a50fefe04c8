"""A case of the gate as JSON: read, answer, write (domain.md 4.12, `manage.py explain_use`)."""

from __future__ import annotations

from typing import Any

from consents.law.gate import may_use
from consents.law.values import (
    Address,
    Basis,
    Channel,
    ConsentState,
    ConsentStatus,
    MessageClass,
    SoftOptIn,
    Use,
    UseFacts,
)
from law.input import Node


def explain(case: Node, *, b2b_li: bool | None = None) -> dict[str, Any]:
    """Answer one case: `{allowed, reasons}`. Raises BadInput with the place of a fault.

    `b2b_li` is the company's switch, used where a case leaves `tenant` out; without it none may.
    """
    decision = may_use(read_use(case["use"]), read_facts(case["facts"], b2b_li=b2b_li))
    return {"allowed": decision.allowed, "reasons": [code.value for code in decision.reasons]}


def read_use(use: Node) -> Use:
    """Read what is asked; every key must be there."""
    return Use(
        purpose=use["purpose"].text(),
        channel=use["channel"].choice(Channel),
        message_class=use["message_class"].choice(MessageClass),
        opt_out_offered=use["opt_out_offered"].flag(),
        sender_address_valid=use["sender_address_valid"].flag(),
        contains_promotion=use["contains_promotion"].flag(),
    )


def read_facts(facts: Node, *, b2b_li: bool | None = None) -> UseFacts:
    """Read what is known; every key must be there, `basis` and `soft_opt_in` may be null."""
    left_to_policy = b2b_li is not None and facts.optional("tenant") is None
    basis = facts["basis"].nullable()
    soft_opt_in = facts["soft_opt_in"].nullable()
    return UseFacts(
        basis=basis.choice(Basis) if basis else None,
        lia_valid=facts["lia_valid"].flag(),
        suppressed=facts["suppressed"].flag(),
        objections=frozenset(facts["objections"].each(Node.text)),
        restricted=facts["restricted"].flag(),
        consents=facts["consents"].each(_read_consent),
        address=facts["address"].choice(Address),
        soft_opt_in=_read_soft_opt_in(soft_opt_in) if soft_opt_in else None,
        b2b_li=bool(b2b_li) if left_to_policy else facts["tenant"]["b2b_li"].flag(),
        relevant_to_role=facts["relevant_to_role"].flag(),
    )


def _read_consent(consent: Node) -> ConsentState:
    return ConsentState(
        purpose=consent["purpose"].text(),
        channel=consent["channel"].choice(Channel),
        status=consent["status"].choice(ConsentStatus),
    )


def _read_soft_opt_in(given: Node) -> SoftOptIn:
    return SoftOptIn(
        sale=given["sale"].flag(),
        similar_products=given["similar_products"].flag(),
        opt_out_at_collection=given["opt_out_at_collection"].flag(),
    )
