"""A customer's requests in a real browser: each right walked, the answer read, the package opened."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from law.rights import Right
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.asking.questions import ask_clarification
from requests_dsr.states import State
from subjects.models import DataSubject
from tests.browser.conftest import WIDTHS, hold_to_account
from tests.myprofile.people import make_policy, make_sara
from tests.myprofile.staff import answered
from tests.myprofile.test_request_following import asking

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/winlas/min-profil/begaranden/"
OFFERS = (
    "kopia", "ta-med", "ratta", "radera", "pausa", "saga-emot", "samtycke", "leverantorer", "annat-foretag",
    "klaga",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_disk(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def sara(logged_in: Callable[..., None]) -> DataSubject:
    person, user = make_sara(make_policy("winlas"))
    long_ago = timezone.now() - timedelta(days=400)
    DataSubject.objects.filter(pk=person.pk).update(created_at=long_ago)
    person.identities.update(added_at=long_ago)
    person.refresh_from_db()
    logged_in(user)
    return person


@pytest.fixture(params=["sv", "en"])
def language(request: pytest.FixtureRequest, english: Callable[[], None]) -> str:
    if request.param == "en":
        english()
    return str(request.param)


def look(page: Page, name: str) -> None:
    """Hold what is shown now to account, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        hold_to_account(page, f"{name}-{width}")


def test_every_form_is_sound(sound: Callable[..., None], sara: DataSubject, language: str) -> None:
    sound(f"{HERE}ny/", f"request-choose-{language}")
    for offer in OFFERS:
        sound(f"{HERE}ny/{offer}/", f"request-new-{offer}-{language}")


def test_each_right_is_walked_from_the_front_page(
    page: Page, live_server: LiveServer, sara: DataSubject, language: str
) -> None:
    fill: dict[str, Callable[[], None]] = {
        "ratta": lambda: page.locator("#id_title").fill("byggledare"),
        "radera": lambda: page.locator("#id_reach_0").check(),
        "pausa": lambda: (page.locator("#id_ground_0").check(), page.locator("#id_reach_0").check())[0],
        "saga-emot": lambda: page.locator("input[value=improvement]").check(),
        "annat-foretag": lambda: page.locator("#id_controller").fill("Granvika Bygg AB"),
        "klaga": lambda: page.locator("#id_words").fill("Ni ringde på natten.\u202e<b>="),
    }
    for offer in OFFERS:
        page.goto(f"{live_server.url}/winlas/min-profil/")
        page.locator(f"#kan a[href$='/ny/{offer}/']").click()
        fill.get(offer, lambda: None)()
        page.locator("main form .ds-button").last.click()
        assert page.locator(".note.ok").first.is_visible(), offer
        look(page, f"request-made-{offer}-{language}")
    page.goto(f"{live_server.url}{HERE}")
    look(page, f"request-list-{language}")
    page.goto(f"{live_server.url}/winlas/min-profil/")
    look(page, f"profile-paused-{language}")
    assert DataSubjectRequest.objects.count() == len(OFFERS)


