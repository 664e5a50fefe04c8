"""Why until then: always the same four lines. How we count, before that, our rule, the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from law.reasons import PROVISIONS
from register.naming import BASIS_NAMES
from register.wording import PolicyWords
from register.wording.when import day_in_words
from retention.law import RetentionDecision


@dataclass(frozen=True, kw_only=True)
class Why:
    """The four lines; an empty one is left out."""

    counted: list[str]
    before: str
    rule: str
    law: list[str]


def why(category: str, decision: RetentionDecision, words: PolicyWords, *, is_party: bool) -> Why:
    """Explain a decision on one category, in the words of the policy and of the hub."""
    own = set(words.policy.retention.get(category, {}))
    code = next((code for code in decision.reasons if code in own), "")
    beside = (words.reason(other, category) for other in decision.reasons if other not in own)
    return Why(
        counted=[said for said in (words.counting(category, code), *_last_day(decision), *beside) if said],
        before=words.before(category, code),
        rule=words.rule(category, code),
        law=[*_grounds(category, words, is_party=is_party), *_provisions(decision)],
    )


def _last_day(decision: RetentionDecision) -> Iterator[str]:
    if decision.retain_until and decision.action_date:
        said = _("Sista dagen vi vill ha dem kvar är %(last)s. De raderas %(goes)s.")
        yield said % {"last": day_in_words(decision.retain_until), "goes": day_in_words(decision.action_date)}


def _grounds(category: str, words: PolicyWords, *, is_party: bool) -> Iterator[str]:
    """Say the ground of each purpose, once for each; a contact person has a ground of their own (WN-14)."""
    said = _("%(why)s Rättslig grund: %(basis)s, %(article)s.")
    for purpose, entry in words.bases(category):
        basis = entry.of_person(is_party=is_party)
        parts = {
            "why": words.why(purpose, category),
            "basis": BASIS_NAMES[basis],
            "article": words.article(basis),
        }
        yield said % parts


def _provisions(decision: RetentionDecision) -> Iterator[str]:
    cited = sorted({PROVISIONS[code] for code in decision.reasons if code in PROVISIONS})
    if cited:
        yield _("Om hur länge: %(cited)s.") % {"cited": "; ".join(cited)}
