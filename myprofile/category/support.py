"""The future of a support profile as four points: joined, last used, reminded, erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from law.calendar import stockholm_day
from myprofile.kept.dates import joined
from register.wording.when import day_in_words
from retention.law import RetentionDecision, Rule
from retention.law.triggers.activity import COUNTED
from subjects.models import Activity, SupportProfile


@dataclass(frozen=True, kw_only=True)
class SupportFuture:
    """The days of a support profile's line; the last two are empty while it has no date."""

    registered_on: date
    last_used_on: date
    used: bool
    reminded_on: str
    erased_on: date | None


def support_future(
    profile: SupportProfile, decision: RetentionDecision, rule: Rule | None, *, on: date
) -> SupportFuture:
    """Draw the line from what `decide` said; the reminder days are the rule's leads before that day."""
    counted = [str(kind) for kind in COUNTED]
    latest = Activity.objects.filter(profile=profile, kind__in=counted, happened_on__lte=on)
    last = latest.order_by("-happened_on").values_list("happened_on", flat=True).first()
    registered_on = stockholm_day(profile.registered_at)
    erased_on = decision.action_date
    leads = sorted(rule.notice.leads, reverse=True) if rule and rule.notice and erased_on else []
    days = [erased_on - timedelta(days=lead) for lead in leads] if erased_on else []
    return SupportFuture(
        registered_on=registered_on,
        last_used_on=max(last or registered_on, registered_on),
        used=bool(last and last > registered_on),
        reminded_on=joined([day_in_words(day) for day in days if day >= on]),
        erased_on=erased_on,
    )
