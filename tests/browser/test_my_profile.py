"""Min profil in a real browser, in both languages and at both widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from tests.myprofile.people import make_policy, make_sara

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "profile": "/winlas/min-profil/",
    "details": "/winlas/min-profil/andra/",
    "account": "/winlas/min-profil/support_profile/",
    "tickets": "/winlas/min-profil/support_tickets/",
    "choices": "/winlas/min-profil/val/",
    "nothing": "/winston/min-profil/",
}


@pytest.fixture
def sara() -> User:
    return make_sara(make_policy("winlas"))[1]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_page_is_sound(
    sound: Callable[..., None],
    logged_in: Callable[[User], None],
    english: Callable[[], None],
    sara: User,
    name: str,
    language: str,
) -> None:
    logged_in(sara)
    if language == "en":
        english()
    sound(PAGES[name], f"{name}-{language}", status=404 if name == "nothing" else 200)
