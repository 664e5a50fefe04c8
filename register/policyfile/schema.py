"""The form of a policy file, section by section. docs/policy-file.md is checked against it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from law import defaults
from law.shapes import UnpaidScope
from register.categories import Origin
from register.policyfile.rules import Rule
from register.policyfile.values import (
    BrandColour,
    Code,
    Colour,
    Country,
    Day,
    Duration,
    Email,
    InBoth,
    Key,
    Line,
    Once,
    Strict,
    Text,
    Url,
)
from register.policyfile.websites import CookieCategory, Website
from register.policyfile.words import (
    AuthorityGate,
    Channel,
    Context,
    Decision,
    LegalBasis,
    Mechanism,
    OptOutWay,
    ProcessingRole,
    ProcessorKind,
    ProcessorLevel,
    RecipientKind,
    SourceKind,
    SubjectKind,
)


class Brand(Strict):
    """The only colours a company sets; the brand colours carry text, so they must be dark enough."""

    colour: BrandColour
    dark: BrandColour
    tint: Colour


class Company(Strict):
    """The controller: who decides over the data and how to reach it (Art. 13(1)(a)-(b))."""

    slug: Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,38}[a-z]$")]
    name: Line
    country: Country = "SE"
    website: Url
    dpo_mailbox: Email
    sender_mailbox: Email
    postal_address: Line | None = None
    brand: Brand


class Masking(Strict):
    """How many leading bits of an IP address are kept before a visit is written (WN-37)."""

    ipv4_bits: Annotated[int, Field(ge=0, le=24)] = 24
    ipv6_bits: Annotated[int, Field(ge=0, le=48)] = 48


class PurgeCap(Strict):
    """More destructive items than the larger of the two, and the run waits for a release (3.4)."""

    units: Annotated[int, Field(ge=0, le=1_000_000)] = defaults.BREAKER_ITEMS
    percent: Annotated[int, Field(ge=0, le=100)] = defaults.BREAKER_PERCENT


def _days(number: int) -> Duration:
    return Duration(number=number, unit="days")


class Settings(Strict):
    """Promises and choices that are numbers or switches. What is left out has domain.md's default."""

    authority_gate: AuthorityGate
    unpaid_scope: UnpaidScope = UnpaidScope.CLAIM
    b2b_li: bool = False
    registration_for_customers_only: bool = True
    opt_out_ways: Annotated[tuple[OptOutWay, ...], Field(min_length=1), Once]
    storage_countries: Annotated[tuple[Country, ...], Once] = ()
    retro_grace: Duration = _days(defaults.RETRO_GRACE_DAYS)
    message_bodies: Duration = _days(defaults.MESSAGE_BODY_DAYS)
    cookie_choice: Duration = Duration(number=12, unit="months")
    answer_target: Duration = _days(14)
    overview_target: Duration = _days(14)
    statistics_min_cell: Annotated[int, Field(ge=2, le=1000)] = 5
    ip_masking: Masking = Masking()
    purge_cap: PurgeCap = PurgeCap()
    eves_nonworking: bool = False


class Basis(Strict):
    """The one legal basis for using one category for one purpose (Art. 6(1), WN-10).

    `contact_basis` holds where the person is not the customer but a contact at one (WN-14).
    """

    basis: LegalBasis
    contact_basis: LegalBasis | None = None
    statute_ref: InBoth | None = None
    assessment: Key | None = None
    consent_text: Key | None = None
    why: Text

    def of_person(self, *, is_party: bool) -> LegalBasis:
        """Give the ground for one person: a party to the contract, or a contact of one (WN-14)."""
        return self.basis if is_party or self.contact_basis is None else self.contact_basis

    @property
    def on_interests(self) -> bool:
        """Tell whether it rests on legitimate interests for anybody: such a use can be objected to."""
        return LegalBasis.LEGITIMATE_INTERESTS in (self.basis, self.contact_basis)


class Purpose(Strict):
    """What data are used for, in whose words, and on what ground for each category (Art. 13(1)(c))."""

    title: Text
    text: Text
    main: bool = False
    profiling: bool = False
    subjects: Annotated[tuple[SubjectKind, ...], Field(min_length=1), Once]
    contexts: Annotated[tuple[Context, ...], Field(min_length=1), Once]
    bases: Annotated[dict[Key, Basis], Field(min_length=1)]

    @property
    def on_interests(self) -> frozenset[str]:
        """Give the kinds of data that are used for it on legitimate interests (Art. 21(1))."""
        return frozenset(category for category, basis in self.bases.items() if basis.on_interests)


class Assessment(Strict):
    """A weighing of interests (LIA): what basis f stands on, to be looked at again (WL-52)."""

    interest: Text
    necessity: Text
    balancing: Text
    decision: Decision
    by_role: Line
    decided_on: Day
    review_on: Day


