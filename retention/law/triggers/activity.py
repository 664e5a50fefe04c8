"""The last counted activity of a support profile (RT-4, RT-6, WL-31, WL-32)."""

from __future__ import annotations

from datetime import date

from law.shapes import Trigger, When
from retention.law.facts import ActivityKind, Facts, SupportProfile
from retention.law.limit import IN_DOUBT, Limit, Standing
from retention.law.notice import effective
from retention.law.policy import RetentionPolicy
from retention.law.shapes import apply

COUNTED = frozenset(
    {
        ActivityKind.REGISTRATION,
        ActivityKind.LOGIN,
        ActivityKind.TICKET_CREATED,
        ActivityKind.TICKET_REPLY,
        ActivityKind.PROFILE_UPDATE_BY_USER,
        ActivityKind.RENEWAL_CONFIRMED,
    }
)
"""What the person does with the service. Not a look at Min profil, nor what staff or machines do."""


def profile_limit(profile: SupportProfile, facts: Facts, as_of: date, policy: RetentionPolicy) -> Limit:
    """Keep while used and so long after; an address never confirmed goes after days (RT-4, domain.md 5)."""
    rule = policy.rule("support_profile", When.VERIFIED if profile.verified else When.UNVERIFIED)
    by_use = rule.trigger == Trigger.LAST_COUNTED_ACTIVITY
    standing = last_counted_activity(profile, as_of) if by_use else registration(profile, as_of)
    return apply(rule, standing, as_of)


def last_counted_activity(profile: SupportProfile, as_of: date) -> Standing:
    """Count from the latest use; one dated after today makes the profile doubtful, so it is kept."""
    latest = max(_used_on(profile))
    if latest > as_of:
        return IN_DOUBT
    return Standing(latest, told=effective(profile.reminders, latest, as_of))


def registration(profile: SupportProfile, as_of: date) -> Standing:
    """Count from the registration: an address never confirmed, or a policy that counts so."""
    if profile.registered_on > as_of:
        return IN_DOUBT
    return Standing(profile.registered_on, told=effective(profile.reminders, profile.registered_on, as_of))


def _used_on(profile: SupportProfile) -> list[date]:
    return [profile.registered_on, *(it.on for it in profile.activity if it.kind in COUNTED)]
