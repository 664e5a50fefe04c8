"""What a person decides: only if they say yes, and until they say no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consents.law import MARKETING, PROFILING, Channel
from consents.models import ConsentRecord
from consents.selectors import Answer, answers_at, standing_objections
from register.models import ConsentText
from register.policyfile.words import ON_WEBSITES
from register.selectors import live_policy
from register.wording import PolicyWords
from subjects.models import DataSubject

UNTIL_NO: tuple[tuple[str, Promise, Promise], ...] = (
    (Channel.LETTER, _("Reklam med brev"), _("Till dig i din roll hos kunden.")),
    (Channel.PHONE, _("Reklam per telefon"), _("Ett samtal från en människa, aldrig från en automat.")),
)


@dataclass(frozen=True, kw_only=True)
class ConsentChoice:
    """One thing done only with a yes: the words asked, the answer that stands, and what it is worth now."""

    text: ConsentText
    answer: Answer | None

    @property
    def record(self) -> ConsentRecord | None:
        """Give the answer as it was given."""
        return self.answer.record if self.answer else None

    @property
    def status(self) -> str:
        """Give where it stands: given, refused, withdrawn, stale, expired; empty before any answer."""
        return self.answer.status.value if self.answer else ""

    @property
    def is_yes(self) -> bool:
        """Tell whether a yes to these very words stands."""
        return self.answer is not None and self.answer.is_yes

    @property
    def waits(self) -> bool:
        """Tell whether a yes has ended by itself, and waits for the person to answer again or leave it."""
        return self.answer is not None and self.answer.was_yes


@dataclass(frozen=True, kw_only=True)
class ObjectionChoice:
    """One thing done until a no: its name, and whether the person has said no."""

    purpose: str
    channel: str
    title: str | Promise
    text: str | Promise
    refused: bool

    @property
    def is_profiling(self) -> bool:
        """Tell whether the page has to call it profiling (WL-47)."""
        return self.purpose == PROFILING


def consent_choices(person: DataSubject, at: datetime) -> list[ConsentChoice]:
    """Give what the policy in force asks about, in its order, each with the answer that stands."""
    texts = ConsentText.objects.filter(policy_version=live_policy(person.controller)).order_by("pk")
    standing = {(one.record.purpose, one.record.channel): one for one in answers_at(person, at)}
    return [
        ConsentChoice(text=text, answer=standing.get((text.purpose_key, text.channel)))
        for text in texts.exclude(channel=ON_WEBSITES)
    ]


def objection_choices(person: DataSubject, words: PolicyWords) -> list[ObjectionChoice]:
    """Give what may be done without a yes but never against a no (Art. 21(2)-(3))."""
    refused = {(one.purpose, one.channel) for one in standing_objections(person)}
    found = [
        ObjectionChoice(
            purpose=MARKETING,
            channel=channel,
            title=title,
            text=text,
            refused=(MARKETING, channel) in refused,
        )
        for channel, title, text in UNTIL_NO
    ]
    for key, purpose in words.policy.purposes.items():
        if purpose.profiling:
            found.append(
                ObjectionChoice(
                    purpose=PROFILING,
                    channel="",
                    title=words.purpose(key),
                    text=words.purpose_text(key),
                    refused=(PROFILING, "") in refused,
                )
            )
    return found
