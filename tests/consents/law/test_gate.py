"""The gate's decision table, row by row, and the cases typed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from consents.law.cases import explain
from law.input import Node
from tests.consents.law.builders import consents, facts, sale, use
from tests.vectors import cases


def answer(use: dict[str, Any], facts: dict[str, Any]) -> tuple[bool, str]:
    result = explain(Node({"use": use, "facts": facts}))
    return result["allowed"], " ".join(result["reasons"])


@pytest.mark.parametrize("case", cases("use"))
def test_the_gate_answers_as_typed_by_hand(case: dict[str, Any]) -> None:
    assert explain(Node(case)) == case["expect"]


EVERYTHING_AGAINST = facts(
    suppressed=True,
    objections=["marketing", "profiling", "support"],
    restricted=True,
    basis=None,
    lia_valid=False,
)
LEGAL = "LEGAL_MESSAGE"


@pytest.mark.parametrize(
    ("use", "facts", "expected"),
    [
        # 1. legal messages
        pytest.param(
            use(message_class="legal"), EVERYTHING_AGAINST, (True, LEGAL), id="1 legal, whatever else"
        ),
        pytest.param(
            use(
                message_class="legal",
                contains_promotion=True,
                opt_out_offered=False,
                sender_address_valid=False,
            ),
            EVERYTHING_AGAINST,
            (True, LEGAL),
            id="1 legal, even so",
        ),
        # 2. service messages
        pytest.param(
            use(message_class="service", purpose="support"),
            facts(suppressed=True, objections=["marketing", "support"], basis=None, lia_valid=False),
            (True, "SERVICE_MESSAGE"),
            id="2 service passes an opt-out",
        ),
        pytest.param(
            use(message_class="service", opt_out_offered=False, sender_address_valid=False),
            facts(),
            (True, "SERVICE_MESSAGE"),
            id="2 service needs no opt-out",
        ),
        pytest.param(
            use(message_class="service"),
            EVERYTHING_AGAINST,
            (False, "RESTRICTION_ART18"),
            id="2 service, restricted",
        ),
        pytest.param(
            use(message_class="service", purpose="support", contains_promotion=True),
            facts(consents=consents("given")),
            (True, "CONSENT PROMOTION_IN_SERVICE_MESSAGE"),
            id="2 promotion with consent",
        ),
        pytest.param(
            use(message_class="service", purpose="support", contains_promotion=True),
            facts(consents=consents("given", purpose="support"), objections=["support"]),
            (False, "CONSENT_REQUIRED PROMOTION_IN_SERVICE_MESSAGE"),
            id="2 promotion is judged as marketing, not as its purpose",
        ),
        pytest.param(
            use(message_class="service", contains_promotion=True, opt_out_offered=False),
            EVERYTHING_AGAINST,
            (False, "NO_OPT_OUT OBJECTION_ART21_2 PROMOTION_IN_SERVICE_MESSAGE RESTRICTION_ART18 SUPPRESSED"),
            id="2 promotion, every obstacle",
        ),
        pytest.param(
            use(message_class="service", channel="letter", contains_promotion=True),
            facts(),
            (True, "LEGITIMATE_INTERESTS PROMOTION_IN_SERVICE_MESSAGE"),
            id="2 promotion in a letter",
        ),
        # 3. marketing: obstacles
        pytest.param(
            use(opt_out_offered=False, sender_address_valid=False),
            EVERYTHING_AGAINST | {"consents": consents("given")},
            (False, "NO_OPT_OUT NO_SENDER_ADDRESS OBJECTION_ART21_2 RESTRICTION_ART18 SUPPRESSED"),
            id="3 all five obstacles, consent or not",
        ),
        pytest.param(
            use(sender_address_valid=False),
            facts(consents=consents("given")),
            (False, "NO_SENDER_ADDRESS"),
            id="3 no sender address",
        ),
        pytest.param(
            use(channel="sms", opt_out_offered=False),
            facts(consents=consents("given", channel="sms")),
            (False, "NO_OPT_OUT"),
            id="3 sms without opt-out",
        ),
        pytest.param(
            use(channel="letter", opt_out_offered=False, sender_address_valid=False),
            facts(),
            (True, "LEGITIMATE_INTERESTS"),
            id="3 a letter needs neither",
        ),
        pytest.param(
            use(),
            facts(objections=["profiling"], consents=consents("given")),
            (True, "CONSENT"),
            id="3 not profiling",
        ),
        pytest.param(
            use(purpose="newsletter"),
            facts(objections=["newsletter"], consents=consents("given")),
            (False, "OBJECTION_ART21_2"),
            id="3 the very purpose of a marketing message objected to",
        ),
        pytest.param(
            use(purpose="newsletter"),
            facts(consents=consents("given")),
            (True, "CONSENT"),
            id="3 marketing by message: the consent is the one for marketing",
        ),
        pytest.param(
            use(purpose="newsletter"),
            facts(consents=consents("given", purpose="newsletter")),
            (False, "CONSENT_REQUIRED"),
            id="3 consent for another purpose is none",
        ),
        pytest.param(
            use(message_class="none"),
            facts(suppressed=True),
            (False, "SUPPRESSED"),
            id="3 marketing by purpose",
        ),
        # 3. marketing: consent
        pytest.param(use(), facts(consents=consents("given")), (True, "CONSENT"), id="3 consent"),
        *(
            pytest.param(
                use(),
                facts(consents=consents("given", status)),
                (False, " ".join(sorted(["CONSENT_REQUIRED", f"CONSENT_{status.upper()}"]))),
                id=f"3 {status} after given",
            )
            for status in ("withdrawn", "refused", "stale", "expired")
        ),
        pytest.param(
            use(),
            facts(consents=consents("withdrawn", "given")),
            (True, "CONSENT"),
            id="3 given after withdrawn",
        ),
        pytest.param(
            use(),
            facts(consents=consents("given") + consents("withdrawn", channel="sms")),
            (True, "CONSENT"),
            id="3 withdrawn on another channel",
        ),
        *(
            pytest.param(
                use(channel=channel),
                facts(consents=consents("given", channel=channel), lia_valid=False),
                (True, "CONSENT"),
                id=f"3 consent on {channel}",
            )
            for channel in ("sms", "letter", "phone", "social", "internal")
        ),
        # 3. marketing: role address
        pytest.param(use(), facts(address="role"), (True, "LEGAL_PERSON_ADDRESS"), id="3 role address"),
        pytest.param(
            use(channel="sms"), facts(address="role"), (False, "CONSENT_REQUIRED"), id="3 role address, sms"
        ),
        pytest.param(
            use(),
            facts(address="role", soft_opt_in=sale()),
            (True, "LEGAL_PERSON_ADDRESS"),
            id="3 role first",
        ),
        # 3. marketing: soft opt-in
        pytest.param(
            use(channel="sms"),
            facts(address="private", soft_opt_in=sale()),
            (True, "SOFT_OPT_IN"),
            id="3 soft, sms",
        ),
        *(
            pytest.param(
                use(),
                facts(address="private", soft_opt_in=sale(**{condition: False})),
                (False, "CONSENT_REQUIRED"),
                id=f"3 soft opt-in without {condition}",
            )
            for condition in sale()
        ),
        pytest.param(
            use(channel="social"), facts(soft_opt_in=sale()), (False, "CONSENT_REQUIRED"), id="3 soft, social"
        ),
        pytest.param(
            use(),
            facts(soft_opt_in=sale(), b2b_li=True),
            (True, "SOFT_OPT_IN"),
            id="3 soft opt-in before b2b",
        ),
        pytest.param(
            use(),
            facts(soft_opt_in=sale(), consents=consents("withdrawn")),
            (True, "SOFT_OPT_IN"),
            id="3 soft opt-in stands beside a withdrawn consent (an objection or suppression would stop it)",
        ),
        # 3. marketing: work address
        pytest.param(use(), facts(b2b_li=True), (True, "B2B_LEGITIMATE_INTEREST"), id="3 b2b"),
        pytest.param(
            use(),
            facts(b2b_li=True, lia_valid=False, consents=consents("expired")),
            (False, "CONSENT_EXPIRED CONSENT_REQUIRED LIA_MISSING"),
            id="3 b2b, assessment lapsed",
        ),
        pytest.param(
            use(),
            facts(b2b_li=True, relevant_to_role=False),
            (False, "CONSENT_REQUIRED"),
            id="3 b2b, not relevant",
        ),
        pytest.param(
            use(),
            facts(b2b_li=True, relevant_to_role=False, lia_valid=False),
            (False, "CONSENT_REQUIRED"),
            id="3 b2b, not relevant: the assessment is beside the point",
        ),
        pytest.param(use(), facts(lia_valid=False), (False, "CONSENT_REQUIRED"), id="3 switch off: so is it"),
        pytest.param(
            use(channel="sms"), facts(b2b_li=True), (False, "CONSENT_REQUIRED"), id="3 b2b is for e-mail only"
        ),
        *(
            pytest.param(
                use(), facts(b2b_li=True, address=address), (False, "CONSENT_REQUIRED"), id=f"3 {address}"
            )
            for address in ("private", "sole_trader")
        ),
        # 3. marketing: by hand, social, internal
        pytest.param(use(channel="phone"), facts(), (True, "LEGITIMATE_INTERESTS"), id="3 phone"),
        pytest.param(
            use(channel="phone"), facts(lia_valid=False), (False, "LIA_MISSING"), id="3 phone, no assessment"
        ),
        pytest.param(
            use(channel="letter"),
            facts(lia_valid=False, consents=consents("withdrawn", channel="letter")),
            (False, "LIA_MISSING"),
            id="3 letter, no assessment: told alone",
        ),
        pytest.param(
            use(channel="letter"), facts(suppressed=True), (False, "SUPPRESSED"), id="3 letter, suppressed"
        ),
        pytest.param(use(channel="social"), facts(b2b_li=True), (False, "CONSENT_REQUIRED"), id="3 social"),
        pytest.param(
            use(channel="internal", message_class="none"),
            facts(),
            (False, "CONSENT_REQUIRED"),
            id="3 internal",
        ),
        # 4. profiling
        pytest.param(
            use(purpose="profiling", channel="internal", message_class="none"),
            EVERYTHING_AGAINST,
            (False, "OBJECTION_ART21_2"),
            id="4 profiling objected to, alone",
        ),
        pytest.param(
            use(purpose="profiling", channel="internal", message_class="none"),
            facts(objections=["marketing"]),
            (True, "LEGITIMATE_INTERESTS"),
            id="4 marketing objected to, profiling not",
        ),
        pytest.param(
            use(purpose="profiling", channel="internal", message_class="none"),
            facts(basis="consent"),
            (False, "CONSENT_REQUIRED"),
            id="4 profiling on consent",
        ),
    ],
)
def test_messages_and_marketing(
    use: dict[str, Any], facts: dict[str, Any], expected: tuple[bool, str]
) -> None:
    assert answer(use, facts) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"basis": "contract"}, (True, "CONTRACT"), id="contract"),
        pytest.param(
            {"basis": "contract", "objections": ["development"]}, (True, "CONTRACT"), id="contract, objected"
        ),
        pytest.param(
            {"basis": "legal_obligation", "lia_valid": False}, (True, "LEGAL_OBLIGATION"), id="obligation"
        ),
        pytest.param({"basis": None}, (False, "NO_BASIS"), id="no basis"),
        pytest.param(
            {"basis": None, "restricted": True}, (False, "RESTRICTION_ART18"), id="restriction goes first"
        ),
        pytest.param(
            {"basis": "contract", "restricted": True}, (False, "RESTRICTION_ART18"), id="restricted"
        ),
        pytest.param({}, (True, "LEGITIMATE_INTERESTS"), id="interests"),
        pytest.param({"suppressed": True}, (True, "LEGITIMATE_INTERESTS"), id="suppression is of marketing"),
        pytest.param({"lia_valid": False}, (False, "LIA_MISSING"), id="no assessment"),
        pytest.param(
            {"objections": ["development"]}, (False, "OBJECTION_ART21_1"), id="objected, being weighed"
        ),
        pytest.param(
            {"objections": ["improvement"]}, (True, "LEGITIMATE_INTERESTS"), id="another purpose objected to"
        ),
        pytest.param(
            {"objections": ["development"], "lia_valid": False},
            (False, "LIA_MISSING"),
            id="no assessment, objected",
        ),
        pytest.param({"basis": "consent"}, (False, "CONSENT_REQUIRED"), id="consent never asked"),
        pytest.param(
            {"basis": "consent", "consents": consents("given", channel="internal", purpose="development")},
            (True, "CONSENT"),
            id="consent",
        ),
        pytest.param(
            {"basis": "consent", "consents": consents("given", channel="email", purpose="development")},
            (False, "CONSENT_REQUIRED"),
            id="consent on another channel",
        ),
        pytest.param(
            {"basis": "consent", "consents": consents("given", channel="internal", purpose="marketing")},
            (False, "CONSENT_REQUIRED"),
            id="consent to another purpose",
        ),
        pytest.param(
            {
                "basis": "consent",
                "consents": consents("given", "stale", channel="internal", purpose="development"),
            },
            (False, "CONSENT_REQUIRED CONSENT_STALE"),
            id="stale",
        ),
    ],
)
def test_any_other_use_goes_by_its_basis(changes: dict[str, Any], expected: tuple[bool, str]) -> None:
    statistics = use(purpose="development", channel="internal", message_class="none", opt_out_offered=False)
    assert answer(statistics, facts(**changes)) == expected
