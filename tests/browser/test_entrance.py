"""The pages before logging in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.myprofile.people import make_policy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _companies() -> None:
    make_policy("winlas")
    make_policy("winston")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "front"),
        ("/konto/login/?next=/winlas/min-profil/", "login"),
        ("/winlas/registrera/", "register"),
        ("/winlas/registrera/skickat/", "register-sent"),
        ("/winston/integritetspolicy/", "notice-winston"),
        ("/winlas/integritetspolicy/", "notice-winlas"),
    ],
    ids=["front", "login", "register", "register sent", "notice of Winston", "notice of WinLas"],
)
def test_page_is_sound(sound: Callable[..., None], path: str, name: str) -> None:
    sound(path, name)


@pytest.mark.parametrize(
    ("path", "name", "status"),
    [
        ("/winlas/registrera/falsk-lank/", "register-expired", 410),
        ("/winlas/behall/falsk-lank/", "keep-expired", 410),
        ("/finns-inte/", "404", 404),
    ],
    ids=["forged registration", "forged renewal", "no such page"],
)
def test_error_page_is_sound(sound: Callable[..., None], path: str, name: str, status: int) -> None:
    sound(path, name, status=status)
