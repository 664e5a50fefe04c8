"""Where the value of a field comes from: a column, a text, a template, or a sum from another file."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from register.policyfile.values import Strict, refuse

NAMED = re.compile(r"\{([^{}]*)\}")
DATE_PARTS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{2})", "DD": r"(?P<day>\d{2})",
              "M": r"(?P<month>\d{1,2})", "D": r"(?P<day>\d{1,2})",
              "hh": r"(?P<hour>\d{2})", "mm": r"(?P<minute>\d{2})", "ss": r"(?P<second>\d{2})"}  # fmt: skip
DATE_TOKEN = re.compile("YYYY|MM|DD|M|D|hh|mm|ss")


def date_pattern(form: str) -> str:
    """Turn `DD/MM/YYYY` into a regular expression with named groups."""
    parts, at = [], 0
    for token in DATE_TOKEN.finditer(form):
        parts += [re.escape(form[at : token.start()]), DATE_PARTS[token[0]]]
        at = token.end()
    return "".join([*parts, re.escape(form[at:])])


def _date_form(value: Any) -> Any:
    try:
        names = set(re.compile(date_pattern(str(value))).groupindex)
    except re.error:
        names = set()
    if not {"year", "month", "day"} <= names:
        raise refuse(f"{value!r} is no form of a date; write it with YYYY, MM and DD: YYYY-MM-DD, D/M/YYYY")
    return value


DateForm = Annotated[str, BeforeValidator(_date_form)]


class Condition(Strict):
    """When something holds for a row; several conditions hold together."""

    filled: str | None = None
    empty: str | None = None
    column: str | None = None
    is_one_of: tuple[str, ...] = ()
    every: Annotated[int | None, Field(ge=2, le=1_000_000)] = None
    of: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Condition:
        if bool(self.column) != bool(self.is_one_of):
            raise refuse("column and is_one_of go together")
        if (self.every is None) != (self.of is None):
            raise refuse("every and of go together: every: 3, of: order_id is every number divisible by 3")
        if not (self.filled or self.empty or self.column or self.every):
            raise refuse("a condition needs filled, empty, column with is_one_of, or every with of")
        return self

    @property
    def columns(self) -> set[str]:
        """Name the columns it looks at."""
        return {name for name in (self.filled, self.empty, self.column, self.of) if name}


class Value(Strict):
    """Where a value comes from; a bare word is the name of a column."""

    column: str | None = None
    text: str | None = None
    template: str | None = None
    join: str | None = None
    otherwise: Value | None = None
    words: dict[str, str] | None = None
    lower: bool = False
    dates: DateForm | None = None
    shift_years: Annotated[int | None, Field(ge=-200, le=200)] = None
    plus_days: Annotated[int, Field(ge=-36_500, le=36_500)] = 0

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one(self) -> Value:
        said = [name for name in ("column", "text", "template", "join") if getattr(self, name) is not None]
        if len(said) != 1:
            raise refuse("say exactly one of column, text, template and join")
        if self.template is not None and not NAMED.findall(self.template):
            raise refuse("a template names columns within braces: '{customer_id}@example.se'; else use text")
        return self

    @property
    def columns(self) -> set[str]:
        """Name the columns it reads, those of its fallback too."""
        own = {self.column} if self.column else set(NAMED.findall(self.template or ""))
        return own | (self.otherwise.columns if self.otherwise else set())

    @property
    def joins(self) -> set[str]:
        """Name the joins it reads."""
        own = {self.join} if self.join else set()
        return own | (self.otherwise.joins if self.otherwise else set())
