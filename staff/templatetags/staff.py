"""Small marks of the staff pages: an icon, a labelled tag, a number, a sentence for a code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from staff.wording.actions import action_word
from staff.wording.reasons import because, sentence, why_due

register = template.Library()
register.filter("because", because)
register.filter("sentence", sentence)
register.filter("why_due", why_due)
register.filter("action_word", action_word)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon that says nothing a word beside it does not say."""
    return format_html('<span class="material-symbols-outlined" aria-hidden="true">{}</span>', name)


@register.simple_tag
def tag(kind: str, symbol: str, words: Any) -> SafeString:
    """Write a coloured tag: always an icon and a word."""
    return format_html('<span class="st-tag {}">{}{}</span>', kind, icon(symbol), words)


@register.filter
def n(value: int | None) -> str:
    """Write a number with its thousands apart."""
    return "" if value is None else number_format(value, force_grouping=True)


@register.filter
def day(value: date | None) -> str:
    """Write a day as a person says it: 24 november 2028."""
    return date_format(value, "j F Y") if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """Write an instant in Stockholm time: 24 november 2028 kl. 01.04."""
    return date_format(localtime(value), _("j F Y \\k\\l. H.i")) if value else ""


@register.filter
def codes(reasons: Iterable[str]) -> str:
    """Write the codes behind a sentence."""
    return " · ".join(reasons)


@register.filter
def keyed(values: dict[Any, Any], key: Any) -> Any:
    """Look something up in a template."""
    return values.get(key, "")
