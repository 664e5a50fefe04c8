"""Each kind of request, walked by staff in a real browser: taken in by phone, proposed, decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from law.rights import Right
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State
from tests import factories as make
from tests.browser.conftest import WIDTHS, hold_to_account
from tests.staff import scene as building
from tests.staff.asking import ask, asked_by, proposed, started
from tests.staff.conftest import today  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today")]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """How one right is walked: what is typed when it comes, what is proposed, and how it ends."""

    right: Right
    taken_in: dict[str, str] = field(default_factory=dict)
    proposes: dict[str, str] = field(default_factory=dict)
    ends: State = State.FULFILLED
    at_once: bool = False


WALKS = (
    Walk(right=Right.ACCESS, proposes={"added": "Tjorven", "why": "Smeknamn på en kollega"}),
    Walk(right=Right.PORTABILITY, ends=State.FULFILLED),
    Walk(
        right=Right.RECTIFICATION,
        taken_in={"field_full_name": "Sara Ek", "field_title": "vd"},
        proposes={
            "is_full_name": "ja",
            "is_title": "nej",
            "why_title": "Hon är platschef.",
            "words": "covered",
        },
        ends=State.PARTLY_FULFILLED,
    ),
    Walk(right=Right.ERASURE, ends=State.PARTLY_FULFILLED),
    Walk(right=Right.RESTRICTION, proposes={"granted": "ja", "ground": "18.1.a"}),
    Walk(
        right=Right.OBJECTION,
        taken_in={"purposes": "service_communication"},
        proposes={"upheld_0": "nej", "grounds_0": "Driftlarm måste nå fram."},
        ends=State.REFUSED,
    ),
    Walk(right=Right.CONSENT_WITHDRAWAL, at_once=True),
    Walk(right=Right.SUBPROCESSOR_OVERVIEW, at_once=True),
    Walk(right=Right.COMPLAINT, proposes={"answer": "Vi har rättat rutinen.", "justified": "yes"}),
    Walk(right=Right.OTHER_CONTROLLER, taken_in={"other": "Kommunen"}, at_once=True),
)


@pytest.fixture
def scene(settings: LazySettings, tmp_path: Path) -> building.Scene:
    settings.MEDIA_ROOT = tmp_path / "media"
    found = building.build(due=1, people=2)
    make.create_subject(found.winston, name="Kalle Gren")
    make.create_ticket(found.sara, body="Kalle Gren ringde från 08-123 456 78, och Tjorven svarade.")
    return found


@pytest.fixture
def enter(page: Page, live_server: LiveServer, scene: building.Scene) -> Callable[..., None]:
    """Let the browser be a member of staff at Winston."""

    def be(role: str, *, language: str = "sv", browser: Page = page) -> None:
        client = Client()
        client.force_login(scene.staff["winston", role])
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        browser.context.add_cookies(
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


def look(page: Page, name: str) -> None:
    """Hold the page that is open to what every page must be, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        hold_to_account(page, f"{name}-{width}")


def fill(page: Page, values: dict[str, str]) -> None:
    """Fill in fields by their names, whatever kind they are."""
    for name, value in values.items():
        found = page.locator(f"main [name={name}]")
        kind = found.first.evaluate("e => e.type || e.tagName")
        if kind in ("radio", "checkbox"):
            page.locator(f"main [name={name}][value='{value}']").check()
        elif kind.startswith("select"):
            found.select_option(value)
        else:
            found.fill(value)


def press(page: Page, selector: str) -> None:
    """Press a button, and wait until the next page is seen."""
    with page.expect_navigation():
        page.click(selector)
    page.wait_for_selector("main h1")


@pytest.mark.parametrize("walk", WALKS, ids=[walk.right.value for walk in WALKS])
def test_a_request_is_walked_from_the_telephone_to_its_answer(
    page: Page, live_server: LiveServer, enter: Callable[..., None], scene: building.Scene, walk: Walk
) -> None:
    name = f"begaran-{walk.right}"
    enter("handler")
    page.goto(f"{live_server.url}/admin/begaranden/ny/winston/{walk.right}/?person={scene.sara.ref}")
    fill(page, {"channel": "phone", "received_on": "2026-11-20", "received_at": "16:45"})
    fill(page, {"words": "Jag ringde om det här.", "identity": "call_back", **walk.taken_in})
    look(page, f"{name}-1-ny")
    press(page, "main form button[type=submit]:not([name])")
    found = DataSubjectRequest.objects.get()
    look(page, f"{name}-2-mottagen")
    if not walk.at_once:
        base = f"{live_server.url}/admin/begaranden/{found.ref}"
        page.goto(f"{base}/gor/start/")
        press(page, "main form button[type=submit]")
        page.goto(f"{base}/forslag/")
        fill(page, walk.proposes)
        if walk.proposes:
            press(page, "main button[name=preview]")
        look(page, f"{name}-3-forslag")
        press(page, "main button[name=draft]")
        enter("dpo")
        page.goto(f"{base}/beslut/")
        look(page, f"{name}-4-beslut")
        if page.locator("[name=signed]").count():
            page.check("[name=signed]")
        press(page, "main form:has([name=digest]) button[type=submit]")
        look(page, f"{name}-5-svar")
    found.refresh_from_db()
    assert found.state == walk.ends
    assert found.letters.exists()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_attorneys_copy_is_noted_chosen_sent_back_and_proposed_again(
    page: Page, live_server: LiveServer, enter: Callable[..., None], scene: building.Scene, language: str
) -> None:
    found = ask(scene.sara, identity="")
    base = f"{live_server.url}/admin/begaranden/{found.ref}"
    enter("handler", language=language)
    page.goto(f"{base}/gor/behalf/")
    fill(page, {"method": "power_of_attorney", "requester_name": "Om Bud"})
    fill(page, {"requester_address": "Ombudsgatan 1, 123 45 Ort"})
    look(page, f"ombud-1-{language}")
    press(page, "main form button[type=submit]")
    page.goto(f"{base}/forslag/")
    fill(page, {"delivered": "paper"})
    press(page, "main button[name=preview]")
    look(page, f"ombud-2-forslag-{language}")
    press(page, "main button[name=draft]")
    enter("dpo", language=language)
    page.goto(f"{base}/beslut/")
    look(page, f"ombud-3-beslut-{language}")
    page.goto(f"{base}/gor/send_back/")
    fill(page, {"comment": "Smeknamnet syns.", "mask": "Tjorven"})
    look(page, f"ombud-4-tillbaka-{language}")
    press(page, "main form button[type=submit]")
    enter("handler", language=language)
    page.goto(f"{base}/forslag/")
    look(page, f"ombud-5-igen-{language}")
    assert page.locator("[name=added]").input_value() == "Tjorven"