def test_a_mistake_is_told_first_and_linked_to_its_field(
    page: Page, live_server: LiveServer, sara: DataSubject, language: str
) -> None:
    page.goto(f"{live_server.url}{HERE}ny/pausa/")
    page.locator("#id_words").fill("Mina ord")
    page.locator("main form .ds-button").last.click()
    look(page, f"request-mistake-{language}")
    page.locator(".errors a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_ground"
    assert page.locator("#id_words").input_value() == "Mina ord"


def test_a_question_is_answered_and_a_request_taken_back(
    page: Page, live_server: LiveServer, sara: DataSubject, language: str
) -> None:
    now = timezone.now()
    request = asking(sara, at=now - timedelta(days=2), words="Allt om supporten")
    ask_clarification(
        request=request, question="Vilket år menar du?", large_volume=True, at=now - timedelta(days=1)
    )
    page.goto(f"{live_server.url}{HERE}{request.ref}/")
    look(page, f"request-question-{language}")
    page.locator("#fraga .ds-button").click()
    look(page, f"request-answer-{language}")
    page.locator("#id_words").fill("2025")
    page.locator("main form .ds-button").click()
    look(page, f"request-answered-question-{language}")
    page.locator("a[href$='/lagg-till/']").click()
    look(page, f"request-add-{language}")
    page.locator("#id_words").fill("och 2026")
    page.locator("main form .ds-button").click()
    page.locator("a[href$='/ta-tillbaka/']").click()
    look(page, f"request-withdraw-{language}")
    page.locator("main form .ds-button").click()
    look(page, f"request-withdrawn-{language}")
    request.refresh_from_db()
    assert request.state == State.WITHDRAWN


def test_a_copy_from_the_asking_to_the_third_opening(
    page: Page, live_server: LiveServer, sara: DataSubject, language: str, tmp_path: Path
) -> None:
    page.goto(f"{live_server.url}{HERE}ny/kopia/")
    page.locator("main form .ds-button").last.click()
    request = answered(DataSubjectRequest.objects.get(), at=timezone.now())
    address = f"{live_server.url}{HERE}{request.ref}/"
    page.goto(address)
    look(page, f"request-package-{language}")
    for time in (1, 2, 3):
        page.goto(address)
        with page.expect_download() as download:
            page.locator("form[action*='/paket/'] button").click()
        file = tmp_path / f"{time}.zip"
        download.value.save_as(file)
        assert "read-me.html" in zipfile.ZipFile(file).namelist()
    page.goto(address)
    assert page.locator("form[action*='/paket/']").count() == 0
    look(page, f"request-package-gone-{language}")
    package = request.packages.get()
    page.evaluate(
        "form => document.body.insertAdjacentHTML('beforeend', form)", _again(page, address, package)
    )
    page.locator("#again button").click()
    look(page, f"request-package-closed-{language}")


def test_all_of_it_works_without_javascript(
    browser: Browser, page: Page, live_server: LiveServer, sara: DataSubject, tmp_path: Path
) -> None:
    bare = browser.new_context(java_script_enabled=False, locale="sv-SE")
    bare.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    plain = bare.new_page()
    plain.goto(f"{live_server.url}{HERE}ny/")
    plain.locator("a[href$='/ny/kopia/']").click()
    plain.locator("main form .ds-button").last.click()
    request = answered(DataSubjectRequest.objects.get(), at=timezone.now())
    plain.reload()
    with plain.expect_download() as download:
        plain.locator("form[action*='/paket/'] button").click()
    download.value.save_as(tmp_path / "one.zip")
    assert "las-mig.html" in zipfile.ZipFile(tmp_path / "one.zip").namelist()
    assert request.packages.get().openings == 1
    bare.close()


def _again(page: Page, address: str, package: Any) -> str:
    """Give the button of a page that was open before the third opening."""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    return (
        f"<form id='again' method='post' action='{address}paket/{package.ref}/'>"
        f"<input type='hidden' name='csrfmiddlewaretoken' value='{token}'><button>x</button></form>"
    )


def test_a_session_of_yesterday_gets_a_code_first(
    page: Page, live_server: LiveServer, sara: DataSubject, language: str, smtp_sink: Any
) -> None:
    from django.contrib.sessions.models import Session

    request = answered(asking(sara, at=timezone.now()), at=timezone.now())
    for session in Session.objects.all():
        store = session.get_decoded() | {"logged_in_at": 1}
        session.session_data = Session.objects.encode(store)
        session.save()
    page.goto(f"{live_server.url}{HERE}{request.ref}/")
    look(page, f"request-package-stale-{language}")
    page.locator("form[action$='/ny-kod/'] button").click()
    assert "/konto/login/kod/" in page.url
    look(page, f"request-code-{language}")


def test_answers_of_every_kind_are_sound(
    sound: Callable[..., None], sara: DataSubject, language: str, smtp_sink: Any
) -> None:
    now = timezone.now()
    objection = asking(sara, Right.OBJECTION, at=now, proposed={"purposes": ["improvement"]})
    erasure = asking(sara, Right.ERASURE, at=now, categories=["crm_inquiry"])
    answered(objection, State.REFUSED, at=now, upheld=False, grounds="Felsökning kräver det.")
    answered(erasure, at=now)
    sound(f"{HERE}{objection.ref}/", f"request-refused-{language}")
    sound(f"{HERE}{erasure.ref}/", f"request-erased-{language}")
    certificate = erasure.certificates.get()
    sound(f"/winlas/intyg/{certificate.ref}/", f"request-certificate-{language}")
    letter = objection.letters.first()
    assert letter is not None
    sound(f"{HERE}{objection.ref}/brev/{letter.ref}/", f"request-letter-{language}")


def test_a_frozen_package_says_until_when(
    sound: Callable[..., None], sara: DataSubject, language: str
) -> None:
    from tests.factories import add_identity

    request = answered(asking(sara, at=timezone.now()), at=timezone.now())
    add_identity(sara, "email", "ny@example.se")
    sound(f"{HERE}{request.ref}/", f"request-package-frozen-{language}")
