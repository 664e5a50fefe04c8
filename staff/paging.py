"""Lists in pages: a page number that is no number, or too large, gives the nearest page there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50


def paged(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, per_page: int = PER_PAGE
) -> Page[Any]:
    """Give the page that `?sida=` asks for."""
    return Paginator(rows, per_page).get_page(asked(request, "sida")[:9])


def asked(request: HttpRequest, name: str) -> str:
    """Give a word of the address, without what no name of ours contains."""
    return "".join(c for c in request.GET.get(name, "")[:100] if c.isprintable()).strip()
