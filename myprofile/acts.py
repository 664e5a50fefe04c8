"""What a person can ask for, each with its answer time (Art. 15-21). The list stands in the notice too."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from register.wording import PolicyWords


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing to ask for."""

    title: str | Promise
    text: str | Promise
    answer: str | Promise
    link: str = ""


RIGHTS = (
    Act(
        title=_("Hämta en kopia av allt"),
        text=_("Du får en fil att läsa och en att flytta med dig."),
        answer=_("Svar inom en månad, oftast snabbare"),
    ),
    Act(
        title=_("Ta bort mina uppgifter"),
        text=_("Vi visar vad som försvinner och vad lagen tvingar oss att spara."),
        answer=_("Svar inom en månad"),
    ),
    Act(
        title=_("Säga nej till reklam"),
        text=_("Du behöver inte ge något skäl."),
        answer=_("Gäller så fort vi har läst mejlet"),
    ),
    Act(
        title=_("Be oss pausa"),
        text=_("Vi låter uppgifterna ligga orörda medan något utreds."),
        answer=_("Svar inom en månad"),
    ),
    Act(
        title=_("Säga emot hur vi använder dem"),
        text=_("Vi slutar, eller förklarar varför vi måste fortsätta."),
        answer=_("Svar inom en månad"),
    ),
)


def rights(words: PolicyWords) -> list[Act]:
    """Give what a person can ask for; each opens a mail to the company's own mailbox (WL-18)."""
    mailbox = words.policy.controller.dpo_mailbox
    return [
        Act(
            title=act.title,
            text=act.text,
            answer=act.answer,
            link=f"mailto:{mailbox}?subject={quote(str(act.title))}",
        )
        for act in RIGHTS
    ]
