"""In a letter's HTML our own addresses can be pressed, and nobody else's."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import mark_safe

from requests_dsr.templatetags.letters import own_links


def linked(text: str) -> str:
    return str(own_links(mark_safe(escape(text))))


def test_our_own_address_can_be_pressed(settings) -> None:
    settings.SITE_URL = "https://hub.example.se"
    page = "https://hub.example.se/winlas/min-profil/"
    assert linked(f"Svara här:\n{page}") == f'Svara här:\n<a href="{page}">{page}</a>'


def test_what_somebody_typed_stays_words(settings) -> None:
    settings.SITE_URL = "https://hub.example.se"
    for text in (
        "Hej https://evil.example.org/",
        "https://hub.example.se.evil.example.org/x",
        "xhttps://hub.example.se/a",
        '<a href="https://hub.example.se/">x</a>',
        "https://hub.example.se@evil.example.org/",
    ):
        assert "<a " not in linked(text), text
