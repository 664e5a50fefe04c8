"""Start what the tests need before Django reads its settings (loaded with `-p`, see pyproject.toml).

A run has a folder, sockets and a database name of its own, so that several runs never meet.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import pytest

from privacyhub.keys import make_missing
from privacyhub.services.embedded import embedded_pair
from privacyhub.services.errors import ServiceError
from privacyhub.services.folders import temporary_folder

_running = contextlib.ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    options = early_config.known_args_namespace
    if not (options.help or options.version):
        try:
            _start()
        except ServiceError as problem:
            raise pytest.UsageError(str(problem)) from problem
    return (yield)


def pytest_unconfigure() -> None:
    _running.close()


def _start() -> None:
    folder = _running.enter_context(temporary_folder())
    folder.chmod(0o711)  # as root without namespaces PostgreSQL runs as `nobody` and must get through
    pair = _running.enter_context(embedded_pair(folder, environ=os.environ, keep=False))
    os.environ |= {
        "DATABASE_URL": pair.database_url,
        "REDIS_URL": pair.redis_url,
        "VAR_DIR": str(folder / "var"),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # playwright's sync API runs inside an event loop
    }
    make_missing(folder / "var" / "keys")
    (folder / "var" / "staticfiles").mkdir(parents=True)  # whitenoise warns when it is missing
