"""The form of `package.json`, versioned. `access-package.schema.json` is made from it, and a test compares.

manage.py package_schema > requests_dsr/package/access-package.schema.json
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from requests_dsr.package.rows import Rows


class Part(BaseModel):
    """A part of a package: nothing but what is named here."""

    model_config = ConfigDict(extra="forbid", title=None)


class Words(Part):
    """A text in both languages."""

    sv: str
    en: str


class Company(Part):
    """The controller: who answers for the data and how to reach it (Art. 13(1)(a)-(b))."""

    name: str
    dpo_mailbox: str
    website: str
    postal_address: str


class PurposeOf(Part):
    """What a category is used for and on what ground (Art. 15(1)(a); Art. 6)."""

    key: str
    title: Words
    text: Words
    why: Words
    basis: str
    article: Words
    profiling: bool


class KeptUntil(Part):
    """Until when some items of a category are kept, and why (Art. 15(1)(d)). Days are Stockholm dates.

    `retain_until` is the last day kept; both days are null while something without an end keeps it. Where
    that is only a request of the person's own that waits for its answer, as on the day the copy is made,
    `waits_for_answer` says so, and `once_answered` is the last day by the rule that counts then.
    """

    items: int
    action: str = Field(pattern="^(keep|remind|erase|anonymise)$")
    retain_until: str | None
    action_date: str | None
    waits_for_answer: bool
    once_answered: str | None
    codes: list[str]
    reasons: list[Words]


class CategoryPart(Part):
    """One category of data (Art. 15(1)(b)): why, from where, to whom, until when."""

    key: str
    title: Words
    text: Words
    purposes: list[PurposeOf]
    sources: list[Words]
    recipients: list[Words]
    rules: list[Words]
    kept: list[KeptUntil]


class Receiver(Part):
    """A recipient by name (Art. 15(1)(c)), and what protects data outside the EU/EEA (15(2))."""

    name: Words
    kind: Literal["processor", "recipient", "disclosure"]
    country: Words
    categories: list[str]
    data: list[Words] = Field(description="the titles of the categories")
    safeguards: list[Words]
    on: str | None = Field(description="the day of a disclosure, else null")
    ground: str


class Profiling(Part):
    """A use that is profiling, and what it does (Art. 15(1)(h)). No decision is made by it alone."""

    title: Words
    text: Words


class RightPart(Part):
    """Something the person can ask for (Art. 15(1)(e))."""

    title: Words
    text: Words
    article: str


class ColumnPart(Part):
    """A column: its name, what it is called, where its values come from, its category."""

    name: str
    title: Words
    origin: Literal["provided", "observed", "inferred", "third_party"]
    category: str


def _as_rows(given: Any) -> Rows:
    return given if isinstance(given, Rows) else Rows.of(given)


JsonRows = Annotated[Rows, PlainValidator(_as_rows, json_schema_input_type=list[dict[str, Any]])]
"""Rows are JSON already: ten thousand need no second look."""


class TablePart(Part):
    """The person's rows of one table, each an object of column -> value."""

    name: str
    title: Words
    columns: list[ColumnPart]
    rows: JsonRows


class Elsewhere(Part):
    """A category that is not here because a customer decides over it and we are its processor (Art. 28).

    `ask` names the customers the person speaks for; `words` say whom to ask.
    """

    key: str
    title: Words
    text: Words
    ask: list[str]
    words: Words


class LeftOut(Part):
    """A category the person has something of and cannot take along (Art. 20(1)), and why."""

    key: str
    title: Words
    bases: list[str]
    why: Words


class FilePart(Part):
    """A file of the package: its fixed name in it, what it was called, and which row it belongs to."""

    name: str
    original: str
    table: str
    column: str


class Unread(Part):
    """Something that could not be read, and why."""

    what: str
    why: str


class PackagePart(Part):
    """A package. An access package carries all parts; one of portability the tables, and what is left out."""

    format: Literal["privacyhub/package"] = "privacyhub/package"
    version: Literal[2] = 2
    kind: Literal["access", "portability"]
    made_at: str
    as_of: str
    controller: Company
    subject: str = Field(description="our random reference for the person")
    confirmation: Words
    categories: list[CategoryPart]
    left_out: list[LeftOut]
    elsewhere: list[Elsewhere]
    receivers: list[Receiver]
    general_sources: list[Words]
    profiling: list[Profiling]
    rights: list[RightPart]
    authority: Words
    policy_version: int
    tables: list[TablePart]
    files: list[FilePart]
    unread: list[Unread]
    masked_places: int
