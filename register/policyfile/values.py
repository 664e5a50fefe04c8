"""The small values a policy file is made of: texts in two languages, periods, colours, names."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from law.periods import Period

MAX_PERIOD = {"days": 36_500, "months": 1_200, "years": 100}
WHITE_CONTRAST = 4.5


class Strict(BaseModel):
    """A part of the file: unknown keys are refused, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def refuse(why: str) -> PydanticCustomError:
    """Make a fault that says exactly this."""
    return PydanticCustomError("policy", "{why}", {"why": why})


LONGEST_LINE = 400


class Text(Strict):
    """What a person reads, in Swedish and in English; both are required."""

    sv: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
    en: Annotated[str, StringConstraints(min_length=1, max_length=4000)]

    def in_language(self, language: str) -> str:
        """Give the text in `sv` or `en`; any other language reads the English one."""
        return self.sv if language.startswith("sv") else self.en


class Duration(Strict):
    """A length of time as the law counts it, written `24 months`, `7 years` or `30 days`."""

    number: int
    unit: Literal["days", "months", "years"]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value if isinstance(value, dict) else cls._refuse(value)
        match = re.fullmatch(r"([1-9][0-9]{0,5}) (day|month|year)s?", value.strip())
        if match is None:
            return cls._refuse(value)
        number, unit = int(match[1]), f"{match[2]}s"
        if number > MAX_PERIOD[unit]:
            raise refuse(f"{value} is longer than a hundred years; use the shape no_end")
        return {"number": number, "unit": unit}

    @model_serializer
    def _write(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """Write the period as the file does."""
        return f"{self.number} {self.unit if self.number > 1 else self.unit[:-1]}"

    @property
    def law(self) -> Period:
        """Give the period as the law counts it: months (a year is twelve) or days."""
        if self.unit == "days":
            return Period(days=self.number)
        return Period(months=self.number * (12 if self.unit == "years" else 1))

    @property
    def days_at_most(self) -> int:
        """Give the days of the period, counted from an ordinary first of January."""
        return (self.law.after(date(2026, 1, 1)) - date(2026, 1, 1)).days

    def shorter_than(self, other: Duration) -> bool:
        """Tell whether this one ends first."""
        return self.days_at_most < other.days_at_most

    @staticmethod
    def _refuse(value: Any) -> Any:
        raise refuse(f"{value!r:.60} is no period; write a whole number and days, months or years: 24 months")


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)+", value):
        raise refuse(f"{value!r:.60} is no e-mail address")
    return value


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise refuse(f"{value!r:.60} is no web address; it begins with https://")
    return value


def _origin(value: str) -> str:
    """Take an address as browsers spell an origin: plain http is for a machine's own tests."""
    if not re.fullmatch(r"(https://[a-z0-9.-]+|http://(localhost|127\.0\.0\.1))(:[0-9]{1,5})?", value):
        raise refuse(f"{value!r:.60} is no origin; write https:// and the host alone: https://www.example.se")
    return value


def _colour(value: Any) -> Any:
    if value is None:
        raise refuse("there is no colour here; # begins a comment, so write it within quotes: '#0b4a6f'")
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise refuse(f"{value!r:.60} is no colour; write six hexadecimal digits within quotes: '#0b4a6f'")
    return value.lower()


def _dark_on_white(value: str) -> str:
    ratio = contrast_on_white(value)
    if ratio < WHITE_CONTRAST:
        raise refuse(
            f"{value} has a contrast of {ratio:.2f}:1 on white; text needs {WHITE_CONTRAST}:1 (WCAG 1.4.3)"
        )
    return value


def contrast_on_white(colour: str) -> float:
    """Give the WCAG 2.2 contrast of a colour such as `#0b4a6f` on white, from 1 to 21."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _day(value: Any) -> Any:
    """Take a day as text only: numbers would be read as seconds since 1970."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, date):
        return value
    raise refuse(f"{value!r:.60} is no day; write year-month-day: 2026-11-23")


def _in_both(value: Any) -> Any:
    if isinstance(value, str):
        if not value:
            raise refuse("is empty; write a text")
        return {"sv": value, "en": value}
    if isinstance(value, dict | Text):
        return value
    raise refuse("expected text, or one in each language: {sv: ..., en: ...}")


def _on_a_line(text: Text) -> Text:
    if max(len(text.sv), len(text.en)) > LONGEST_LINE:
        raise refuse(f"is longer than {LONGEST_LINE} characters")
    return text


def _as_written(text: Text) -> str | dict[str, str]:
    return text.sv if text.sv == text.en else {"sv": text.sv, "en": text.en}


def _not_twice(values: tuple[Any, ...]) -> tuple[Any, ...]:
    twice = {str(value) for value in values if values.count(value) > 1}
    if twice:
        raise refuse(f"{', '.join(sorted(twice))} is said twice")
    return values


Day = Annotated[date, BeforeValidator(_day)]
Email = Annotated[str, AfterValidator(_email)]
Url = Annotated[str, AfterValidator(_url)]
WebOrigin = Annotated[str, AfterValidator(_origin)]
Colour = Annotated[str, BeforeValidator(_colour)]
BrandColour = Annotated[str, BeforeValidator(_colour), AfterValidator(_dark_on_white)]
CookieName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,80}\*?$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LINE)]
InBoth = Annotated[Text, BeforeValidator(_in_both), AfterValidator(_on_a_line), PlainSerializer(_as_written)]
"""A name or a citation: a line where it is the same in both languages, else `{sv: ..., en: ...}`."""
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,62}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", max_length=40)]
Once = AfterValidator(_not_twice)
