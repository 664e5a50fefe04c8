"""The cookie banner as a visitor meets it: on a page of another origin, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from cookies.models import CookieChoice
from law.calendar import add_months, stockholm_day
from subjects.models import WebVisit
from tests.browser.conftest import WIDTHS, hold_to_account, keep_picture
from tests.cookies.companies import company_with, content_of, winston
from tests.cookies.other_sites import Served, third_party, website
from tests.factories import create_staff
from tests.myprofile.people import make_policy

pytestmark = pytest.mark.django_db(transaction=True)

STRICT = (
    "default-src 'none'; script-src {hub} {third}; style-src 'self' {hub}; connect-src {hub}; "
    "img-src data:; base-uri 'none'; form-action 'none'"
)
"""What docs/cookies.md asks of a page with a strict policy, and the tracker the company chose to have."""


@dataclass
class World:
    """A website, the hub it links to, and a third party."""

    site: Served
    third: Served
    hub: str


@pytest.fixture
def world(live_server: LiveServer) -> Iterator[World]:
    with website() as site, third_party() as third:
        site.words = {"hub": live_server.url, "third": third.url}
        site.headers = {"Content-Security-Policy": STRICT.format(**site.words)}
        winston(site.url)
        yield World(site, third, live_server.url)


@pytest.fixture
def banner(page: Page) -> Locator:
    return page.locator("#cc-main .cm")


def open_page(page: Page, world: World, path: str = "/") -> None:
    with page.expect_response(lambda answer: answer.url.endswith("/banner.js")):
        page.goto(world.site.url + path)
    settle(page)


def settle(page: Page) -> None:
    """Wait for what a page does by itself; Playwright calls no page idle that left a post alive."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(400)


def press(page: Page, name: str, *, stored: bool = True) -> None:
    """Press a button of the banner, and wait until the hub has answered."""
    if not stored:
        page.get_by_role("button", name=name, exact=True).click()
        return
    with page.expect_response(lambda answer: answer.url.endswith("/val")) as told:
        page.get_by_role("button", name=name, exact=True).click()
    assert told.value.ok, told.value.text()
    settle(page)


def test_nothing_is_fetched_set_or_told_before_the_choice(page: Page, world: World, banner: Locator) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    faults: list[str] = []
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    open_page(page, world)
    expect(banner).to_be_visible()
    assert world.third.asked == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    away = sorted(url.split("?")[0] for url in requests if not url.startswith((world.site.url, "data:")))
    script = f"{world.hub}/cookies/winston-www/banner"
    assert away == [f"{script}.css", f"{script}.js"]
    assert not CookieChoice.objects.exists()
    assert not WebVisit.objects.exists()
    assert faults == []


def test_a_yes_loads_what_waited_and_counts_the_visit(page: Page, world: World) -> None:
    open_page(page, world)
    press(page, "Ja till alla")
    assert sorted(world.third.asked) == ["/advert.js", "/track.js"]
    choice = CookieChoice.objects.get()
    assert (choice.act, choice.categories) == ("all", ["statistics", "marketing"])
    visit = WebVisit.objects.get()
    assert (visit.path, visit.site, visit.ip_masked) == ("/", world.site.url[7:], "127.0.0.0")
    open_page(page, world, "/kontakt.html?kund=850709-9805")
    assert world.third.asked.count("/track.js") == 2
    assert sorted(WebVisit.objects.values_list("path", flat=True)) == ["/", "/kontakt.html"]


def test_a_no_is_stored_and_loads_nothing(page: Page, world: World, banner: Locator) -> None:
    open_page(page, world)
    press(page, "Nej till alla")
    expect(banner).to_be_hidden()
    choice = CookieChoice.objects.get()
    assert (choice.act, choice.categories, choice.gpc) == ("none", [], False)
    open_page(page, world)
    expect(banner).to_have_count(0)
    assert world.third.asked == []
    assert not WebVisit.objects.exists()


