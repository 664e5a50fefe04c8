"""The published notice, rendered from the register: the rows that decide what is erased (Art. 13, 14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from register.models import NoticeVersion, PolicyVersion, Purpose
from register.naming import BASIS_NAMES, country_name
from register.policyfile.words import LegalBasis, ProcessingRole
from register.receivers import receivers_in, where_of
from register.selectors import retention_rules
from register.wording import PolicyWords

IN_SHORT = ("customer_data", "support_profile", "accounting_records", "marketing_profile")
"""The categories whose rules stand in "in short": what most people ask about."""


@dataclass(frozen=True, kw_only=True)
class NoticePurpose:
    """One purpose, in three lines: which data, why it is allowed, how long."""

    key: str
    title: str
    text: str
    profiling: bool
    data: list[str]
    why: list[str]
    grounds: list[str]
    periods: list[str]


@dataclass(frozen=True, kw_only=True)
class NoticePeriod:
    """One row of "how long": the category, its rule and who decided it."""

    title: str
    rule: str
    decided_by: str


@dataclass(frozen=True, kw_only=True)
class NoticeReceiver:
    """One receiver: who, what they do, where, and what protects the data there."""

    name: str
    text: str
    where: list[str]


@dataclass(frozen=True)
class Notice:
    """The notice of one version in one language."""

    version: PolicyVersion
    words: PolicyWords

    @property
    def in_short(self) -> list[str]:
        """Give the few rules that most people ask about."""
        return [said for key in IN_SHORT if (said := self.words.rule(key))]

    @property
    def purposes(self) -> list[NoticePurpose]:
        """Give every purpose, the main ones first (WL-01, WN-11)."""
        rows = Purpose.objects.filter(policy_version=self.version).order_by("-is_main", "pk")
        return [self._purpose(key) for key in rows.values_list("key", flat=True)]

    @property
    def periods(self) -> list[NoticePeriod]:
        """Give every rule of how long something is kept (WN-30)."""
        return [
            NoticePeriod(
                title=self.words.category(row.category.key),
                rule=_without_its_name(self.words.rule(row.category.key, row.code)),
                decided_by=self.words.reference(row.category.key, row.code) or self.version.controller.name,
            )
            for row in retention_rules(self.version)
        ]

    @property
    def sources(self) -> list[str]:
        """Give where data come from when not from the person (WL-09, WN-06)."""
        return [
            source.title.in_language(self.words.language) for source in self.words.policy.sources.values()
        ]

    @property
    def receivers(self) -> list[NoticeReceiver]:
        """Give suppliers in use and recipients, each with country and protection (WN-42)."""
        return [
            NoticeReceiver(
                name=self.words.recipient(key),
                text=part.text.in_language(self.words.language),
                where=where_of(self.words, key, part),
            )
            for key, part in receivers_in(self.words.policy)
        ]

    @property
    def storage(self) -> list[str]:
        """Give the countries where the company's systems keep data (WL-20)."""
        return sorted({country_name(place.country) for place in self.words.policy.storage.values()})

    @property
    def processed_for_customers(self) -> list[str]:
        """Give the data that a customer decides over and the company only handles (WL-16)."""
        kinds = self.words.policy.categories.items()
        return [self.words.category(key) for key, kind in kinds if kind.role is ProcessingRole.PROCESSOR]

    @property
    def elsewhere(self) -> list[tuple[str, str, str]]:
        """Give what another policy covers: title, text and address (WL-15)."""
        language = self.words.language
        return [
            (part.title.in_language(language), part.text.in_language(language), part.url)
            for part in self.words.policy.elsewhere.values()
        ]

    @property
    def history(self) -> list[NoticeVersion]:
        """Give the versions up to this one, the newest first, each with what was new (WN-03)."""
        shown = NoticeVersion.objects.filter(
            policy_version__controller=self.version.controller,
            policy_version__activation__isnull=False,
            number__lte=self.version.number,
        )
        return list(shown.order_by("-number"))

    def _purpose(self, key: str) -> NoticePurpose:
        purpose = self.words.policy.purposes[key]
        return NoticePurpose(
            key=key,
            title=self.words.purpose(key),
            text=self.words.purpose_text(key),
            profiling=purpose.profiling,
            data=[self.words.category(category) for category in purpose.bases],
            why=_once(self.words.why(key, category) for category in purpose.bases),
            grounds=_once(self._grounds(key)),
            periods=_once(self.words.rule(category) for category in purpose.bases),
        )

    def _grounds(self, key: str) -> Iterator[str]:
        for entry in self.words.policy.purposes[key].bases.values():
            for basis in filter(None, (entry.basis, entry.contact_basis)):
                statute = (
                    f"; {entry.statute_ref.in_language(self.words.language)}"
                    if entry.statute_ref and basis is LegalBasis.LEGAL_OBLIGATION
                    else ""
                )
                yield f"{BASIS_NAMES[basis]}, {self.words.article(basis)}{statute}"


def _without_its_name(rule: str) -> str:
    """Leave out "Bokföring:" where the table already says it."""
    _name, colon, said = rule.partition(": ")
    return said[:1].upper() + said[1:] if colon else rule


def _once(lines: Iterator[str]) -> list[str]:
    return [line for line in dict.fromkeys(lines) if line]
