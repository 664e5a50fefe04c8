"""How the pages of a package say things: in one of two languages, with nothing hidden in the text."""

from __future__ import annotations

from django import template

from requests_dsr.package.cells import visible
from requests_dsr.package.schema import Words

register = template.Library()


@register.filter
def say(words: Words, language: str) -> str:
    """Give a text in a language."""
    return str(getattr(words, language))


@register.filter
def seen(text: str) -> str:
    """Write out the signs of a text that nobody would see."""
    return visible(text)
