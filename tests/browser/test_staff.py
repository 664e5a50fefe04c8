"""The staff panel in a real browser: sound at both widths, in Swedish and in English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.staff import scene as building
from tests.staff.conftest import today  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today")]
Sound = Callable[..., None]


@pytest.fixture
def scene() -> building.Scene:
    return building.build(people=14)


@pytest.fixture
def enter(page: Page, live_server: LiveServer, scene: building.Scene) -> Callable[..., None]:
    """Let the browser be a member of staff; `language` is what they read."""

    def be(company: str, role: str, *, language: str = "sv") -> None:
        client = Client()
        client.force_login(scene.staff[company, role])
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )

    return be


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_first_page_and_the_purges_are_sound(
    sound: Sound, enter: Callable[..., None], scene: building.Scene, language: str
) -> None:
    enter("winston", "dpo", language=language)
    run = scene.runs["winston"]
    sound("/admin/", f"stab-oversikt-{language}")
    sound("/admin/gallring/", f"stab-gallringar-{language}")
    sound(f"/admin/gallring/{run.ref}/", f"stab-gallring-{language}")