class Category(Strict):
    """A kind of data: what it holds, whose it is, where it comes from (Art. 14(1)(d), 15(1)(g))."""

    title: Text
    text: Text
    role: ProcessingRole = ProcessingRole.CONTROLLER
    origins: Annotated[tuple[Origin, ...], Field(min_length=1), Once]
    sources: Annotated[tuple[SourceKind, ...], Field(min_length=1), Once]
    anonymous: bool = False
    special: bool = False
    required: Text | None = None


class Source(Strict):
    """Where data come from when not from the person, as the notice words it (WL-09)."""

    title: Text
    art14: bool = True


class Recipient(Strict):
    """Somebody who gets data for purposes of their own, or inside the company (Art. 13(1)(e))."""

    title: Text
    text: Text
    kind: RecipientKind
    country: Country = "SE"
    categories: Annotated[tuple[Key, ...], Field(min_length=1), Once]
    purpose: Key | None = None
    assessment: Key | None = None


class Processor(Strict):
    """A supplier that handles data on instruction (Art. 28); active only with a signed agreement."""

    name: InBoth
    text: Text
    kind: ProcessorKind
    level: ProcessorLevel = ProcessorLevel.PROCESSOR
    country: Country
    active: bool = True
    categories: Annotated[tuple[Key, ...], Field(min_length=1), Once]
    instructions: Text
    dpa_signed_on: Day | None = None
    dpa_doc: Line | None = None
    audit_due_on: Day | None = None


class Transfer(Strict):
    """Data that leave the EU/EEA, and what makes that lawful (Art. 44-49, WL-29)."""

    to: Key
    country: Country
    mechanism: Mechanism
    decision: Line | None = None
    tia_on: Day | None = None
    review: Text | None = None
    text: Text


class Storage(Strict):
    """Where a system keeps data (WL-20)."""

    title: Text
    country: Country
    processor: Key | None = None


class ConsentText(Strict):
    """The words a person says yes to, for one purpose on one channel; never changed, only replaced."""

    title: Text
    text: Text
    purpose: Key
    channel: Channel
    categories: Annotated[tuple[Key, ...], Field(min_length=1), Once]
    recipients: Annotated[tuple[Key, ...], Once] = ()
    valid_for: Duration | None = None


class Elsewhere(Strict):
    """Use of data that another policy covers: a link, nothing stored here (WL-15)."""

    title: Text
    text: Text
    url: Url


class SentenceFinding(Strict):
    """What is wrong with a published sentence: carried as a finding, never as valid data (U15)."""

    code: Annotated[str, Field(pattern=r"^F-[A-Z0-9]{1,20}$")]
    text: Text


class Sentence(Strict):
    """A sentence of the published text, and what in this file or in the hub makes it true."""

    text: Annotated[str, Field(min_length=1, max_length=4000)]
    carried_by: Annotated[tuple[Line, ...], Once] = ()
    findings: tuple[SentenceFinding, ...] = ()


SentenceId = Annotated[str, Field(pattern=r"^[A-Z]{2,6}-[0-9]{2,3}$")]


class PolicyFile(Strict):
    """A company's policy, complete: what `load_policy` makes a version of."""

    controller: Company
    valid_from: Day
    published: Line | None = None
    news: Text
    settings: Settings
    categories: Annotated[dict[Key, Category], Field(min_length=1)]
    retention: dict[Key, Annotated[dict[Code, Rule], Field(min_length=1)]]
    reasons: dict[Code, Text] = {}
    purposes: Annotated[dict[Key, Purpose], Field(min_length=1)]
    assessments: dict[Key, Assessment] = {}
    sources: dict[SourceKind, Source] = {}
    recipients: dict[Key, Recipient] = {}
    processors: dict[Key, Processor] = {}
    transfers: dict[Key, Transfer] = {}
    storage: dict[Key, Storage] = {}
    consent_texts: dict[Key, ConsentText] = {}
    cookies: dict[Key, CookieCategory] = {}
    websites: dict[Key, Website] = {}
    elsewhere: dict[Key, Elsewhere] = {}
    sentences: Annotated[dict[SentenceId, Sentence], Field(min_length=1)]

    def rules(self, category: str) -> list[tuple[str, Rule]]:
        """Give the rules of a category with their codes; empty where the file is silent."""
        return list(self.retention.get(category, {}).items())

    def asked_on_websites(self) -> list[str]:
        """Give the groups of cookies a website's banner asks about: mail's own are asked about by mail."""
        on_the_web = {name for name, text in self.consent_texts.items() if text.channel is Channel.WEB}
        return [name for name, part in self.cookies.items() if part.consent_text in on_the_web]
