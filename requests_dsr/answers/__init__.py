"""How each right is answered: what is proposed, what is carried out with the decision, and after it."""

from __future__ import annotations

from law.rights import Right
from requests_dsr.answers.base import Answer, Choices, FactsMoved, Plan
from requests_dsr.answers.complaint import ComplaintAnswer
from requests_dsr.answers.copies import CopyAnswer
from requests_dsr.answers.erasure import ErasureAnswer
from requests_dsr.answers.objection import ObjectionAnswer
from requests_dsr.answers.rectification import RectificationAnswer
from requests_dsr.answers.restriction import RestrictionAnswer

ANSWERS: dict[Right, Answer] = {
    Right.ACCESS: CopyAnswer("access"),
    Right.PORTABILITY: CopyAnswer("portability"),
    Right.ERASURE: ErasureAnswer(),
    Right.RECTIFICATION: RectificationAnswer(),
    Right.RESTRICTION: RestrictionAnswer(),
    Right.OBJECTION: ObjectionAnswer(),
    Right.COMPLAINT: ComplaintAnswer(),
}
"""Rights that are drafted and reviewed. The others are answered in one step (`services.fast_lane`)."""

__all__ = ["ANSWERS", "Answer", "Choices", "FactsMoved", "Plan"]
