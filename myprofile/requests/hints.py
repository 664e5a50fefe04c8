"""A choice in a list: what it is called, and a line under it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Choice:
    """A choice's name and its hint."""

    title: str | Promise
    hint: str | Promise = ""

    def __str__(self) -> str:
        return str(self.title)
