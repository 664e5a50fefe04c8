"""The words a policy file may use where the law or the hub knows a closed list."""

from __future__ import annotations

from enum import StrEnum

# EU and EEA: no transfer to a third country (Art. 44). ISO 3166-1 alpha-2.
_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EEA = frozenset([*_EU.split(), "IS", "LI", "NO"])


class LegalBasis(StrEnum):
    """The grounds of Art. 6(1), one for each purpose and category (WN-10)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"

    @property
    def letter(self) -> str:
        """Give the letter of Art. 6(1): a for consent, f for legitimate interests."""
        return "abcdef"[list(LegalBasis).index(self)]

    @property
    def dpv(self) -> str:
        """Give the name of W3C DPV's eu-gdpr vocabulary, `eu-gdpr:A6-1-f`."""
        return f"eu-gdpr:A6-1-{self.letter}"


class ProcessingRole(StrEnum):
    """Whether the company decides over the data or handles them for a customer (WL-17)."""

    CONTROLLER = "controller"
    PROCESSOR = "processor"


class SubjectKind(StrEnum):
    """Who the data are about (WN-02, Art. 30(1)(c))."""

    CUSTOMER_CONTACT = "customer_contact"
    PARTNER_CONTACT = "partner_contact"
    SUPPLIER_CONTACT = "supplier_contact"
    LEAD = "lead"
    VISITOR = "visitor"
    STAFF = "staff"


class Context(StrEnum):
    """When the data are used (WL-10 to WL-15)."""

    PURCHASE_DELIVERY = "purchase_delivery"
    SUPPORT = "support"
    IMPROVEMENT = "improvement"
    SECURITY = "security"
    MARKETING = "marketing"
    LEGAL = "legal"


class SourceKind(StrEnum):
    """Where data come from (WL-05, WL-09, WN-04 to WN-07)."""

    SELF = "self"
    OBSERVED = "observed"
    COLLEAGUE = "colleague"
    STAFF = "staff"
    AGGREGATOR = "aggregator"
    MARKETING_PARTNER = "marketing_partner"
    PUBLIC_SOURCE = "public_source"
    SOCIAL_NETWORK = "social_network"
    ADDRESS_REGISTER = "address_register"


class Channel(StrEnum):
    """How a person is reached, or `internal` for a use that sends nothing (domain.md 4.12)."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    PHONE = "phone"
    SOCIAL = "social"
    WEB = "web"
    INTERNAL = "internal"


ON_WEBSITES = Channel.WEB
"""Where cookies are answered: in each browser by itself, and known of nobody (WL-57)."""


class RecipientKind(StrEnum):
    """To whom data go (WL-19, WL-22, WN-16, WN-46)."""

    INTERNAL = "internal"
    GROUP = "group"
    PARTNER = "partner"
    AUTHORITY = "authority"
    CONSENTED = "consented"


class ProcessorLevel(StrEnum):
    """Hired by the company itself, or by one of its processors (WL-26)."""

    PROCESSOR = "processor"
    SUB = "sub"


class ProcessorKind(StrEnum):
    """What a processor is (WL-27, WN-41, WN-43)."""

    CLOUD = "cloud"
    IT_SUPPLIER = "it_supplier"
    MAILING = "mailing"
    ANALYTICS = "analytics"
    SUBCONTRACTOR = "subcontractor"
    OTHER = "other"


class Mechanism(StrEnum):
    """What makes a transfer to a third country lawful (Art. 45-49). Privacy Shield is void."""

    ADEQUACY = "adequacy"
    SCC_2021_914 = "scc_2021_914"
    BCR = "bcr"
    ART49 = "art49"


class AuthorityGate(StrEnum):
    """What an authority has to show before it gets data (WL-25, WN-45)."""

    COURT_DECISION = "court_decision"
    LEGAL_BASIS_OR_DECISION = "legal_basis_or_decision"


class OptOutWay(StrEnum):
    """The ways to say no to marketing (WL-56)."""

    MAIL_LINK = "mail_link"
    MY_PROFILE = "my_profile"
    DPO_MAILBOX = "dpo_mailbox"
    GPC = "gpc"
    ANY_CHANNEL = "any_channel"


class Decision(StrEnum):
    """The outcome of a weighing of interests (WL-52)."""

    APPROVED = "approved"
    REJECTED = "rejected"


class Behaviour(StrEnum):
    """What the hub itself does for every company: a sentence of a policy may be carried by it."""

    NOTICE_PAGE = "notice_page"
    NOTICE_HISTORY = "notice_history"
    CUSTOMER_ONLY_REGISTRATION = "customer_only_registration"
    ART14_NOTICE = "art14_notice"
    DPO_MAILBOX = "dpo_mailbox"
    LEGAL_BASIS_MATRIX = "legal_basis_matrix"
    ONE_BASIS_PER_USE = "one_basis_per_use"
    PROCESSOR_DATA_UNTOUCHED = "processor_data_untouched"
    SUBPROCESSOR_OVERVIEW = "subprocessor_overview"
    DPA_REQUIRED = "dpa_required"
    TRANSFER_MECHANISM = "transfer_mechanism"
    DISCLOSURE_GATE = "disclosure_gate"
    REMINDERS = "reminders"
    REGISTER_AGAIN = "register_again"
    RETENTION_RULES = "retention_rules"
    RIGHT_ACCESS = "right_access"
    RIGHT_PORTABILITY = "right_portability"
    RIGHT_RECTIFICATION = "right_rectification"
    SELF_SERVICE = "self_service"
    RIGHT_ERASURE = "right_erasure"
    RIGHT_RESTRICTION = "right_restriction"
    RIGHT_OBJECTION = "right_objection"
    COMPLAINT_IMY = "complaint_imy"
    CONSENT_SWITCHES = "consent_switches"
    CONSENT_WITHDRAWAL = "consent_withdrawal"
    MARKETING_GATE = "marketing_gate"
    OPT_OUT = "opt_out"
    SERVICE_MESSAGES = "service_messages"
    COOKIE_BANNER = "cookie_banner"
    NO_SPECIAL_CATEGORIES = "no_special_categories"
    STATISTICS_ANONYMISED = "statistics_anonymised"
    IP_MASKED = "ip_masked"
    NEED_TO_KNOW = "need_to_know"
    ACCESS_ENDS = "access_ends"
    UPLOAD_SCREENING = "upload_screening"
    APPLICABLE_CATEGORIES = "applicable_categories"
