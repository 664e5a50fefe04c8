"""Every deed that the ledger may hold has words: nobody reads a name from the code (design.md 6)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from connectors.models import NoticeState
from consents.services.answers import VERB
from mailintake.models import Outcome
from staff.wording.deeds import deed_words

DEED = re.compile(r"[a-z_]+\.[a-z_]+")
MADE = sorted(
    {f"recipient.{state}" for state in NoticeState.values if state != NoticeState.PENDING}
    | {f"consent.{verb}" for verb in VERB.values()}
    | {f"mail.{outcome}" for outcome in Outcome.values if outcome != Outcome.DUPLICATE}
)
"""Deeds whose names are put together; a mail that came twice is told of by its first."""


def sources() -> Iterator[ast.Module]:
    """Give the modules of our apps that write in the ledger."""
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if settings.BASE_DIR not in folder.parents or ".venv" in folder.parts:
            continue
        for path in sorted(folder.rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if "from ledger.services import" in text and "record" in text:
                yield ast.parse(text)


def written() -> set[str]:
    """Give the names of deeds in them: the words with a dot that name no kind of object."""
    found = set()
    for module in sources():
        kinds = {
            id(one.value)
            for one in ast.walk(module)
            if isinstance(one, ast.keyword) and one.arg in ("object_type", "kind")
        }
        for one in ast.walk(module):
            text = one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else ""
            if DEED.fullmatch(text) and id(one) not in kinds:
                found.add(text)
    return {one for one in found if one.split(".")[0] not in apps.all_models}


@pytest.mark.parametrize("deed", sorted({*written(), *MADE}))
def test_a_deed_has_words(deed: str) -> None:
    assert deed_words(deed) != deed


def test_the_deeds_are_found() -> None:
    assert {"statement.keep", "request.archive", "address_change.confirm"} <= written()
