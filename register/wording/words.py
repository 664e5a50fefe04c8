"""The words of one policy in one language; everything is read from the version's content, no query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from law import defaults
from register.models import PolicyVersion
from register.policyfile.rules import STATUTORY, Rule
from register.policyfile.schema import Basis, PolicyFile
from register.policyfile.values import Duration, Text
from register.policyfile.words import ON_WEBSITES, LegalBasis
from register.wording.numbers import is_swedish, listed, period, period_in_words
from register.wording.reason_texts import REASON_TEXTS
from register.wording.third_person import IN_THE_POLICY, OF_ANOTHER, speaks_to_the_person

RECRUITMENT = "recruitment"
"""The name under which a policy says where job applications are handled (WL-15)."""


class Elsewhere(NamedTuple):
    """What is handled in another place, and where."""

    title: str
    text: str
    url: str


def policy_words(version: PolicyVersion, language: str | None = None) -> PolicyWords:
    """Give the words of a version in a language, the page's when left out; kept, as it cannot change."""
    return _kept(version.digest, _Content(version.content), language or get_language() or "sv")


class _Content:
    """A version's content, which a cache looks past: the digest beside it says what it is."""

    def __init__(self, content: object) -> None:
        self.content = content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=64)
def _kept(digest: str, content: _Content, language: str) -> PolicyWords:
    return PolicyWords(PolicyFile.model_validate(content.content), language)


@dataclass(frozen=True)
class PolicyWords:
    """What a policy says, in `sv` or (for any other language) `en`."""

    policy: PolicyFile
    language: str

    def category(self, key: str) -> str:
        """Give the title of a category: `Supportkonto`."""
        part = self.policy.categories.get(key)
        return self._in(part.title) if part else _plain(key)

    def category_text(self, key: str) -> str:
        """Give what a category holds, in a line."""
        part = self.policy.categories.get(key)
        return self._in(part.text) if part else ""

    def purpose(self, key: str) -> str:
        """Give the title of a purpose: `Ge dig support`."""
        part = self.policy.purposes.get(key)
        return self._in(part.title) if part else _plain(key)

    def purpose_text(self, key: str) -> str:
        """Give what is done for a purpose, in a sentence or two."""
        part = self.policy.purposes.get(key)
        return self._in(part.text) if part else ""

    def consent(self, purpose: str, channel: str) -> str:
        """Give what a consent is called; empty where the policy asks for none for a purpose on a channel."""
        return ", ".join(
            self._in(text.title)
            for text in self.policy.consent_texts.values()
            if (text.purpose, text.channel) == (purpose, channel)
        )

    @property
    def asks_for_cookies(self) -> bool:
        """Tell whether the policy asks for consents that sit in a browser, and are changed there."""
        return any(text.channel is ON_WEBSITES for text in self.policy.consent_texts.values())

    def recipient(self, key: str) -> str:
        """Give the name of a recipient or processor."""
        if key in self.policy.processors:
            return self._in(self.policy.processors[key].name)
        part = self.policy.recipients.get(key)
        return self._in(part.title) if part else _plain(key)

    def elsewhere(self, key: str) -> Elsewhere | None:
        """Say where something is handled that is not handled here (WL-15); None where the policy does not."""
        part = self.policy.elsewhere.get(key)
        return Elsewhere(self._in(part.title), self._in(part.text), part.url) if part else None

    def why(self, purpose: str, category: str) -> str:
        """Give the plain reason for which a category may be used for a purpose; empty where it may not."""
        part = self.policy.purposes.get(purpose)
        basis = part.bases.get(category) if part else None
        return self._in(basis.why) if basis else ""

    def rule(self, category: str, code: str = "") -> str:
        """Give the company's rule for a category; under `code` where it has one for each of two cases."""
        return self._of_rule(category, code, "rule")

    def counting(self, category: str, code: str = "") -> str:
        """Give how the day is reckoned; empty where the policy does not say."""
        return self._of_rule(category, code, "counting")

    def before(self, category: str, code: str = "") -> str:
        """Give what happens before the data go; empty where the policy does not say."""
        return self._of_rule(category, code, "before")

    def reference(self, category: str, code: str) -> str:
        """Give what a rule stands on, a statute or a place in the policy; empty where it names none."""
        rule = self.policy.retention.get(category, {}).get(code)
        return self._in(rule.reference) if rule and rule.reference else ""

    def reason(self, code: str, category: str = "", *, of_another: bool = False) -> str:
        """Give the sentence of a reason code: the policy's own words, its rule, or the hub's text.

        `of_another`: to somebody who asks for the person. What says `you` is said of the person instead.
        """
        said = self._reason(code, category)
        if not of_another or not speaks_to_the_person(said, self.language):
            return said
        return self._in(OF_ANOTHER.get(code) or REASON_TEXTS.get(code) or IN_THE_POLICY)

    def _reason(self, code: str, category: str) -> str:
        if code in self.policy.reasons:
            return self._in(self.policy.reasons[code])
        for named in (category, *self.policy.retention):
            rule = self.policy.retention.get(named, {}).get(code)
            if rule is not None:
                return self._filled(named, rule, rule.rule)
        text = REASON_TEXTS.get(code)
        return self._in(text) if text else code

    def article(self, basis: LegalBasis) -> str:
        """Give the provision of a ground: `GDPR artikel 6.1 f`, `GDPR Article 6(1)(f)`."""
        if is_swedish(self.language):
            return f"GDPR artikel 6.1 {basis.letter}"
        return f"GDPR Article 6(1)({basis.letter})"

    def bases(self, category: str) -> list[tuple[str, Basis]]:
        """Give each purpose a category is used for, with its ground, in the order of the file."""
        return [
            (key, purpose.bases[category])
            for key, purpose in self.policy.purposes.items()
            if category in purpose.bases
        ]

    def _of_rule(self, category: str, code: str, key: str) -> str:
        rules = self.policy.retention.get(category, {})
        rule = rules.get(code) or next(iter(rules.values()), None)
        text = rule.texts.get(key) if rule else None
        return self._filled(category, rule, text) if rule and text else ""

    def _filled(self, category: str, rule: Rule, text: Text) -> str:
        numbers = self._numbers(category, rule)
        return re.sub(r"\{(\w+)\}", lambda match: numbers.get(match[1], match[0]), self._in(text))

    def _numbers(self, category: str, rule: Rule) -> dict[str, str]:
        leads = rule.notice.leads if rule.notice else defaults.REMINDER_LEADS_DAYS
        minimum = rule.notice.minimum if rule.notice else defaults.MIN_NOTICE_DAYS
        numbers = {"leads": listed(leads, self.language), "minimum": str(minimum)}
        length = rule.period or self._statutory(category)
        if length is not None:
            numbers["period"] = period(length, self.language)
            numbers["period_in_words"] = period_in_words(length, self.language)
        return numbers

    def _statutory(self, category: str) -> Duration | None:
        if category not in STATUTORY:
            return None
        years = STATUTORY[category][1].at(self.policy.valid_from).value
        return Duration(number=years, unit="years")

    def _in(self, text: Text) -> str:
        return text.in_language(self.language)


def _plain(key: str) -> str:
    return key.replace("_", " ")
