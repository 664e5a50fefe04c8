"""Until when, in one line and a note under it. Pure: a decision in, words out.

"Till och med" is the last day kept (`retain_until`), "raderas" the day after (`action_date`); a line
says one of them, never both. A block shows as a block: no date beside it, least of all a past one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.reasons import Code
from register.wording.when import day_in_words
from retention.law import Action, RetentionDecision

Words = str | Promise
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The answer of a row: the line, a note, and whether something blocks or is wrong."""

    line: str
    note: str = ""
    blocked: bool = False
    doubtful: bool = False


BLOCKED: dict[str, tuple[Words, Words]] = {
    Code.LEGAL_HOLD: (
        _("Sparas tills tvisten är över"),
        _("uppgifterna behövs för ett rättsligt anspråk, så inget raderas nu"),
    ),
    Code.RESTRICTION_ART18: (
        _("Pausade: sparas men används inte"),
        _("och raderas inte så länge pausen gäller"),
    ),
    Code.OPEN_DSR: (
        _("Sparas tills du har fått svar"),
        _("svaret på en begäran från dig har inte nått dig än"),
    ),
    Code.CLAIM_OPEN_BLOCKS_ALL: (_("Sparas tills fakturan är betald"), _("det finns en obetald faktura")),
}
OPEN_ENDED: dict[str, tuple[Words, Words]] = {
    Code.CONTRACT_OPEN: (_("Sparas så länge avtalet gäller"), _("och i %(period)s efter det")),
    Code.CLAIM_OPEN: (_("Sparas tills fakturan är betald"), _("och i %(period)s efter det")),
    Code.CLAIM_BALANCE_NOT_ZERO: (_("Sparas tills fakturan är utredd"), _("summan går inte jämnt upp")),
    Code.MARKETING_LI_CUSTOMER: (_("Sparas så länge ni är kund"), _("eller tills du säger nej")),
    Code.REMINDER_MISSING: (
        _("Raderas tidigast 30 dagar efter vårt mejl"),
        _("du får alltid en påminnelse först"),
    ),
    Code.TICKET_FOLLOWS_PROFILE: (
        _("Namnet tas bort när supportkontot raderas"),
        _("frågan och svaret blir kvar utan dig"),
    ),
    Code.IDENTITY_FOLLOWS_HOLDER: (_("Raderas med det sista vi har om dig"), ""),
    Code.ACCOUNT_FOLLOWS_SUBJECT: (_("Raderas med det sista vi har om dig"), ""),
}
DOUBTFUL: dict[str, tuple[Words, Words]] = {
    Code.DATA_QUALITY_REVIEW: (
        _("Sparas medan vi rättar ett fel"),
        _("datumen vi har säger emot varandra, och då raderar vi inget"),
    ),
    "NO_RULE": (_("Sparas tills vidare"), _("vår policy saknar en regel, och dataskyddsombudet vet om det")),
}
GOES_IF: dict[str, Words] = {
    # What the person has already said speaks before what they still may say.
    Code.CONSENT_WITHDRAWN: _("du har tagit tillbaka ditt samtycke"),
    Code.OBJECTION_ART21_2: _("du har sagt nej till reklam"),
    Code.DSR_ERASURE_GRANTED: _("du bad om det"),
    Code.SUPPORT_24M: _("om du inte använder kontot eller väljer att behålla det"),
    Code.TICKET_FOLLOWS_PROFILE: _("när supportkontot raderas. Frågan och svaret blir kvar utan dig"),
    Code.CONTRACT_ENDED_24M: _("%(period)s efter att sista avtalet tog slut"),
    Code.CONTRACT_RUNNING_FIXED: _("%(period)s efter att avtalet tar slut"),
    Code.CONTACT_LEFT_24M: _("%(period)s efter att du slutade hos kunden"),
    Code.INQUIRY_12M: _("%(period)s efter sista kontakten"),
    Code.INQUIRY_CONVERTED: _("förfrågan blev ett avtal och följer det"),
    Code.CLAIM_SETTLED_24M: _("%(period)s efter att fakturan betalades"),
    Code.CLAIM_TIME_BARRED: _("fakturan är för gammal för att krävas in"),
    Code.BFL_7_2: _("bokföringslagen kräver %(period)s"),
    Code.MARKETING_IDLE_24M: _("och genast om du säger nej"),
    Code.MARKETING_LI_12M: _("och genast om du säger nej"),
}


def headline(decision: RetentionDecision, *, period: str = "", is_paused: bool = False) -> Headline:
    """Say until when something is kept; `period` is the rule's, in words.

    `is_paused` tells of a pause that the decision does not name: tickets copy the days of their profile,
    and no more (domain.md 3.3, fine point 3), and are paused all the same.
    """
    if is_paused:
        line, note = BLOCKED[Code.RESTRICTION_ART18]
        return Headline(line=str(line), note=str(note), blocked=True)
    for table, mark in ((BLOCKED, "blocked"), (DOUBTFUL, "doubtful")):
        if found := _first(decision, table):
            return Headline(line=str(found[0]), note=str(found[1]), **{mark: True})
    note = _filled(_first(decision, GOES_IF) or "", period)
    if decision.is_destructive:
        return Headline(line=_goes(decision, _("i natt")), note=note)
    if decision.action_date:
        return Headline(line=_goes(decision, day_in_words(decision.action_date)), note=note)
    line, beside = _first(decision, OPEN_ENDED) or (_("Sparas tills vidare"), note)
    return Headline(line=str(line), note=_filled(beside, period))


def next_day(decision: RetentionDecision) -> date | None:
    """Give the day a row is next due; None while blocked, doubtful or without an end."""
    said = headline(decision)
    return None if said.blocked or said.doubtful else decision.action_date


def _goes(decision: RetentionDecision, when: Words) -> str:
    anonymised = decision.action is Action.ANONYMISE or Code.TICKET_FOLLOWS_PROFILE in decision.reasons
    sentence = _("Namnet tas bort %(when)s") if anonymised else _("Raderas %(when)s")
    return str(sentence) % {"when": when}


def _filled(words: Words, period: str) -> str:
    said = str(words)
    return said % {"period": period} if "%(period)s" in said else said


def _first(decision: RetentionDecision, table: Mapping[str, T]) -> T | None:
    return next((said for code, said in table.items() if code in decision.reasons), None)
