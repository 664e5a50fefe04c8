"""Whether each retention rule can be reckoned, and whether its words say the same as its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from law.reasons import Code
from law.shapes import OFFERED, Shape, Trigger, When
from register.categories import Category
from register.policyfile.messages import nearest
from register.policyfile.reading import Path
from register.policyfile.rules import COUNTED, GDPR_APPLIES, STATUTORY, Notice, Rule
from register.policyfile.schema import PolicyFile
from register.policyfile.words import ProcessingRole

Found = Iterator[tuple[Path, str]]

CASES = {
    "marketing_profile": {When.CONSENT, When.LEGITIMATE_INTEREST},
    "support_profile": {When.VERIFIED, When.UNVERIFIED},
}
HUB_CATEGORIES = {category.value for category in Category} | set(OFFERED)
CODES = {code.value for code in Code}
NUMBERS = {"period", "period_in_words", "leads", "minimum"}
LITERAL = re.compile(r"\d+\s*(månad|år\b|års|dag|vecka|veckor|month|year|day|week)", re.IGNORECASE)
BRACES = re.compile(r"\{([^{}]*)\}")


def judge_rules(policy: PolicyFile, categories: set[str]) -> Found:
    """Give the path and the reason of every fault among the retention rules."""
    for name, rules in policy.retention.items():
        path: Path = ("retention", name)
        if name not in categories:
            yield path, f"{name!r} is not under categories{nearest(name, categories)}"
        category = policy.categories.get(name)
        if category is not None and category.role == ProcessingRole.PROCESSOR:
            yield path, "is kept on a customer's instruction (WL-17): it takes no rule of ours"
        yield from _cases(path, name, rules)
        for code, rule in rules.items():
            yield from _rule((*path, code), name, code, rule)
    for code in policy.reasons:
        if code not in CODES:
            yield ("reasons", code), f"no decision has the code {code}{nearest(code, CODES)}"


def _cases(path: Path, category: str, rules: dict[str, Rule]) -> Found:
    """Two rules for one case are two answers, and no rule may be chosen by chance."""
    cases = [rule.when for rule in rules.values()]
    for code, rule in rules.items():
        known = CASES.get(category, set())
        if rule.when is not None and rule.when not in known:
            yield (*path, code, "when"), f"{category} has no case {rule.when.value!r}; take it out"
        if cases.count(rule.when) > 1 or (rule.when is None and len(rules) > 1):
            yield (*path, code), f"two rules would answer for {category}; keep one, or say when each holds"


def _rule(path: Path, category: str, code: str, rule: Rule) -> Found:
    if category in HUB_CATEGORIES and code not in CODES:
        yield path, f"{category} is a category of the hub and takes its codes{nearest(code, CODES)}"
    offered = OFFERED.get(category)
    if offered is not None and rule.trigger not in offered:
        words = ", ".join(sorted(offered))
        yield (*path, "trigger"), f"{category} has no day {rule.trigger!r}, only: {words}"
    yield from _period(path, category, rule)
    yield from _notice(path, rule)
    yield from _words(path, category, rule)


def _period(path: Path, category: str, rule: Rule) -> Found:
    if category in STATUTORY:
        yield from _statutory(path, category, rule)
    elif rule.shape in COUNTED and rule.period is None:
        yield path, f"the shape {rule.shape.value} needs a period, e.g. period: 24 months"
    elif rule.shape not in COUNTED and rule.period is not None:
        yield (*path, "period"), f"the shape {rule.shape.value} counts no period; take it out"
    elif rule.shape == Shape.YEAR_END and rule.period and rule.period.unit != "years":
        yield (*path, "period"), "the shape year_end counts whole years, e.g. period: 7 years"


def _statutory(path: Path, category: str, rule: Rule) -> Found:
    shape, years = STATUTORY[category]
    reference = years.at(GDPR_APPLIES).reference
    if rule.period is not None:
        why = f"is set by statute ({reference}), which no policy can shorten or lengthen; take it out"
        yield (*path, "period"), why
    if rule.shape != shape:
        yield (*path, "shape"), f"{category} has the shape {shape.value}, by statute ({reference})"


def _notice(path: Path, rule: Rule) -> Found:
    if rule.trigger == Trigger.LAST_COUNTED_ACTIVITY and rule.shape != Shape.AFTER_LAST_ACTIVITY:
        why = "an account never goes without a reminder (RT-5): use the shape after_last_activity"
        yield (*path, "shape"), why
    if rule.notice is None:
        return
    at = (*path, "notice")
    if rule.shape != Shape.AFTER_LAST_ACTIVITY:
        yield at, "only the shape after_last_activity gives notice; take it out"
    yield from _leads((*at, "leads"), rule.notice)
    if rule.period and rule.period.days_at_most <= max(rule.notice.leads):
        yield at, f"the first reminder comes before the period of {rule.period} has begun"


def _leads(at: Path, notice: Notice) -> Found:
    if list(notice.leads) != sorted(notice.leads, reverse=True):
        yield at, "are the days before, the longest first: [60, 30, 7]"
    if max(notice.leads) < notice.minimum:
        yield at, f"begin {max(notice.leads)} days before, later than the shortest notice of {notice.minimum}"


def _words(path: Path, category: str, rule: Rule) -> Found:
    """A number in a text must come from the rule, or the words and the deed drift apart."""
    allowed = set()
    if rule.period is not None or category in STATUTORY:
        allowed |= {"period", "period_in_words"}
    if rule.notice is not None or rule.trigger == Trigger.LAST_COUNTED_ACTIVITY:
        allowed |= {"leads", "minimum"}
    for key, text in rule.texts.items():
        for language, said in (("sv", text.sv), ("en", text.en)):
            at = (*path, key, language)
            for name in BRACES.findall(said):
                if name not in allowed:
                    yield at, _no_number(name)
            if re.search(r"[{}]", BRACES.sub("", said)):
                yield at, "has a brace without its pair; numbers are written {period}"
            if literal := LITERAL.search(said):
                why = f"says {literal[0]!r} in figures; write {{period}} so that words and rule cannot differ"
                yield at, why


def _no_number(name: str) -> str:
    if name in NUMBERS:
        return f"this rule has no {{{name}}} to fill in"
    return f"there is no number {{{name}}}{nearest(name, NUMBERS)}"
