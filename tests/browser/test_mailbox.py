"""The mailbox of the staff panel in a real browser: sound at both widths, in Swedish and in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import StaffRole, User
from mailintake.fetching.telling import tell
from mailintake.models import Mail, Reading
from tests import factories as make
from tests.browser.conftest import hold_to_account
from tests.mailintake.making import create_mail
from tests.staff import scene as building
from tests.staff.conftest import today  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today")]
Sound = Callable[..., None]
WISH = "Hej!\n\nJag vill ha ett registerutdrag med allt ni har om mig.\n\nHälsningar\nSara"
LIAR = '"<img src=x onerror=alert(1)>" <ond@example.se>'
HOSTILE = "<script>alert(1)</script> =1+1 \u202edrev\u202c n\u200bo"


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> dict[str, Mail]:
    """A little of everything that comes to Winston's mailbox, and a mailbox of WinLas that cannot be read."""
    winlas, winston = building.with_policy("winlas"), building.with_policy("winston")
    dpo = make.create_staff(winston, "dpo", email="dpo.winston@example.se")
    StaffRole.objects.create(user=dpo, controller=winlas, role="handler")
    make.create_subject(winston, name="Sara Nyström", email="sara.nystrom@example.se")
    monkeypatch.setattr(settings, "MAILBOXES", {"WINLAS": "imaps://a:b@c/", "WINSTON": "imaps://a:b@c/"})
    now = timezone.now()
    tell(winston, "", left=0, at=now)
    tell(winlas, "LOGIN", left=0, at=now)

    def came(days: int, **written: object) -> Mail:
        return create_mail(winston, at=now - timedelta(days=days), **written)

    odd = [("fa\u202efdp.exe", "application/pdf", b"MZ"), ("=cmd.pdf", "application/pdf", b"%PDF-")]
    sara, answered = "Sara Nyström <sara.nystrom@example.se>", {"Auto-Submitted": "auto-replied"}
    return {
        "access": came(2, sender=sara, title="Registerutdrag", text=WISH),
        "no": came(1, sender=sara, title="Nyhetsbrev", text="Avregistrera mig, tack."),
        "hostile": came(25, sender=LIAR, title=HOSTILE, text=HOSTILE * 40, attachments=odd),
        "machine": came(1, title="Autosvar", headers=answered, text="Jag är på semester."),
    }


@pytest.fixture
def enter(page: Page, live_server: LiveServer, mails: dict[str, Mail]) -> Callable[[str], None]:
    """Let the browser be Winston's DPO, who works for WinLas too."""
    dpo = User.objects.get(email="dpo.winston@example.se")

    def be(language: str) -> None:
        client = Client()
        client.force_login(dpo)
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )

    return be


@pytest.fixture(autouse=True)
def _nothing_runs(page: Page) -> Iterator[None]:
    """Hold the pages to their own policy of content, and to no fault of a script: nothing of a mail runs."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: told.append(str(fault)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    yield
    assert not told, told


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_mailbox_and_its_mails_are_sound(
    sound: Sound, enter: Callable[[str], None], mails: dict[str, Mail], language: str
) -> None:
    enter(language)
    sound("/admin/brevladan/", f"brevlada-{language}")
    sound("/admin/brevladan/?lage=automatiska", f"brevlada-automatiska-{language}")
    for name, mail in mails.items():
        sound(f"/admin/brevladan/{mail.ref}/", f"mejl-{name}-{language}")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.usefixtures("mails")
def test_a_mailbox_that_is_not_read_yet_or_no_longer_is_sound(
    sound: Sound, enter: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    Reading.objects.filter(controller__slug="winston").delete()
    monkeypatch.setattr(settings, "MAILBOXES", {"WINSTON": "imaps://a:b@c/"})
    enter(language)
    sound("/admin/brevladan/", f"brevlada-kopplad-{language}")


@pytest.mark.parametrize("kind", ["rectification", "other_controller", "inquiry", "recruitment", "not_ours"])
def test_every_kind_of_mail_has_its_form(
    sound: Sound, enter: Callable[[str], None], mails: dict[str, Mail], kind: str
) -> None:
    enter("sv")
    sound(f"/admin/brevladan/{mails['access'].ref}/?som={kind}", f"mejl-som-{kind}")


def test_one_step_opens_the_request_that_a_mail_is(
    page: Page, live_server: LiveServer, enter: Callable[[str], None], mails: dict[str, Mail]
) -> None:
    enter("sv")
    page.goto(f"{live_server.url}/admin/brevladan/{mails['access'].ref}/")
    with page.expect_navigation():
        page.click("main form button[type=submit]:not([name])")
    page.wait_for_selector("main h1")
    hold_to_account(page, "mejl-blev-begaran")
    assert "Begäran är öppnad" in page.inner_text("main")
    page.goto(f"{live_server.url}/admin/brevladan/{mails['access'].ref}/")
    hold_to_account(page, "mejl-avgjort")
    page.goto(f"{live_server.url}/admin/brevladan/?lage=avgjorda")
    hold_to_account(page, "brevlada-avgjorda")


def test_what_is_missing_is_said_on_the_form(
    page: Page, live_server: LiveServer, enter: Callable[[str], None], mails: dict[str, Mail]
) -> None:
    enter("sv")
    page.goto(f"{live_server.url}/admin/brevladan/{mails['access'].ref}/?som=not_ours")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    page.wait_for_selector("main h1")
    hold_to_account(page, "mejl-fel")
    assert "Välj varför" in page.inner_text("main")