def test_yes_and_no_are_the_same_button(page: Page, world: World) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        open_page(page, world)
        no, yes = (
            page.get_by_role("button", name=name, exact=True) for name in ("Nej till alla", "Ja till alla")
        )
        expect(yes).to_be_in_viewport(ratio=1)
        expect(no).to_be_in_viewport(ratio=1)
        sizes = [(box["width"], box["height"]) for box in (no.bounding_box(), yes.bounding_box()) if box]
        assert abs(sizes[0][0] - sizes[1][0]) < 0.6
        assert sizes[0][1] == sizes[1][1]
        assert looks(no) == looks(yes)
        assert page.evaluate(
            "[...document.querySelectorAll('#cc-main button')].map(b => b.textContent).slice(0, 2)"
        ) == ["Nej till alla", "Ja till alla"]


def looks(button: Locator) -> dict[str, str]:
    """Give everything computed about a button's looks but its place."""
    return dict(
        button.evaluate(
            """node => { const style = getComputedStyle(node);
            return Object.fromEntries(['color', 'backgroundColor', 'borderTopColor', 'borderTopWidth',
                'fontSize', 'fontWeight', 'fontFamily', 'textDecorationLine', 'opacity', 'boxShadow',
                'borderRadius', 'padding', 'minHeight', 'textTransform']
                .map(name => [name, style[name]])); }"""
        )
    )


def test_the_groups_stand_in_the_first_layer_and_none_is_ticked(
    page: Page, world: World, banner: Locator
) -> None:
    open_page(page, world)
    for title in ("Nödvändiga", "Statistik", "Marknadsföring"):
        expect(banner.get_by_role("checkbox", name=title)).to_be_visible()
    expect(banner).to_contain_text(
        "Ja, Winston får räkna mina besök på den här webbplatsen med Google Analytics"
    )
    expect(banner).to_contain_text("Sparas i 26 månader")
    asked = banner.locator("input:not([disabled])")
    assert [box.is_checked() for box in asked.all()] == [False, False]
    banner.get_by_role("checkbox", name="Marknadsföring").check()
    press(page, "Spara mitt val")
    assert CookieChoice.objects.get().categories == ["marketing"]
    assert world.third.asked == ["/advert.js"]


def test_taking_back_is_as_easy_as_giving_and_removes_the_cookies(
    page: Page, world: World, banner: Locator
) -> None:
    open_page(page, world)
    press(page, "Ja till alla")
    assert {cookie["name"] for cookie in page.context.cookies()} == {"cookie_choice", "_ga", "basket"}
    world.third.asked.clear()
    page.get_by_role("link", name="Kakor – ändra ditt val").click()
    expect(banner).to_contain_text("Du har sagt ja till: statistik, marknadsföring.")
    assert [box.is_checked() for box in banner.locator("input:not([disabled])").all()] == [True, True]
    with page.expect_event("load"):
        press(page, "Nej till alla", stored=False)
    settle(page)
    expect(page.get_by_role("link", name="Kakor – ändra ditt val")).to_be_visible()
    assert {cookie["name"] for cookie in page.context.cookies()} == {"cookie_choice", "basket"}
    assert world.third.asked == []
    given, taken = CookieChoice.objects.order_by("id")
    assert (given.act, taken.act) == ("all", "none")
    assert given.ends_at == taken.at
    assert given.visitor_key == taken.visitor_key


def test_a_reopened_banner_can_be_left_as_it_was(page: Page, world: World, banner: Locator) -> None:
    open_page(page, world, "/kontakt.html")
    press(page, "No to all")
    page.get_by_role("link", name="Cookies").click()
    expect(banner).to_contain_text("You said no to all.")
    press(page, "Close without changing", stored=False)
    expect(banner).to_be_hidden()
    page.get_by_role("link", name="Cookies").press("Enter")
    expect(banner).to_be_visible()
    page.keyboard.press("Escape")
    expect(banner).to_be_hidden()
    assert CookieChoice.objects.count() == 1


