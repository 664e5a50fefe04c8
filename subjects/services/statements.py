"""What a person adds beside a value that we keep as it is (Art. 16): it goes when the value does."""

from __future__ import annotations

from collections.abc import Collection

from subjects.models.base import Stated


def put_statement(row: Stated, field: str, words: str) -> None:
    """Put a locked person's words beside a value; newer words take the older ones' place."""
    row.statements = {**row.statements, field: words}
    row.save(update_fields=["statements"])


def forget_statements(row: Stated, fields: Collection[str]) -> None:
    """Let the words about values go that have been replaced: there is nothing beside which they stand."""
    left = {name: words for name, words in row.statements.items() if name not in fields}
    if left != row.statements:
        row.statements = left
        row.save(update_fields=["statements"])
