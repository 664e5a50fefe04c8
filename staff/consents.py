"""What a person has said yes and no to, by whom it came and in what words; and what they can say now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from consents.law import MARKETING, PROFILING, ConsentStatus
from consents.models import ConsentEvent, Objection
from consents.selectors import (
    Answer,
    answers_at,
    closed_addresses,
    is_objected_to,
    standing_objections,
)
from consents.services.objecting import MARKETING_CHANNELS
from register.models import ConsentText
from register.policyfile.words import ON_WEBSITES
from register.selectors import live_policy
from register.wording import PolicyWords
from staff.choices import CHANNELS
from subjects.models import DataSubject

EVERY_CHANNEL = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing the person said: when, what, to which words, by whom it was brought and how."""

    at: datetime
    said: str
    about: str
    way: str
    number: int | None = None
    role: str = ""
    who: str = ""
    evidence: str = ""


def history_of(subject: DataSubject, words: PolicyWords) -> list[Step]:
    """Give everything the person has said about consent and objection, the newest first."""
    steps = list(ConsentEvent.objects.filter(subject=subject).select_related("record__text"))
    objections = Objection.objects.filter(subject=subject)
    found = [*_of_consents(steps), *_of_objections(objections, words)]
    return sorted(found, key=lambda step: step.at, reverse=True)


def refused_now(subject: DataSubject, words: PolicyWords) -> list[tuple[str, datetime]]:
    """Give the objections that stand: to what, and since when."""
    return [
        (f"{words.purpose(one.purpose)}: {channel_word(one.channel)}", one.objected_at)
        for one in standing_objections(subject)
    ]


def standing_of(subject: DataSubject, at: datetime) -> list[Answer]:
    """Give the answers as they stand, each with what it is worth now."""
    return answers_at(subject, at)


def closed_channels(subject: DataSubject) -> list[str]:
    """Say on which channels an address of the person is closed to marketing."""
    return sorted({channel_word(one.channel) for one in closed_addresses(subject)})


def what_to_refuse(subject: DataSubject, words: PolicyWords, at: datetime) -> dict[str, str]:
    """Give what a person can say no to in one step: `purpose:channel` and its words.

    Marketing as a whole and by channel, profiling, and each other consent that stands. An objection
    to anything else is weighed (Art. 21(1)) and so is a request.
    """
    found = {f"{MARKETING}:{EVERY_CHANNEL}": _("All reklam")}
    for channel in MARKETING_CHANNELS:
        found[f"{MARKETING}:{channel}"] = _("Reklam via %(channel)s") % {"channel": channel_word(channel)}
    if any(purpose.profiling for purpose in words.policy.purposes.values()):
        found[f"{PROFILING}:{EVERY_CHANNEL}"] = _("All profilering")
    for answer in answers_at(subject, at):
        record = answer.record
        if record.purpose != MARKETING and answer.status is ConsentStatus.GIVEN:
            found[f"{record.purpose}:{record.channel}"] = _("Samtycket: %(title)s") % {
                "title": record.text.title
            }
    return found


def what_to_ask(subject: DataSubject) -> list[ConsentText]:
    """Give the texts a person can be asked by staff; those of websites are asked there."""
    texts = ConsentText.objects.filter(policy_version=live_policy(subject.controller))
    return list(texts.exclude(channel=ON_WEBSITES).order_by("pk"))


def channel_word(channel: str) -> str:
    """Name a channel."""
    return str(CHANNELS.get(channel, channel))


def no_stands_against(subject: DataSubject, text: ConsentText) -> bool:
    """Tell whether the person's own no stands against what a text asks for."""
    closed = text.purpose_key == MARKETING and channel_word(text.channel) in closed_channels(subject)
    return closed or is_objected_to(subject, text)


def _of_consents(steps: list[ConsentEvent]) -> Iterator[Step]:
    names = _names(step.actor_ref for step in steps)
    for step in steps:
        yield Step(
            at=step.at,
            said=step.get_kind_display(),
            about=step.record.text.title,
            number=step.record.text.number,
            way=step.get_way_display(),
            role=step.actor_role,
            who=names.get(step.actor_ref, ""),
            evidence=step.evidence,
        )


def _of_objections(objections: Iterable[Objection], words: PolicyWords) -> Iterator[Step]:
    for row in objections:
        about = f"{words.purpose(row.purpose)}: {channel_word(row.channel)}"
        said = _("sa nej (%(how)s)") % {"how": row.get_outcome_display()}
        yield Step(at=row.objected_at, said=said, about=about, way=row.get_way_display())
        if row.ended_at:
            yield Step(at=row.ended_at, said=_("invändningen upphörde"), about=about, way="")


def _names(refs: Iterable[str]) -> Mapping[str, str]:
    """Give the addresses of the staff that brought a word, in one query."""
    numbers = {int(ref[5:]) for ref in refs if ref.startswith("user:") and ref[5:].isdecimal()}
    return {
        f"user:{pk}": email for pk, email in User.objects.filter(pk__in=numbers).values_list("pk", "email")
    }
