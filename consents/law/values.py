"""What the gate looks at and what it answers (domain.md 4.12)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MARKETING = "marketing"
PROFILING = "profiling"


class Channel(StrEnum):
    """How a person is reached; `internal` is a use that sends nothing."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    PHONE = "phone"
    SOCIAL = "social"
    INTERNAL = "internal"


class MessageClass(StrEnum):
    """What kind of message it is: an opt-out stops marketing, not service; nothing stops a legal answer."""

    MARKETING = "marketing"
    SERVICE = "service"
    LEGAL = "legal"
    NONE = "none"


class Basis(StrEnum):
    """The legal basis of a purpose for a category (Art. 6(1) a, b, c, f)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    LEGITIMATE_INTERESTS = "legitimate_interests"


class ConsentStatus(StrEnum):
    """What became of a consent that was asked for."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    STALE = "stale"
    EXPIRED = "expired"


class Address(StrEnum):
    """Whose address it is, as the Marketing Act distinguishes them."""

    ROLE = "role"
    """A function of a legal person: info@, inkop@."""
    WORK = "work"
    """A named person at a legal person."""
    SOLE_TRADER = "sole_trader"
    PRIVATE = "private"


class UseCode(StrEnum):
    """Why a use is allowed or not (stable names, shown to people in words)."""

    LEGAL_MESSAGE = "LEGAL_MESSAGE"
    SERVICE_MESSAGE = "SERVICE_MESSAGE"
    PROMOTION_IN_SERVICE_MESSAGE = "PROMOTION_IN_SERVICE_MESSAGE"
    SUPPRESSED = "SUPPRESSED"
    OBJECTION_ART21_1 = "OBJECTION_ART21_1"
    OBJECTION_ART21_2 = "OBJECTION_ART21_2"
    RESTRICTION_ART18 = "RESTRICTION_ART18"
    NO_OPT_OUT = "NO_OPT_OUT"
    NO_SENDER_ADDRESS = "NO_SENDER_ADDRESS"
    CONSENT = "CONSENT"
    CONSENT_REQUIRED = "CONSENT_REQUIRED"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    CONSENT_REFUSED = "CONSENT_REFUSED"
    CONSENT_STALE = "CONSENT_STALE"
    CONSENT_EXPIRED = "CONSENT_EXPIRED"
    LEGAL_PERSON_ADDRESS = "LEGAL_PERSON_ADDRESS"
    SOFT_OPT_IN = "SOFT_OPT_IN"
    B2B_LEGITIMATE_INTEREST = "B2B_LEGITIMATE_INTEREST"
    LEGITIMATE_INTERESTS = "LEGITIMATE_INTERESTS"
    LIA_MISSING = "LIA_MISSING"
    NO_BASIS = "NO_BASIS"
    CONTRACT = "CONTRACT"
    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """What somebody wants to do with a person's data, and with which message."""

    purpose: str
    channel: Channel
    message_class: MessageClass
    opt_out_offered: bool
    sender_address_valid: bool
    contains_promotion: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentState:
    """One consent for one purpose on one channel, as it ended up."""

    purpose: str
    channel: Channel
    status: ConsentStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class SoftOptIn:
    """How an address came with a purchase (MFL 19 §; a free account in a paid model counts, C-654/23)."""

    sale: bool
    similar_products: bool
    opt_out_at_collection: bool

    @property
    def holds(self) -> bool:
        """Tell whether all three conditions are met."""
        return self.sale and self.similar_products and self.opt_out_at_collection


@dataclass(frozen=True, kw_only=True, slots=True)
class UseFacts:
    """What is known of the person, the address and the basis. Consents stand in time order."""

    basis: Basis | None
    lia_valid: bool
    suppressed: bool
    objections: frozenset[str]
    """The purposes objected to."""
    restricted: bool
    consents: tuple[ConsentState, ...]
    address: Address
    soft_opt_in: SoftOptIn | None
    b2b_li: bool
    """The controller's switch for mail to personal work addresses on legitimate interests; off by default."""
    relevant_to_role: bool


@dataclass(frozen=True, slots=True)
class UseDecision:
    """The gate's answer: allowed or not, and every reason, sorted."""

    allowed: bool
    reasons: tuple[UseCode, ...]


def allow(reason: UseCode) -> UseDecision:
    """Allow a use, on this ground."""
    return UseDecision(True, (reason,))


def refuse(*reasons: UseCode) -> UseDecision:
    """Refuse a use, telling every reason."""
    return UseDecision(False, tuple(sorted(reasons)))
