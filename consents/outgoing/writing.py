"""The words of a mail: a subject line, plain text and HTML, from three templates in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override
from django.utils.translation.trans_real import get_supported_language_variant

SECRET = re.compile(r"(^|_)(code|link|token)$")
"""The names of values that open something: they go in the mail, and never in what we keep of it."""
CONCEALED = "[…]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """The three parts of a mail."""

    title: str
    text: str
    html: str

    def without_secrets(self, context: Mapping[str, Any]) -> str:
        """Give the plain text as it may be kept: without the codes and links that open something."""
        text = self.text
        for name, value in context.items():
            if SECRET.search(name) and value:
                text = text.replace(str(value), CONCEALED)
        return text


def write(event: str, context: Mapping[str, Any], language: str) -> Letter:
    """Render `emails/<event>/{subject.txt,body.txt,body.html}` in a language.

    What a person wrote is escaped in the HTML and nowhere else; the subject line is one line
    whatever it holds, so that no value adds a header (reliability.md T9).
    """
    with override(language):
        return Letter(
            title=" ".join(_plain(f"emails/{event}/subject.txt", context).split()),
            text=re.sub(r"\n{3,}", "\n\n", _plain(f"emails/{event}/body.txt", context)).strip() + "\n",
            html=get_template(f"emails/{event}/body.html").render(dict(context)).strip() + "\n",
        )


def spoken(language: str) -> str:
    """Give the nearest language we write in; the first of ours when there is none."""
    try:
        return str(get_supported_language_variant(language))
    except LookupError:
        return str(settings.LANGUAGE_CODE)


def _plain(name: str, context: Mapping[str, Any]) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(context), autoescape=False)))
