"""The mails as a mail program shows them: both languages, both widths, nothing fetched, nothing axe finds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from consents.outgoing.writing import write
from tests.browser.conftest import WIDTHS, hold_to_account
from tests.myprofile.people import make_policy

pytestmark = pytest.mark.django_db
LINK = "https://winlas.example.se/winlas/behall/x/"
MAILS: dict[str, dict[str, Any]] = {
    "address_confirm": {"link": LINK},
    "address_changed": {"mailbox": "dataskydd@example.se", "stop_link": LINK},
    "address_stopped": {"reference": "6f1f6f0e-0000-4000-8000-000000000000", "panel_link": LINK},
    "login_code": {"code": "BCDF-GHJK"},
    "login_unknown": {"link": LINK},
    "mail_papers": {"mails": 2, "days": 7, "panel_link": LINK},
    "phone_changed": {"mailbox": "dataskydd@example.se"},
    "recruitment": {"jobs": {"text": "Ansökningar hanteras på jobbsidan.", "url": LINK}},
    "registration_confirm": {"link": LINK},
    "registration_known": {"link": LINK},
    "registration_refused": {"link": LINK},
    "reminder": {
        "name": "Maria",
        "erased_on": date(2028, 3, 1),
        "last_used_on": date(2026, 2, 28),
        "retain_until": date(2028, 2, 28),
        "months": 24,
        "first_sent_on": date(2028, 1, 31),
        "next_on": date(2028, 2, 23),
        "keep_link": LINK,
        "profile_link": LINK,
        "goes": ["Supportkonto: namn, e-post och telefon."],
        "stays": ["Bokföring, till och med 31 december 2033."],
    },
}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("event", MAILS)
def test_mail_is_sound(page: Page, event: str, language: str) -> None:
    letter = write(event, MAILS[event] | {"controller": make_policy("winlas")}, language)
    assert "http" not in letter.html.replace(LINK, "").replace("https://www.imy.se/", "").replace(
        "http://www.w3.org/1999/xhtml", ""
    )
    assert "<img" not in letter.html
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.set_content(letter.html)
        hold_to_account(page, f"mail-{event}-{language}-{width}")


def test_the_reminder_says_why_just_that_day() -> None:
    """28 February 2026 and 24 months give 28 February 2028; the 30 days from 31 January give 1 March."""
    letter = write("reminder", MAILS["reminder"] | {"controller": make_policy("winlas")}, "sv")
    text = " ".join(letter.text.split())
    assert letter.title == "Ditt konto raderas 1 mars 2028"
    assert "ditt supportkonto hos WinLas raderas onsdag 1 mars 2028." in text
    assert "24 månader senare, 28 februari 2028, är sista dagen" in text
    assert "det skickade vi 31 januari. Därför väntar vi till 1 mars" in text
    assert "Integritetsskyddsmyndigheten, IMY" in text
    assert letter.text.count(LINK) == 2


def test_the_plain_text_of_every_mail_keeps_within_a_line() -> None:
    company = make_policy("winlas")
    for event, context in MAILS.items():
        for line in write(event, context | {"controller": company}, "sv").text.splitlines():
            assert "http" in line or len(line) <= 80, (event, line)
