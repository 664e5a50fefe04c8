"""Fields whose need depends on another answer: they are not called voluntary, and their hint says when."""

from __future__ import annotations

from typing import TypeVar

from django import forms

AnyField = TypeVar("AnyField", bound=forms.Field)


def depending(field: AnyField) -> AnyField:
    """Mark a field that some answers need; the form itself asks for it in `clean`."""
    field.depends = True  # type: ignore[attr-defined]
    return field


def is_voluntary(field: forms.Field) -> bool:
    """Tell whether a field may always be left empty."""
    return not field.required and not getattr(field, "depends", False)
