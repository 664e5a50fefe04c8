"""What every test may use. The services themselves are started by `tests/services_plugin.py`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import LazySettings

from privacyhub.services.mail_sink import LOOPBACK, MailSink, mail_sink

# A machine that checks a change searches the same examples each time: what it finds is of the change.
# Everybody else's runs go on searching at random.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    hypothesis.settings.load_profile("ci")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Give each run a database of its own: two runs against one server never meet."""
    from django.db import connections

    settings = connections["default"].settings_dict["TEST"]
    settings["NAME"] = f"test_privacyhub_{os.getpid()}"


@pytest.fixture(autouse=True)
def _forgetful_cache(settings: LazySettings) -> None:
    """Count nobody's log-in attempts from one test to the next: allauth's rate limits live in the cache."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _swedish_first(settings: LazySettings) -> None:
    """Begin in Swedish: a page asked for in English leaves its language with the thread."""
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _heads_of_this_test(settings: LazySettings, tmp_path: Path) -> None:
    """Keep the ledger's signed heads apart: a head of another test would be a second history."""
    settings.LEDGER_HEADS_FILE = tmp_path / "ledger" / "heads.jsonl"


@pytest.fixture
def smtp_sink(settings: LazySettings) -> Iterator[MailSink]:
    """A real SMTP server that Django sends to: `.received`, and `.refuse[address] = "550 ..."`."""
    with mail_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = LOOPBACK, sink.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield sink
