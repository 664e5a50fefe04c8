"""What a count of rows counts, in words: a table by its model's name, anything else by its own key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.apps import apps
from django.utils.functional import Promise


def counted(counts: Mapping[str, int] | None) -> list[tuple[str, int]]:
    """Give what was counted and how many, most first.

    Templates walk this and never the dictionary: `counts.items` would find a count named `items`.
    """
    given = ((_names().get(key, key.replace("_", " ")), number) for key, number in (counts or {}).items())
    return sorted(((str(name), number) for name, number in given), key=lambda one: (-one[1], one[0]))


@lru_cache(maxsize=1)
def _names() -> dict[str, str | Promise]:
    return {model._meta.db_table: model._meta.verbose_name_plural or "" for model in apps.get_models()}
