"""Each setting is documented, and what is documented exists."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from mailintake.addresses import names_in as mailbox_names
from privacyhub.keys import KEYS

ROOT = Path(settings.BASE_DIR)


def _read_by_the_settings() -> set[str]:
    tree = ast.parse((ROOT / "privacyhub" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    of_env = [call for call in calls if isinstance(call.func, ast.Attribute) and _is_env(call.func.value)]
    names = {call.args[0].value for call in of_env if isinstance(call.args[0], ast.Constant)}
    return names | {key.name for key in KEYS}


def _is_env(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "env"


def _documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))


def test_each_setting_is_documented_and_each_documented_one_is_read() -> None:
    assert _read_by_the_settings() == _documented()


@pytest.mark.parametrize("file", ["docker-compose.yml", "Dockerfile"])
def test_the_containers_set_only_what_exists(file: str) -> None:
    of_others = {
        "POSTGRES_USER",
        "POSTGRES_DB",
        "POSTGRES_PASSWORD",
        "PYTHONUNBUFFERED",
        "PYTHONDONTWRITEBYTECODE",
    }
    given = set(re.findall(r"^(?:ENV)?\s+([A-Z_]{3,})[:=]", (ROOT / file).read_text(), re.MULTILINE))
    assert given
    companies = {path.stem.upper() for path in (ROOT / "policies").glob("*.yaml")}
    mailboxes = {f"MAILBOX_{name}_URL" for name in companies & set(mailbox_names(dict.fromkeys(given, "x")))}
    assert {name.removesuffix("_FILE") for name in given - mailboxes} <= _documented() | of_others
