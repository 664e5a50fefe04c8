"""A retention rule as the file writes it; the law that reads it is in `retention/law`.

A category of the hub has its own facts and so its own triggers (`law.shapes.OFFERED`) and codes
(`law.reasons.Code`). A category of the file's own is kept in `subjects.Record`: it may bind any
shape to a day of any name under a code of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from law import statutes
from law.shapes import Shape, When
from register.policyfile.values import Duration, InBoth, Key, Once, Strict, Text

GDPR_APPLIES = date(2018, 5, 25)
"""No policy under the GDPR is older."""

Days = Annotated[int, Field(ge=1, le=730)]

COUNTED = frozenset(
    {Shape.AFTER_EVENT, Shape.AFTER_LAST_ACTIVITY, Shape.WHILE_OPEN_THEN_AFTER, Shape.YEAR_END}
)
"""The shapes that count a period."""

STATUTORY = {"accounting_records": (Shape.YEAR_END, statutes.BOOKKEEPING_YEARS)}
"""The categories whose period is law: the file gives the words and never the number."""


class Notice(Strict):
    """When a person is reminded before the data go, in days; and the shortest notice (RT-5)."""

    leads: Annotated[tuple[Days, ...], Field(min_length=1, max_length=6), Once]
    minimum: Days


class Rule(Strict):
    """When data of a category go, and how that is said to a person.

    `rule` is the company's rule in one sentence, `counting` how the day is reckoned and `before`
    what happens until then. Numbers stand in them as `{period}`, `{leads}` and `{minimum}`.
    """

    shape: Shape
    trigger: Key
    when: When | None = None
    period: Duration | None = None
    notice: Notice | None = None
    reference: InBoth | None = None
    rule: Text
    counting: Text | None = None
    before: Text | None = None

    @property
    def texts(self) -> dict[str, Text]:
        """Give the texts that may hold numbers, by their key."""
        said = {"rule": self.rule, "counting": self.counting, "before": self.before}
        return {key: text for key, text in said.items() if text is not None}
