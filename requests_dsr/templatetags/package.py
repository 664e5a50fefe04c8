"""How the pages of a package say things: in one of two languages, with nothing hidden in the text."""

from __future__ import annotations

from django import template

from requests_dsr.package.files.cells import visible
from requests_dsr.package.files.schema import Words
from requests_dsr.package.words.wording import day_of, in_words

register = template.Library()


@register.filter
def say(words: Words, language: str) -> str:
    """Give a text in a language."""
    return str(getattr(words, language))


@register.filter
def seen(text: object) -> str:
    """Write out the signs of a text that nobody would see; what is no text is written as one."""
    return visible(str(text))


@register.filter
def hidden(text: str) -> str:
    """Say in the language of the page what stands where something is masked."""
    return in_words(text)


@register.filter
def day_said(text: str) -> str:
    """Write a day of a package as people do; anything else is left as it is."""
    return day_of(text)
