"""The pages of consent in a real browser: the person's choices, and what staff write down of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from accounts.models import User
from consents.services import Said, give_consent, object_to, text_for
from ledger.actor import SUBJECT, Actor
from register.services.weighing import Weighing, write_assessment
from subjects.models import DataSubject
from tests import factories as make
from tests.browser.conftest import hold_to_account
from tests.myprofile.people import make_policy
from tests.staff.conftest import today  # noqa: F401  (a fixture)
from tests.staff.scene import TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today")]
Sound = Callable[..., None]
NOW = make.noon(TODAY)
WEIGHING = Weighing(
    interest="Att berätta för våra kunder om det de redan använder.",
    necessity="Det går inte utan att veta vem som är kund och var de nås.",
    balancing="De väntar sig brev från sin leverantör, och kan säga nej när de vill.",
    safeguards="Få brev, inga känsliga uppgifter, ett nej gäller genast.",
    review_on=date(2027, 11, 1),
)


@pytest.fixture
def sara() -> DataSubject:
    """Sara, whose yes to the newsletter ran out, who said yes to texts, and no to letters."""
    company = make_policy("winlas")
    person = make.create_subject(company, name="Sara Nyström", phone="070-174 06 35")
    make.create_user_for(person)
    says(person, "email", days=800)
    says(person, "sms", days=30)
    no = Said(by=SUBJECT, at=NOW - timedelta(days=5), way="my_profile")  # type: ignore[arg-type]
    object_to(subject=person, purpose="marketing", channel="letter", said=no)
    return person


@pytest.fixture
def dpo(sara: DataSubject) -> User:
    return make.create_staff(sara.controller, "dpo", email="dpo.winlas@example.se")


@pytest.fixture(autouse=True)
def _nothing_is_refused(page: Page) -> Iterator[None]:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: told.append(str(fault)))
    yield
    assert not told, told


def says(person: DataSubject, channel: str, *, days: int) -> None:
    text = text_for(person, "marketing", channel)
    said = Said(by=SUBJECT, at=NOW - timedelta(days=days), way="my_profile")  # type: ignore[arg-type]
    give_consent(subject=person, text=text, said=said)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_persons_choices_are_sound(
    sara: DataSubject,
    sound: Sound,
    logged_in: Callable[[User], None],
    english: Callable[[], None],
    language: str,
) -> None:
    assert sara.user is not None
    logged_in(sara.user)
    if language == "en":
        english()
    sound("/winlas/min-profil/", f"asked-again-{language}")
    sound("/winlas/min-profil/val/", f"choices-{language}")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_staff_see_and_write_down_is_sound(
    sara: DataSubject,
    dpo: User,
    page: Page,
    sound: Sound,
    logged_in: Callable[[User], None],
    english: Callable[[], None],
    language: str,
) -> None:
    logged_in(dpo)
    if language == "en":
        english()
    person = f"/admin/personer/{sara.ref}/"
    sound(person, f"staff-reason-{language}")
    page.fill("main [name=reason]", "R-2026-0147")
    page.click("main form button[type=submit]")
    page.wait_for_selector("main .st-big")
    sound(f"{person}val/", f"staff-consents-{language}")
    sound(f"{person}val/ja/", f"staff-yes-{language}")
    page.click("main form button[type=submit]")
    page.wait_for_selector("main [role=alert]")
    hold_to_account(page, f"staff-yes-faults-{language}")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_no_by_telephone_is_one_form_without_javascript(
    sara: DataSubject, dpo: User, page: Page, live_server: object, logged_in: Callable[[User], None]
) -> None:
    logged_in(dpo)
    address = f"{live_server.url}/admin/personer/{sara.ref}/"  # type: ignore[attr-defined]
    page.goto(address)
    page.fill("main [name=reason]", "R-2026-0147")
    page.click("main form button[type=submit]")
    page.goto(f"{address}val/")
    page.check("main [name=what][value='marketing:']")
    page.check("main [name=way][value=phone]")
    page.click("main form button[type=submit]")
    assert "Nej är uppskrivet" in page.locator("main .st-message").inner_text()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_weighings_of_interests_are_sound(
    dpo: User,
    page: Page,
    sound: Sound,
    logged_in: Callable[[User], None],
    english: Callable[[], None],
    language: str,
) -> None:
    company = dpo.roles.get().controller
    author = Actor(role="admin", ref="user:999")
    write_assessment(controller=company, purpose="marketing", weighing=WEIGHING, by=author, at=NOW)
    logged_in(dpo)
    if language == "en":
        english()
    sound("/admin/avvagningar/", f"assessments-{language}")
    sound("/admin/avvagningar/winlas/marketing/", f"assessment-{language}")
    page.check("main [name=decision][value=rejected]")
    page.click("main form button[type=submit]")
    page.wait_for_selector("main [role=alert]")
    hold_to_account(page, f"assessment-fault-{language}")
    sound("/admin/avvagningar/winlas/marketing/skriv/", f"assessment-write-{language}")
