"""What the live policy says of a category, in the reader's language: its name, rule, ground and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from law.periods import Period
from law.shapes import Shape
from myprofile.kept.dates import joined, period_in_words
from register.policyfile.rules import Rule
from register.policyfile.schema import Category, PolicyFile
from register.policyfile.values import Text
from register.policyfile.words import LegalBasis
from retention.law import RetentionDecision
from retention.law import Rule as LawRule


@dataclass(frozen=True, kw_only=True)
class Ground:
    """For what purpose a category is used, why that is allowed, and the provision (Art. 13(1)(c))."""

    purpose: str
    why: str
    basis: LegalBasis
    reference: str


@dataclass(frozen=True)
class PolicyWords:
    """The words of one policy version in one language, for a contact or for somebody by themselves."""

    file: PolicyFile
    language: str
    speaks_for_company: bool = False

    def category(self, key: str) -> Category | None:
        """Give a category of the policy; None for one that it does not name."""
        return self.file.categories.get(key)

    def title(self, key: str) -> str:
        """Name a category."""
        found = self.category(key)
        return self.say(found.title) if found else key

    def text(self, key: str) -> str:
        """Say what a category holds."""
        found = self.category(key)
        return self.say(found.text) if found else ""

    def rule(self, key: str, decision: RetentionDecision) -> Rule | None:
        """Give the rule of the file that the decision was made on."""
        rules = dict(self.file.rules(key))
        on_code = (rules[code] for code in decision.reasons if code in rules)
        return next(on_code, next(iter(rules.values()), None))

    def filled(self, text: Text | None, rule: LawRule | None) -> str:
        """Give a text with the numbers of its rule in it."""
        return self.say(text).format(**numbers(rule)) if text else ""

    def reason(self, code: str) -> str:
        """Give the policy's own sentence for a reason; empty where it has none."""
        found = self.file.reasons.get(code)
        return self.say(found) if found else ""

    def grounds(self, key: str) -> Iterator[Ground]:
        """Give each purpose the category is used for, with its one ground (WN-10, WN-14)."""
        for purpose in self.file.purposes.values():
            if basis := purpose.bases.get(key):
                held = (self.speaks_for_company and basis.contact_basis) or basis.basis
                yield Ground(
                    purpose=self.say(purpose.title),
                    why=self.say(basis.why),
                    basis=held,
                    reference=basis.statute_ref or "",
                )

    def say(self, text: Text) -> str:
        """Give a text in the reader's language."""
        return text.in_language(self.language)


def numbers(rule: LawRule | None) -> dict[str, str]:
    """Give the numbers a policy's sentence may hold, in words."""
    if rule is None:
        return {"period": "", "leads": "", "minimum": ""}
    notice = rule.notice
    period = rule.period if rule.shape is not Shape.NO_END else Period()
    return {
        "period": period_in_words(period),
        "leads": joined([str(days) for days in notice.leads]) if notice else "",
        "minimum": str(notice.minimum_days) if notice else "",
    }
