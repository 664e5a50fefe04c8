"""Small marks of the staff pages: an icon, a labelled tag, a number, a sentence for a code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from register.templatetags.when import clock, clock_short, day
from register.wording.counts import counted
from retention.wording import action_word
from staff.depending import is_voluntary
from staff.masking import masked_name
from staff.wording.deeds import ROLES, deed_words
from staff.wording.findings import finding_kind
from staff.wording.reasons import because, why_due
from staff.wording.requests import masked_kind
from staff.wording.until import until

register = template.Library()
register.filter("counted", counted)
register.filter("deed_words", deed_words)
register.filter("because", because)
register.filter("finding_kind", finding_kind)
register.filter("masked_name", masked_name)
register.filter("masked_kind", masked_kind)
register.filter("is_voluntary", lambda field: is_voluntary(field.field))
register.filter("until", until)
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


for written in (day, clock, clock_short):
    register.filter(written)


@register.filter
def codes(reasons: Iterable[str]) -> str:
    """Write the codes behind a sentence."""
    return " · ".join(reasons)


@register.filter
def keyed(values: dict[Any, Any], key: Any) -> Any:
    """Look something up in a template."""
    return values.get(key, "")


@register.filter
def is_group(field: BoundField) -> bool:
    """Tell a field of several boxes, which stands in a fieldset."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def is_box(field: BoundField) -> bool:
    """Tell a single box, which stands before its words."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def role_word(role: str) -> str:
    """Say a role."""
    return str(ROLES.get(role, role))


@register.simple_tag
def named(names: dict[tuple[str, int], Any], item: Any) -> Any:
    """Give what an item is called, where somebody may read it."""
    return names.get((item.category, item.key.item_id))


@register.filter
def said(finding: dict[str, str]) -> str:
    """Say a finding that is stored with a policy version in the language of the page."""
    return finding["sv" if (get_language() or "sv").startswith("sv") else "en"]


@register.filter
def when(task: Any) -> str:
    """Say when the clock does a task: at a time of day, or every so many seconds."""
    if task.crontab and task.crontab.hour.isdigit() and task.crontab.minute.isdigit():
        return _("varje dag %(hour)02d.%(minute)02d") % {
            "hour": int(task.crontab.hour),
            "minute": int(task.crontab.minute),
        }
    if task.interval:
        return _every(task.interval)
    return str(task.crontab or "–")


def _every(interval: Any) -> str:
    """Say how often in the unit that people use: ten minutes, not 600 seconds."""
    seconds = round(interval.schedule.run_every.total_seconds())
    if seconds % 60:
        return _("var %(n)d:e sekund") % {"n": seconds}
    minutes = seconds // 60
    return ngettext("varje minut", "var %(n)d:e minut", minutes) % {"n": minutes}


@register.filter
def spaced(codes: str) -> str:
    """Let a list of codes break between them."""
    return codes.replace(",", ", ")
