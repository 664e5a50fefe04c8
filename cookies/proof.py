"""What a stored choice proves, for whoever can show its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from accounts.models import Controller
from cookies.models import CookieChoice
from cookies.selectors import asked_in, file_of
from cookies.wording import Question


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A choice in words: where and when, what was said yes to, and the version that was shown."""

    website: str
    at: datetime
    ends_at: datetime
    said_yes_to: list[str]
    by_signal: bool
    version: int
    digest: str


def proofs_of(controller: Controller, number: UUID) -> list[Proof]:
    """Give every choice made under a number at a company, the newest first; none when it knows no such."""
    rows = CookieChoice.objects.for_controller(controller).filter(visitor_key=number)
    return [_proof(row) for row in rows.select_related("policy_version").order_by("-id")]


def _proof(row: CookieChoice) -> Proof:
    language = get_language() or "sv"
    website = file_of(row.policy_version_id).websites.get(row.site)
    return Proof(
        website=website.title.in_language(language) if website else row.site,
        at=row.at,
        ends_at=row.ends_at,
        said_yes_to=_titles(asked_in(row.policy_version_id), row.categories, language),
        by_signal=row.act == "signal",
        version=row.policy_version.number,
        digest=row.digest,
    )


def _titles(question: Question, keys: list[str], language: str) -> list[str]:
    return [group.part.title.in_language(language) for group in question.groups if group.key in keys]
