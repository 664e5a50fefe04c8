"""Write a package as pages for people: one in Swedish, one in English, to be read offline without script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import _lru_cache_wrapper, lru_cache
from typing import Any

from django.db import models
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import override

from law.reasons import Code
from register.naming import ORIGIN_NAMES
from register.wording import policy_words
from requests_dsr.package.content import Content
from requests_dsr.package.files.cells import visible
from requests_dsr.package.files.schema import KeptUntil, TablePart
from requests_dsr.package.statement import tables
from requests_dsr.package.words.wording import Wording, is_empty

TABLES_HERE = "<!-- the tables -->"
LONGEST_IN_A_COLUMN = 200  # signs; a column is some thirty signs wide
SAID_BEFORE = 1000
"""So many cells of a table are remembered: days, kinds and sources come again and again."""


def page(content: Content, language: str) -> Iterator[str]:
    """Give a page piece by piece: it is never whole in memory."""
    with override(language):
        frame = render_to_string(
            "package/page.html",
            {
                "part": content.part,
                "language": language,
                "waits": any(kept.waits_for_answer for one in content.part.categories for kept in one.kept),
                "held": any(_is_held(kept) for one in content.part.categories for kept in one.kept),
                "tables_here": TABLES_HERE,
            },
        )
    before, after = frame.split(TABLES_HERE)
    yield before
    wording = Wording(policy_words(content.version, language))
    for table in content.part.tables:
        yield from _table(table, language, wording)
    yield after


def _has_long_texts(table: TablePart) -> bool:
    """Tell whether a table has a text that no column has room for, such as a whole mail."""
    return any(
        len(value if isinstance(value, str) else str(value)) > LONGEST_IN_A_COLUMN
        for row in table.rows
        for value in row.values()
        if isinstance(value, str | list | dict)
    )


def _small(text: str) -> str:
    return f'<p class="small">{text}</p>' if text else ""


def _is_held(kept: KeptUntil) -> bool:
    """Tell whether something beside the request keeps a thing, so that no day can be given yet."""
    return Code.OPEN_DSR in kept.codes and not kept.waits_for_answer


def _table(table: TablePart, language: str, wording: Wording) -> Iterator[str]:
    columns = _model_columns(table.name)
    filled = {name for row in table.rows for name, value in row.items() if not is_empty(value)}
    told = [one for one in table.columns if one.name in filled]
    labels = [_safe(getattr(column.title, language)) for column in told]
    with override(language):
        origins = [_safe(str(ORIGIN_NAMES[column.origin])) for column in told]
    heads = "".join(
        f'<th scope="col">{label}<span>{origin}</span></th>'
        for label, origin in zip(labels, origins, strict=True)
    )
    title, is_long = _safe(getattr(table.title, language)), _has_long_texts(table)
    of_all = origins[0] if is_long and len(set(origins)) == 1 else ""
    if is_long and not of_all:  # a list has no heads that say how a value came to be: its labels do
        labels = [f"{label} ({origin})" for label, origin in zip(labels, origins, strict=True)]
    yield (
        f'<section class="{"rows long" if is_long else "rows"}" id="{_safe(table.name)}">'
        f"<h3>{title} <span>{len(table.rows)}</span></h3>{_small(of_all)}"
        f'<div class="wide" tabindex="0" role="region" aria-label="{title}"><table><thead><tr>{heads}'
        "</tr></thead><tbody>\n"
    )
    names = [column.name for column in told]

    @lru_cache(maxsize=SAID_BEFORE, typed=True)
    def said_once(name: str, value: Any) -> str:
        return _safe(wording.said(name, value, columns.get(name)))

    with override(language):
        for row in table.rows:
            said = (_of(said_once, name, row.get(name)) for name in names)
            cells = "".join(
                f'<td data-l="{label}">{text}</td>' for label, text in zip(labels, said, strict=True)
            )
            yield f"<tr>{cells}</tr>\n"
    yield "</tbody></table></div></section>\n"


def _of(said_once: _lru_cache_wrapper[str], name: str, value: Any) -> str:
    """Say a value; lists and objects, which nothing can be looked up by, afresh."""
    return said_once.__wrapped__(name, value) if isinstance(value, list | dict) else said_once(name, value)


def _model_columns(name: str) -> dict[str, models.Field[Any, Any]]:
    table = next((one for one in tables() if one.name == name), None)
    return {column: table.column(column) for column in table.columns} if table else {}


def _safe(text: str) -> str:
    return str(escape(visible(text)))
