"""A website to answer from."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Controller
from cookies.selectors import asked_in
from register.selectors import live_policy
from tests.cookies.companies import ORIGIN, winston

Post = Callable[..., Any]


@pytest.fixture
def company(db: None) -> Controller:
    return winston()


@pytest.fixture
def post() -> Post:
    """Post as a page of a website does: from its origin, as text, without cookies."""

    def send(
        name: str, body: Any, *, site: str = "winston-www", origin: str | None = ORIGIN, **more: Any
    ) -> Any:
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        headers = {**({"origin": origin} if origin else {}), **more.pop("headers", {})}
        client = Client(enforce_csrf_checks=True)
        return client.post(
            f"/cookies/{site}/{name}", data, content_type="text/plain", headers=headers, **more
        )

    return send


@pytest.fixture
def choice(company: Controller) -> Callable[..., dict[str, Any]]:
    """Give what a banner sends for a choice."""

    def told(*categories: str, **other: Any) -> dict[str, Any]:
        version = live_policy(company)
        return {
            "key": str(uuid4()),
            "version": version.number,
            "digest": asked_in(version.pk).digest,
            "categories": list(categories),
            "language": "sv",
            "signal": False,
        } | other

    return told