def test_the_queue_fits_before_its_icons_have_come_and_its_charts_are_drawn_anew(
    page: Page, live_server: LiveServer, enter: Callable[..., None], scene: building.Scene
) -> None:
    asked_by(scene.sara)
    page.route("**/*.woff2", lambda route: route.fulfill(body=b"", content_type="font/woff2"))
    enter("dpo")
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{live_server.url}/admin/begaranden/")
    page.wait_for_selector("main h1")
    page.add_style_tag(content="canvas { width: 900px !important }")
    menu = page.locator("header .material-symbols-outlined", has_text="menu").bounding_box()
    assert menu is not None
    assert menu["width"] <= 24
    hold_to_account(page, "begaran-ko-halvfardig-360")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_queue_and_the_steps_are_sound(
    page: Page,
    live_server: LiveServer,
    enter: Callable[..., None],
    scene: building.Scene,
    language: str,
) -> None:
    late = asked_by(scene.sara)
    DataSubjectRequest.objects.filter(pk=late.pk).update(due_on="2026-11-10", target_on="2026-10-24")
    erasure = started(scene, ask(scene.sara, Right.ERASURE))
    review = proposed(scene, ask(make.create_subject(scene.winston), Right.ACCESS))
    unknown = ask(
        make.create_subject(scene.winston), Right.RECTIFICATION, identity="", proposed={"title": "vd"}
    )
    enter("dpo", language=language)
    base = f"{live_server.url}/admin/begaranden"
    for path, name in (
        ("", "ko"),
        ("ny", "ny"),
        ("ny/winston/erasure", "ny-radering"),
        ("brev", "brev"),
        ("leverantorer/winston", "leverantorer"),
        (f"brev/{late.letters.get().ref}", "brev-utskrift"),
        (f"{late.ref}", "forsenad"),
        (f"{erasure.ref}/forslag", "radering"),
        (f"{erasure.ref}/gor/extend", "forlang"),
        (f"{erasure.ref}/avslag", "avslag"),
        (f"{erasure.ref}/gor/clarify", "fortydliga"),
        (f"{review.ref}", "granskas"),
        (f"{review.ref}/beslut", "beslut"),
        (f"{unknown.ref}", "okand"),
        (f"{unknown.ref}/gor/close_unverified", "gra"),
        (f"{unknown.ref}/person", "person"),
    ):
        page.goto(f"{base}/{path}/" if path else f"{base}/")
        page.wait_for_selector("main h1")
        look(page, f"begaran-{name}-{language}")
    page.goto(f"{live_server.url}/admin/")
    look(page, f"begaran-oversikt-{language}")


def test_an_error_is_said_first_and_leads_to_its_field(
    page: Page, live_server: LiveServer, enter: Callable[..., None], scene: building.Scene
) -> None:
    enter("handler")
    page.goto(f"{live_server.url}/admin/begaranden/ny/winston/objection/")
    fill(page, {"words": "Sluta", "received_on": "2026-11-24", "q": "Nyström"})
    press(page, "main form button[type=submit]:not([name])")
    look(page, "begaran-ny-fel")
    assert page.get_by_role("alert").inner_text().count("\n") >= 3
    assert page.input_value("[name=words]") == "Sluta"


def test_the_whole_way_is_open_without_scripts(
    browser: Browser, live_server: LiveServer, enter: Callable[..., None], scene: building.Scene
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    enter("handler", browser=page)
    page.goto(f"{live_server.url}/admin/personer/{scene.sara.ref}/")
    page.fill("[name=reason]", "Ringde")
    page.click("main form button[type=submit]")
    page.click("text=Ny begäran")
    page.click("main a:has-text('Klagomål')")
    page.check("main [name=channel][value=phone]")
    page.fill("main [name=words]", "Ni ringde på en söndag.")
    page.select_option("main [name=identity]", "call_back")
    page.click("main form button[type=submit]:not([name])")
    page.click("main a:has-text('Börja handlägga')")
    page.click("main form button[type=submit]")
    page.click("main a:has-text('Gör ett förslag till beslut')")
    page.check("main [name=justified][value=yes]")
    page.fill("main [name=answer]", "Det ska inte hända igen.")
    page.click("main button[name=draft]")
    enter("dpo", browser=page)
    page.goto(page.url)
    page.click("main a:has-text('Granska och besluta')")
    page.click("main button:has-text('Besluta: uppfylld')")
    assert "Beslutet är fattat" in page.locator("main [role=status]").inner_text()
    assert DataSubjectRequest.objects.get().state == State.FULFILLED
    context.close()
