"""The language of the terminal: the operator's own, as every other program on the machine chooses it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX: the first one that is set decides


def operators_language(environ: Mapping[str, str]) -> str:
    """Give `sv` where the locale is Swedish, else `en`, which the commands' own help is written in."""
    locale = next((environ[name] for name in LOCALE_VARIABLES if environ.get(name)), "")
    return "sv" if locale.lower().startswith("sv") else "en"


def speak_to_the_operator(environ: Mapping[str, str]) -> None:
    """Let what this process prints be in the operator's language; mails and pages choose their own."""
    translation.activate(operators_language(environ))
