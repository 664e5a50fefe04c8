"""The public forms in a real browser: every page sound, and a request from the form to its clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import Controller
from privacyhub.services.mail_sink import MailSink
from requests_dsr.models import DataSubjectRequest
from tests.browser.conftest import WIDTHS, hold_to_account
from tests.myprofile.people import make_policy
from tests.publicforms.outsider import ask, link, write_to

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "ask": ("begaran/", 200),
    "ask-copy": ("begaran/kopia/", 200),
    "ask-correct": ("begaran/ratta/", 200),
    "ask-object": ("begaran/saga-emot/", 200),
    "ask-consent": ("begaran/samtycke/", 200),
    "ask-jobs": ("begaran/jobb/", 200),
    "contact": ("kontakt/", 200),
    "sent": ("skickat/", 200),
    "expired": ("bekrafta/ingenting/", 410),
    "suppliers": ("leverantorer/", 200),
    "complain": ("klaga/", 200),
    "receipt": ("kvitto/", 200),
}


@pytest.fixture
def winlas(db: None) -> Controller:
    return make_policy("winlas")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_page_is_sound(
    sound: Callable[..., None], english: Callable[[], None], winlas: Controller, name: str, language: str
) -> None:
    if language == "en":
        english()
    path, status = PAGES[name]
    sound(f"/winlas/{path}", f"public-{name}-{language}", status=status)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_request_goes_from_the_form_through_the_mail_to_a_running_clock(
    page: Page,
    live_server: LiveServer,
    smtp_sink: MailSink,
    english: Callable[[], None],
    winlas: Controller,
    language: str,
) -> None:
    if language == "en":
        english()
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{live_server.url}/winlas/integritetspolicy/")
    page.locator("#ratt a[href='/winlas/begaran/']").click()
    page.locator("a[href='/winlas/begaran/kopia/']").click()
    page.locator("form.stack-l button[type=submit]").click()
    look(page, f"public-walk-1-faults-{language}")
    assert page.title().startswith({"sv": "Fel:", "en": "Error:"}[language])
    page.locator("#id_email").fill("kim@example.se")
    page.locator("#id_name").fill("Kim Ask")
    page.locator("#id_words").fill("Allt från 2024 och framåt.")
    page.locator("form.stack-l button[type=submit]").click()
    look(page, f"public-walk-2-sent-{language}")
    assert not DataSubjectRequest.objects.exists()
    page.goto(f"{live_server.url}{link(smtp_sink)}")
    look(page, f"public-walk-3-confirm-{language}")
    assert not DataSubjectRequest.objects.exists()
    page.locator("main form button").click()
    look(page, f"public-walk-4-done-{language}")
    request = DataSubjectRequest.objects.get()
    assert (request.right, request.state, request.file.language) == ("access", "received", language)
    assert str(request.due_on.day) in page.locator(".due .big").inner_text()


def test_without_javascript_everything_works_the_same(
    browser: Browser, live_server: LiveServer, smtp_sink: MailSink, winlas: Controller
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/winlas/begaran/reklam/")
    page.locator("#id_purposes_0").check()
    page.locator("#id_email").fill("kim@example.se")
    page.locator("#id_name").fill("Kim Ask")
    page.locator("form.stack-l button[type=submit]").click()
    page.goto(f"{live_server.url}{link(smtp_sink)}")
    page.locator("main form button").click()
    assert DataSubjectRequest.objects.get().state == "fulfilled"


def test_by_keyboard_alone_the_first_fault_leads_to_its_field(
    page: Page, live_server: LiveServer, winlas: Controller
) -> None:
    page.goto(f"{live_server.url}/winlas/begaran/saga-emot/")
    page.locator("form.stack-l button[type=submit]").focus()
    page.keyboard.press("Enter")
    for place in page.locator(".errors a").all():
        place.focus()
        page.keyboard.press("Enter")
        target = str(place.get_attribute("href"))
        assert page.locator(target).count() == 1
        assert page.evaluate("document.activeElement.id || location.hash") in {target[1:], target, ""}


def test_the_pages_with_content_are_sound(
    page: Page, live_server: LiveServer, smtp_sink: MailSink, winlas: Controller
) -> None:
    ask("ratta", field="phone", value="070-111 22 33", words="x" * 300, organisation="Granvika Bygg AB")
    page.goto(f"{live_server.url}{link(smtp_sink)}")
    look(page, "public-confirm-correct-sv")
    write_to(email="lead@example.se")
    page.goto(f"{live_server.url}{link(smtp_sink)}")
    page.locator("main form button").click()
    look(page, "public-done-contact-sv")
    page.goto(f"{live_server.url}/winlas/begaran/jobb/")
    page.locator("main form button").click()
    look(page, "public-jobs-answer-sv")
    for _time in range(25):
        answer = ask(words="Mina egna ord")
    page.set_content(answer.content.decode())
    assert page.locator(".errors").count() == 1


def look(page: Page, name: str) -> None:
    """Hold the page that stands there to account, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        hold_to_account(page, f"{name}-{width}")