def test_a_choice_is_made_with_the_keyboard_and_nobody_is_caught(
    page: Page, world: World, banner: Locator
) -> None:
    open_page(page, world)
    expect(banner.get_by_role("button", name="Nej till alla")).to_be_visible()
    reached = tabbed(page, banner, "Tab")
    assert reached == [
        "Läs om våra kakor", "statistics", "marketing", "Nej till alla", "Ja till alla", "Spara mitt val", "",
    ]  # fmt: skip
    banner.get_by_role("link").focus()
    assert tabbed(page, banner, "Shift+Tab")[-1] == "", "focus is held in the banner"
    banner.get_by_role("button", name="Nej till alla").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/val")):
        page.keyboard.press("Enter")
    expect(banner).to_be_hidden()


def tabbed(page: Page, banner: Locator, key: str) -> list[str]:
    """Press a key until focus leaves the banner, ten times at most; give what was reached, "" outside it."""
    reached: list[str] = []
    while len(reached) < 10 and "" not in reached:
        page.keyboard.press(key)
        reached.append(
            banner.evaluate(
                """node => { const on = document.activeElement;
                return node.contains(on) ? (on.tagName === 'INPUT' ? on.value : on.textContent) : ''; }"""
            )
        )
    return reached


SIGNAL = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {value: true})"


@pytest.fixture
def followed_by_nobody(context: BrowserContext) -> None:
    """Be a browser that sends Sec-GPC: the header, and what scripts may read."""
    context.set_extra_http_headers({"Sec-GPC": "1"})
    context.add_init_script(SIGNAL)


@pytest.mark.usefixtures("followed_by_nobody")
def test_a_browser_that_asks_not_to_be_followed_has_said_no_and_is_not_asked(
    page: Page, world: World, banner: Locator
) -> None:
    open_page(page, world)
    expect(banner).to_be_hidden()
    choice = CookieChoice.objects.get()
    assert (choice.act, choice.categories, choice.gpc) == ("signal", [], True)
    open_page(page, world)
    assert CookieChoice.objects.count() == 1
    assert world.third.asked == []
    page.get_by_role("link", name="Kakor – ändra ditt val").click()
    expect(banner).to_contain_text("Din webbläsare ber oss att inte följa dig")
    banner.get_by_role("checkbox", name="Statistik").check()
    press(page, "Spara mitt val")
    assert world.third.asked == ["/track.js"]
    open_page(page, world)
    later = CookieChoice.objects.order_by("id").last()
    assert later is not None
    assert (later.act, later.categories, later.gpc) == ("chosen", ["statistics"], True)
    assert CookieChoice.objects.count() == 2


def test_a_signal_that_comes_later_takes_back_an_earlier_yes(page: Page, world: World) -> None:
    open_page(page, world)
    press(page, "Ja till alla")
    page.context.add_init_script(SIGNAL)
    world.third.asked.clear()
    page.goto(world.site.url)
    settle(page)
    settle(page)  # the page loads again: what ran because of the yes is to stop
    assert [choice.act for choice in CookieChoice.objects.order_by("id")] == ["all", "signal"]
    world.third.asked.clear()
    open_page(page, world)
    assert world.third.asked == []


def test_without_scripts_nothing_loads(browser: Browser, world: World) -> None:
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto(world.site.url)
    settle(page)
    assert page.get_by_role("heading", name="Bok och band").is_visible()
    assert world.third.asked == []
    page.goto(world.site.url + "/kontakt.html")
    page.get_by_role("link", name="Cookies").click()
    expect(page.locator("h1")).to_have_text("Så använder Winston kakor")
    context.close()


def test_other_words_ask_again_and_a_new_version_with_the_same_words_does_not(
    page: Page, world: World, banner: Locator
) -> None:
    open_page(page, world)
    press(page, "Ja till alla")
    content = content_of()
    content["websites"]["www"]["origin"] = world.site.url
    content["news"]["sv"] = "Något annat är nytt."
    company_with(content)
    page.context.clear_cookies(name="_ga")
    world.third.asked.clear()
    open_page(page, world)
    expect(banner).to_have_count(0)
    assert sorted(world.third.asked) == ["/advert.js", "/track.js"]
    content["cookies"]["statistics"]["text"]["sv"] = "Räknar besök, och hur länge de varar."
    company_with(content)
    world.third.asked.clear()
    open_page_anew(page, world)
    expect(banner).to_be_visible()
    assert world.third.asked == []


