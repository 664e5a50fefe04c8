"""What a person can ask a company for (Art. 12-22): the same list in the notice and on Min profil."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Right:
    """One thing to ask for, in plain verbs, with its answer time."""

    title: Promise
    text: Promise
    answer: Promise
    article: str

    def mail_to(self, mailbox: str) -> str:
        """Give a link that opens a mail to the company's own mailbox, which takes requests (WL-18)."""
        return f"mailto:{mailbox}?subject={quote(str(self.title))}"


RIGHTS = (
    Right(
        title=_("Hämta en kopia av allt"),
        text=_("Du får en fil att läsa och en att flytta med dig."),
        answer=_("Svar inom en månad, oftast snabbare"),
        article="15, 20",
    ),
    Right(
        title=_("Rätta något som är fel"),
        text=_("Namn, telefon och språk ändrar du själv i Min profil."),
        answer=_("Klart direkt"),
        article="16",
    ),
    Right(
        title=_("Ta bort mina uppgifter"),
        text=_("Vi visar vad som försvinner och vad lagen tvingar oss att spara."),
        answer=_("Svar inom en månad"),
        article="17",
    ),
    Right(
        title=_("Säga nej till reklam"),
        text=_("Ett tryck i Min profil. Du behöver inte ge något skäl."),
        answer=_("Gäller direkt"),
        article="21.2",
    ),
    Right(
        title=_("Be oss pausa"),
        text=_("Vi låter uppgifterna ligga orörda medan något utreds."),
        answer=_("Svar inom en månad"),
        article="18",
    ),
    Right(
        title=_("Säga emot hur vi använder dem"),
        text=_("Vi slutar, eller förklarar varför vi måste fortsätta."),
        answer=_("Svar inom en månad"),
        article="21.1",
    ),
)
