"""A company with a mailbox on a real IMAP server, and people who write to it."""

from __future__ import annotations

import pytest

from mailintake.fetching import fetch_one
from mailintake.models import Mail
from tests.factories import noon
from tests.mailintake import imap
from tests.requests_dsr.cases import TODAY, anna, dpo, handler, media
from tests.staff.scene import with_policy

__all__ = ["anna", "dpo", "handler", "media"]
RECEIVED = noon(TODAY.replace(day=20))
NOW = noon(TODAY)


@pytest.fixture
def company(db):
    return with_policy("winston")


@pytest.fixture
def server(tmp_path):
    running = imap.start(folder=tmp_path)
    yield running
    running.stop()


@pytest.fixture
def inbox(server, settings):
    """The server, as the mailbox of Winston."""
    settings.MAILBOXES = {"WINSTON": server.url}
    return server


@pytest.fixture
def fetched(company, inbox):
    """Let mails be received on 20 November and fetched on the 25th; give their rows, the oldest first."""

    def fetch(*mails, at=RECEIVED):
        inbox.fill(*mails, at=at)
        done = fetch_one(controller=company, at=NOW)
        assert done.trouble == "", done
        return list(Mail.objects.order_by("pk"))

    return fetch