def open_page_anew(page: Page, world: World) -> None:
    """Open the page as when the script's five minutes in the browser's cache are over."""
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    open_page(page, world)


def test_a_choice_that_could_not_be_told_is_told_on_the_next_page(page: Page, world: World) -> None:
    open_page(page, world)
    page.route("**/val", lambda route: route.abort())
    page.get_by_role("button", name="Nej till alla").click()
    settle(page)
    assert not CookieChoice.objects.exists()
    page.unroute("**/val")
    with page.expect_response(lambda answer: answer.url.endswith("/val")):
        page.goto(world.site.url)
    settle(page)
    assert CookieChoice.objects.get().act == "none"
    open_page(page, world)
    assert CookieChoice.objects.count() == 1


@pytest.mark.parametrize("path", ["/", "/kontakt.html"], ids=["sv", "en"])
def test_axe_finds_nothing_in_the_banner(page: Page, world: World, banner: Locator, path: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.context.clear_cookies()
        open_page(page, world, path)
        expect(banner).to_be_visible()
        page.wait_for_timeout(500)  # the library slides its layer in
        keep_picture(page, f"banner-{path.strip('/') or 'index'}-{width}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        press(page, "Nej till alla" if path == "/" else "No to all")
        page.locator("[data-cookie-choice]").click()
        page.wait_for_timeout(500)
        keep_picture(page, f"banner-again-{path.strip('/') or 'index'}-{width}")
        assert Axe().run(page).violations_count == 0


@pytest.mark.parametrize("company", ["winlas", "winston"])
def test_the_cookie_page_is_sound(
    sound: Callable[..., None], english: Callable[[], None], company: str
) -> None:
    make_policy(company)
    sound(f"/{company}/kakor/", f"cookie-page-{company}")
    english()
    sound(f"/{company}/kakor/", f"cookie-page-{company}-en")


def test_the_page_of_a_choice_is_sound(page: Page, world: World, sound: Callable[..., None]) -> None:
    open_page(page, world)
    press(page, "Ja till alla")
    sound("/winston/kakor/ditt-val/", "my-choice-asked")
    page.get_by_label("Numret på ditt val").fill("7")
    page.get_by_role("button", name="Visa valet").click()
    hold_to_account(page, "my-choice-fault-1280")
    page.get_by_label("Numret på ditt val").fill(str(CookieChoice.objects.get().visitor_key))
    page.get_by_role("button", name="Visa valet").click()
    expect(page.get_by_text("Ja till: Statistik, Marknadsföring.")).to_be_visible()
    hold_to_account(page, "my-choice-1280")
    page.set_viewport_size({"width": 360, "height": 900})
    hold_to_account(page, "my-choice-360")


def test_the_statistics_are_sound(
    page: Page, sound: Callable[..., None], logged_in: Callable[[User], None], english: Callable[[], None]
) -> None:
    company = make_policy("winston")
    today = stockholm_day(timezone.now())
    weights = {
        "/": 22,
        "/priser": 14,
        "/produkter": 9,
        "/kontakt": 6,
        "/support": 2,
        "/på-gång": 5,
        "/jobb": 7,
    }
    WebVisit.objects.bulk_create(
        WebVisit(
            controller=company, site="www.winston.example", path=path, visited_on=add_months(today, -months)
        )
        for months in range(27)
        for path, weight in weights.items()
        for _ in range(weight + months * weight % 5)
    )
    logged_in(create_staff(company, "auditor"))
    sound("/admin/besok/", "visits")
    page.get_by_text("Visa som tabell").click()
    hold_to_account(page, "visits-table-1280")
    english()
    sound("/admin/besok/", "visits-en")
