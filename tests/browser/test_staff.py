"""The staff panel in a real browser: sound at both widths, in Swedish and in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests import factories as make
from tests.browser.conftest import hold_to_account, keep_picture
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


@pytest.fixture(autouse=True)
def _nothing_is_refused(page: Page) -> Iterator[None]:
    """Hold the pages to what their own policy of content allows, and their scripts to no fault."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: told.append(str(fault)))
    yield
    assert not told, told


def send(page: Page) -> None:
    """Send the form, and wait until the next page is seen."""
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    page.wait_for_selector("main h1")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_first_page_and_the_purges_are_sound(
    sound: Sound, enter: Callable[..., None], scene: building.Scene, language: str
) -> None:
    enter("winston", "dpo", language=language)
    run = scene.runs["winston"]
    sound("/admin/", f"stab-oversikt-{language}")
    sound("/admin/gallring/", f"stab-gallringar-{language}")
    sound(f"/admin/gallring/{run.ref}/", f"stab-gallring-{language}")
    sound(f"/admin/gallring/{run.ref}/rader/", f"stab-rader-{language}")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_people_and_organisations_are_sound(
    page: Page,
    live_server: LiveServer,
    sound: Sound,
    enter: Callable[..., None],
    scene: building.Scene,
    language: str,
) -> None:
    enter("winston", "dpo", language=language)
    sound("/admin/personer/", f"stab-sok-{language}")
    page.fill("[name=q]", "nyström")
    page.fill("[name=reason]", "R-2026-0147")
    send(page)
    hold_to_account(page, f"stab-traffar-{language}")
    page.click("main table a")
    page.wait_for_selector("main h1.st-big")
    hold_to_account(page, f"stab-person-oppnad-{language}")
    sound(f"/admin/personer/{scene.sara.ref}/", f"stab-person-{language}")
    sound(f"/admin/personer/{scene.sara.ref}/sparra/", f"stab-sparra-{language}")
    page.fill("[name=ground]", "x")
    send(page)
    hold_to_account(page, f"stab-sparra-fel-{language}")
    sound(f"/admin/organisationer/{scene.org.ref}/", f"stab-organisation-{language}")
    sound("/admin/organisationer/", f"stab-organisationer-{language}")
    sound("/admin/sparrar/", f"stab-sparrar-tom-{language}")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_restricted_person_is_sound(
    page: Page,
    live_server: LiveServer,
    sound: Sound,
    enter: Callable[..., None],
    scene: building.Scene,
    language: str,
) -> None:
    block = make.create_block(scene.sara, kind="restriction_art18")
    enter("winston", "dpo", language=language)
    page.goto(f"{live_server.url}/admin/personer/{scene.sara.ref}/")
    page.wait_for_selector("main h1")
    hold_to_account(page, f"stab-skal-{language}")
    page.fill("[name=reason]", "R-2026-0147")
    send(page)
    hold_to_account(page, f"stab-begransad-{language}")
    sound("/admin/sparrar/", f"stab-sparrar-{language}")
    sound(f"/admin/sparrar/{block.decision_ref}/hav/", f"stab-hav-{language}")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_registers_are_sound(
    page: Page, sound: Sound, enter: Callable[..., None], scene: building.Scene, language: str
) -> None:
    enter("winston", "dpo", language=language)
    sound("/admin/policyer/", f"stab-policyer-{language}")
    sound("/admin/policyer/winston/1/", f"stab-policy-{language}")
    sound("/admin/anmarkningar/", f"stab-anmarkningar-{language}")
    sound("/admin/liggaren/", f"stab-liggaren-{language}")
    enter("winston", "admin", language=language)
    sound("/admin/installningar/", f"stab-installningar-{language}")


def test_the_menu_opens_and_closes_by_keyboard_on_a_phone(
    page: Page, live_server: LiveServer, enter: Callable[..., None]
) -> None:
    enter("winston", "dpo")
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{live_server.url}/admin/")
    menu, people = (
        page.get_by_role("button", name="Meny", exact=True),
        page.get_by_role("link", name="Personer"),
    )
    assert not people.is_visible()
    menu.focus()
    page.keyboard.press("Enter")
    people.wait_for(state="visible")
    assert menu.get_attribute("aria-expanded") == "true"
    hold_to_account(page, "stab-meny-360")
    page.get_by_role("button", name="Stäng menyn").press("Enter")
    people.wait_for(state="hidden")


def test_the_language_is_changed_and_one_logs_out_in_the_menu(
    page: Page, live_server: LiveServer, enter: Callable[..., None]
) -> None:
    enter("winston", "dpo")
    page.goto(f"{live_server.url}/admin/gallring/")
    page.locator(".st-user summary").press("Enter")
    hold_to_account(page, "stab-anvandare")
    page.get_by_role("button", name="English").press("Enter")
    page.get_by_role("heading", name="Purges", exact=True).wait_for()
    page.locator(".st-user summary").press("Enter")
    page.get_by_role("button", name="Log out").press("Enter")
    page.wait_for_url(lambda url: "/admin/gallring/" not in url)
    assert page.goto(f"{live_server.url}/admin/").url.count("/konto/login/") == 1  # type: ignore[union-attr]


def test_a_run_is_released_by_keyboard_and_the_page_says_so(
    page: Page, live_server: LiveServer, enter: Callable[..., None], scene: building.Scene
) -> None:
    enter("winston", "dpo")
    page.goto(f"{live_server.url}/admin/gallring/{scene.runs['winston'].ref}/")
    page.get_by_role("button", name="Godkänn alla 30").press("Enter")
    page.get_by_role("status").wait_for()
    assert "Gallringen är godkänd" in page.get_by_role("status").inner_text()
    hold_to_account(page, "stab-godkand")


def test_the_pages_can_be_read_without_scripts(
    browser: Browser, live_server: LiveServer, scene: building.Scene
) -> None:
    client = Client()
    client.force_login(scene.staff["winston", "dpo"])
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
    page = context.new_page()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("/admin/", f"/admin/gallring/{scene.runs['winston'].ref}/", "/admin/personer/"):
            page.goto(f"{live_server.url}{path}")
            assert page.locator("main h1").is_visible()
            assert page.get_by_role("link", name="Personer").is_visible()
        keep_picture(page, f"stab-utan-script-{width}")
    page.fill("[name=q]", "sara.nystrom@example.se")
    page.fill("[name=reason]", "R-2026-0147")
    page.click("main form button[type=submit]")
    assert page.locator("main h1").inner_text() == "Sara Nyström"
    context.close()
