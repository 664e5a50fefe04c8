"""What a person does: with the keyboard alone, without scripts, and from a mail to a kept account."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from privacyhub.services.mail_sink import MailSink
from subjects.models import Activity
from subjects.services.renewal import renewal_token
from tests.browser.conftest import hold_to_account, keep_picture
from tests.factories import create_block, create_contact, create_subject
from tests.myprofile.people import make_policy, make_sara

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sara() -> User:
    return make_sara(make_policy("winlas"))[1]


@pytest.fixture
def mailed(smtp_sink: MailSink) -> Callable[[str], str]:
    """Find something in the newest mail's plain text."""

    def find(pattern: str) -> str:
        text = smtp_sink.received[-1].message.get_body(("plain",)).get_content()
        found = re.search(pattern, text, re.MULTILINE)
        assert found, text
        return found[1]

    return find


def test_from_the_address_to_min_profil_with_the_keyboard_alone(
    page: Page, live_server: LiveServer, sara: User, mailed: Callable[[str], str]
) -> None:
    page.goto(f"{live_server.url}/winlas/min-profil/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("E-postadress")).to_be_focused()
    page.keyboard.type("sara@example.se")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Skriv koden från mejlet")
    page.get_by_role("textbox", name="Kod").focus()
    page.keyboard.type(mailed(r"^ {4}(\S+)\s*$"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Det här har vi om dig, Sara")


def test_every_stop_of_the_tab_key_is_seen_and_none_is_a_trap(
    page: Page, live_server: LiveServer, sara: User, logged_in: Callable[[User], None]
) -> None:
    logged_in(sara)
    page.goto(f"{live_server.url}/winlas/min-profil/support_profile/")
    stops = []
    for _press in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const e = document.activeElement; if (e === document.body) return null;
            const s = getComputedStyle(e);
            return [e.tagName, e.innerText.trim(), s.outlineStyle, parseFloat(s.outlineWidth)]; }"""
        )
        if stop is None:
            break
        stops.append(stop)
    words = [text for _tag, text, _style, _width in stops]
    assert "Behåll mitt konto" in words
    assert "Logga ut" in words
    assert all(style == "solid" and width >= 3 for _tag, _text, style, width in stops), stops


def test_the_reason_unfolds_with_the_keyboard(
    page: Page, live_server: LiveServer, sara: User, logged_in: Callable[[User], None]
) -> None:
    logged_in(sara)
    page.goto(f"{live_server.url}/winlas/min-profil/")
    first = page.locator("details.why").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first.get_by_text("Så räknar vi")).to_be_visible()
    hold_to_account(page, "profile-unfolded")


def test_everything_works_without_scripts(browser: Browser, live_server: LiveServer, sara: User) -> None:
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    token = renewal_token(sara.subjects.get().support_profile)
    page.goto(f"{live_server.url}/winlas/behall/{token}/")
    page.get_by_role("button", name="Behåll mitt konto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du behåller ditt konto")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("account")
    context.close()
    assert Activity.objects.filter(kind="renewal_confirmed").count() == 1


def test_registering_from_the_form_to_the_ready_account(
    page: Page, live_server: LiveServer, settings, mailed: Callable[[str], str]
) -> None:
    settings.SITE_URL = live_server.url
    company = make_policy("winlas")
    create_contact(create_subject(company, name="Bo Ek", email="bo@example.se"), controller=company)
    page.goto(f"{live_server.url}/winlas/registrera/")
    page.get_by_label("E-postadress").fill("bo@example.se")
    page.get_by_role("button", name="Mejla mig en länk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Titta i din inkorg")
    page.goto(mailed(r"^(http\S+)"))
    hold_to_account(page, "register-confirm")
    page.get_by_role("button", name="Starta mitt supportkonto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontot är klart")
    hold_to_account(page, "register-done")


@pytest.mark.parametrize("path", ["/winlas/registrera/", "/konto/login/?next=/winlas/min-profil/"])
def test_an_error_is_told_first_and_leads_to_its_field(
    page: Page, live_server: LiveServer, path: str
) -> None:
    make_policy("winlas")
    page.goto(f"{live_server.url}{path}")
    page.locator("main button[type=submit]").first.click()
    hold_to_account(page, f"error-{path.split('/')[1]}")
    assert page.title().startswith("Fel:")
    page.locator(".errors a").click()
    expect(page.get_by_label("E-postadress")).to_be_focused()
    assert page.get_by_label("E-postadress").get_attribute("aria-invalid") == "true"


def test_a_blocked_account_is_drawn_without_a_date(
    page: Page, live_server: LiveServer, sara: User, logged_in: Callable[[User], None]
) -> None:
    create_block(sara.subjects.get())
    logged_in(sara)
    page.goto(f"{live_server.url}/winlas/min-profil/")
    hold_to_account(page, "profile-blocked")
    page.goto(f"{live_server.url}/winlas/min-profil/support_profile/")
    expect(page.locator(".due .big")).to_have_text("Sparas tills tvisten är över")
    hold_to_account(page, "account-blocked")


def test_nothing_is_asked_of_anybody_else(
    page: Page, live_server: LiveServer, sara: User, logged_in: Callable[[User], None]
) -> None:
    """No third party learns of a visit: every request goes to our own server."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    logged_in(sara)
    for path in ("/", "/winlas/min-profil/", "/winlas/integritetspolicy/"):
        page.goto(f"{live_server.url}{path}")
    assert all(url.startswith((live_server.url, "data:")) for url in asked)
    assert errors == []  # the content security policy blocked nothing of ours


def test_the_second_step_of_staff_is_sound(
    page: Page, live_server: LiveServer, logged_in: Callable[[User], None]
) -> None:
    from tests.factories import create_staff

    logged_in(create_staff(make_policy("winlas")))
    for name, path in (("mfa", ""), ("totp", "totp/activate/")):
        page.goto(f"{live_server.url}/konto/tvasteg/{path}")
        hold_to_account(page, name)


def test_on_paper_the_reasons_are_unfolded_and_the_menus_gone(
    page: Page, live_server: LiveServer, sara: User, logged_in: Callable[[User], None]
) -> None:
    logged_in(sara)
    page.goto(f"{live_server.url}/winlas/min-profil/")
    page.emulate_media(media="print")
    keep_picture(page, "profile-print")
    height = page.locator("details.why dl").first.evaluate("e => e.getBoundingClientRect().height")
    assert height > 40
    expect(page.get_by_role("navigation", name="Huvudmeny")).to_be_hidden()
    expect(page.get_by_role("navigation", name="På sidan")).to_be_hidden()
