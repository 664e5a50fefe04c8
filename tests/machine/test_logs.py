"""A log line of a fault says its kind and its place, and nothing of the row it was about."""

from __future__ import annotations

import io
import logging

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from tests import factories as make

CANARY = "zqx-kanarie@example.se"


def logged(work) -> str:
    """Run something that fails, and give what the configured formatter writes of it."""
    configured = dict(settings.LOGGING["formatters"]["line"])
    formatter = import_string(configured.pop("class"))(configured["format"])
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("test_logs")
    logger.addHandler(handler)
    try:
        work()
    except Exception:
        logger.exception("something failed")
    finally:
        logger.removeHandler(handler)
    return stream.getvalue()


@pytest.mark.django_db
def test_the_row_a_database_refuses_is_not_in_the_log():
    def twice() -> None:
        first = make.create_subject(email=CANARY)
        with transaction.atomic():
            make.add_identity(first, "email", CANARY)

    with pytest.raises(IntegrityError, match="kanarie"):
        twice()
    said = logged(twice)
    assert "kanarie" not in said
    assert "IntegrityError <- UniqueViolation 23505" in said
    assert "factories.py" in said


def test_what_an_exception_says_is_not_in_the_log():
    def fail() -> None:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise ValueError(f"no {CANARY}") from cause

    said = logged(fail)
    assert "kanarie" not in said
    assert said.endswith("ValueError <- KeyError\n")
