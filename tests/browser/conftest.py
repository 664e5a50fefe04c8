"""A real Chromium against a real server. Without one the tests are skipped, and fail under CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (360, 1280)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none; under CI a missing browser is a failure."""
    if CHROMIUM or os.environ.get("CI") == "true":
        return
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="no chromium found: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's Chromium, headless, without anything that calls home."""
    assert CHROMIUM, "CI needs a browser: apt-get install chromium"
    return {"executable_path": CHROMIUM, "args": ARGS, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """Be a Swede by default; a test asks for English by itself."""
    return {"locale": "sv-SE", "timezone_id": "Europe/Stockholm"}


@pytest.fixture
def sound(page: Page, live_server: LiveServer) -> Callable[..., None]:
    """Open a page at both widths and hold it to what every page must be; `PICTURES=dir` keeps pictures."""

    def look(path: str, name: str, *, status: int = 200) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(f"{live_server.url}{path}")
            assert answer is not None
            assert answer.status == status, f"{path} answered {answer.status}"
            hold_to_account(page, f"{name}-{width}")

    return look


def hold_to_account(page: Page, name: str) -> None:
    """One h1, a title, no sideways scrolling, and nothing that axe finds."""
    keep_picture(page, name)
    assert page.locator("h1").count() == 1, f"{name} has not exactly one h1"
    assert page.title().strip(), f"{name} has no title"
    assert page.locator("html").get_attribute("lang") in {"sv", "en"}
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} is {wide} px too wide"
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def keep_picture(page: Page, name: str) -> None:
    """Save a picture when the environment names a folder for pictures."""
    if folder := os.environ.get("PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def logged_in(page: Page, live_server: LiveServer) -> Callable[[User], None]:
    """Carry a person's session, as after the mailed code."""

    def enter(user: User) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    return enter


@pytest.fixture
def english(page: Page, live_server: LiveServer) -> Callable[[], None]:
    """Read in English from here on."""
    cookie = {"name": "django_language", "value": "en", "url": live_server.url}
    return lambda: page.context.add_cookies([cookie])
