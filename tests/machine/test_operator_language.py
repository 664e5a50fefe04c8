"""What commands print follows the operator's locale."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

from privacyhub.operator_language import operators_language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "sv_SE.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "sv_FI", "LANG": "C"}, "sv"),
    ],
    ids=["none", "plain", "swedish", "all wins", "empty is not set"],
)
def test_the_first_locale_variable_that_is_set_decides(environ: dict[str, str], language: str) -> None:
    assert operators_language(environ) == language


@pytest.mark.parametrize(
    ("locale", "word"),
    [("sv_SE.UTF-8", "saknas i den publicerade"), ("C.UTF-8", "is missing in the published")],
)
def test_a_command_speaks_the_operators_language(locale: str, word: str) -> None:
    said = subprocess.run(
        [sys.executable, "manage.py", "check_policy", "policies/winlas.yaml"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"LC_ALL": locale},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert word in said.stdout
