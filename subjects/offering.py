"""Let a field of a form choose among what is there, each with its name and a line under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise


@dataclass(frozen=True)
class Option:
    """A choice's name and its hint."""

    title: str | Promise
    hint: str | Promise = ""

    def __str__(self) -> str:
        return str(self.title)


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Set what a field of a form chooses among; the form has to have such a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), name
    field.choices = list(choices)
