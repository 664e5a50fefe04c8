"""What a reminder says: when the profile goes, what goes with it, what stays and until when.

The templates are `templates/emails/reminder/`. Days come from the law, names of things from the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from consents.policy import live_file
from register.policyfile import PolicyFile
from retention.live import BoundPolicy
from retention.reminding.due import CATEGORY, Due, Outlook
from retention.selectors import Kept, kept_for
from subjects.models import DataSubject, SupportProfile
from subjects.services.renewal import renewal_token

FOLLOWS = "support_tickets"


def reminder_context(
    due: Due, after: Outlook, person: DataSubject, today: date, live: BoundPolicy
) -> dict[str, Any]:
    """Give the templates everything they say to one person, in the person's language."""
    kept = kept_for(person, today)
    slug = person.controller.slug
    profile = SupportProfile(pk=due.profile_id)
    with override(person.language):
        return {
            "name": (person.full_name.split() or [""])[0],
            "erased_on": after.erased_on,
            "next_on": after.next_on,
            "first_sent_on": after.first_sent_on,
            "named_before": after.named_before,
            "last_used_on": due.last_used_on(today),
            "retain_until": due.decision.retain_until,
            "months": due.months,
            "keep_link": _address("keep_account", slug, renewal_token(profile)),
            "profile_link": _address("my_profile", slug),
            "goes": list(_goes(kept, live_file(person.controller), person.language)),
            "stays": list(_stays(kept, live_file(person.controller), person.language)),
        }


def _goes(kept: list[Kept], policy: PolicyFile | None, language: str) -> Iterator[str]:
    category = policy.categories.get(CATEGORY) if policy else None
    what = _in(category.text, language) if category else ""
    yield (
        f"{_title(CATEGORY, policy, language)}: {what}." if what else f"{_title(CATEGORY, policy, language)}."
    )
    if any(one.category == FOLLOWS for one in kept):
        yield _("Ditt namn tas bort ur dina supportärenden. Frågan och svaret blir kvar utan dig.")


def _stays(kept: list[Kept], policy: PolicyFile | None, language: str) -> Iterator[str]:
    """Name each other kind of data once, with the last day it is kept where there is one."""
    until: dict[str, list[date | None]] = {}
    for one in kept:
        if one.category not in (CATEGORY, FOLLOWS):
            until.setdefault(one.category, []).append(None if one.blocked_by else one.decision.retain_until)
    for category, days in until.items():
        known = [day for day in days if day]
        title = _title(category, policy, language)
        if len(known) == len(days):
            day = date_format(max(known), "j F Y")
            yield _("%(what)s, till och med %(day)s.") % {"what": title, "day": day}
        else:
            yield _("%(what)s, tills vidare.") % {"what": title}


def _title(category: str, policy: PolicyFile | None, language: str) -> str:
    named = policy.categories.get(category) if policy else None
    return _in(named.title, language) if named else category.replace("_", " ").capitalize()


def _in(text: Any, language: str) -> str:
    return str(text.sv if language == "sv" else text.en).rstrip(".")


def _address(name: str, *arguments: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}"
