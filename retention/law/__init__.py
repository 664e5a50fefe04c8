"""The law of retention: facts and a day in; keep, remind or erase out, with its date and reasons.

Pure functions (design.md 3, domain.md 3): no Django, no clock, no settings.

    decide(category, facts, as_of, policy) -> RetentionDecision      one unit
    evaluate(facts, as_of, policy) -> Evaluation                     a whole person
    next_look(category, facts, as_of, policy) -> date | None         when the answer may change
"""

from law.dated import LawIsSilent
from law.periods import Period
from law.reasons import Code, Reason
from law.shapes import Effect, Shape, Trigger, UnpaidScope, When
from retention.law.blocks import BEYOND_ALL, RESIDUAL
from retention.law.deciding import decide
from retention.law.decision import Action, Evaluation, RetentionDecision
from retention.law.evaluating import evaluate
from retention.law.facts import Facts
from retention.law.looks import next_look
from retention.law.policy import LawIsTorn, RetentionPolicy
from retention.law.rule import Notice, Rule, RuleIsUnfit

__all__ = [
    "BEYOND_ALL",
    "RESIDUAL",
    "Action",
    "Code",
    "Effect",
    "Evaluation",
    "Facts",
    "LawIsSilent",
    "LawIsTorn",
    "Notice",
    "Period",
    "Reason",
    "RetentionDecision",
    "RetentionPolicy",
    "Rule",
    "RuleIsUnfit",
    "Shape",
    "Trigger",
    "UnpaidScope",
    "When",
    "decide",
    "evaluate",
    "next_look",
]
