"""Every text of our own that wants a translation, found without gettext's xgettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

# Which argument is the text; the one before it, where there is one, is its context.
TEXT_AT = {"_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0}
TEXT_AT |= {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 1, "npgettext_lazy": 1}

_LITERAL = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# What Django makes of a template: calls with quoted texts, and anything between them blanked out.
TEMPLATE_CALL = re.compile(rf"\b(\w*gettext|_)\((u?{_LITERAL}(?:, u?{_LITERAL})*)")


class Text(NamedTuple):
    """A text with its context (None for most) and the place where it stands."""

    context: str | None
    msgid: str
    place: str


def own_texts() -> Iterator[Text]:
    """Find the texts of every app of the project and of its templates."""
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder.parent == settings.BASE_DIR:
            for source in sorted(folder.rglob("*.py")):
                yield from texts_of_code(source)
    for source in sorted((settings.BASE_DIR / "templates").rglob("*.*")):
        yield from texts_of_template(source)


def texts_of_code(source: Path) -> Iterator[Text]:
    """Find the texts of a Python file."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and (name := _called(node.func)) in TEXT_AT:
            arguments = [part.value for part in node.args if isinstance(part, ast.Constant)]
            yield from _text(name, arguments, f"{source}:{node.lineno}")


def texts_of_template(source: Path) -> Iterator[Text]:
    """Find the texts of a template: tags, blocks and `_("...")` in expressions."""
    as_code = templatize(source.read_text(encoding="utf-8"), origin=str(source))
    for call in TEMPLATE_CALL.finditer(as_code):
        arguments = ast.literal_eval(f"[{call[2]}]")
        yield from _text(call[1], arguments, str(source))


def _called(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _text(name: str, arguments: Sequence[object], place: str) -> Iterator[Text]:
    at = TEXT_AT.get(name, 0)
    if len(arguments) > at and all(isinstance(part, str) for part in arguments[: at + 1]):
        yield Text(str(arguments[0]) if at else None, str(arguments[at]), place)
