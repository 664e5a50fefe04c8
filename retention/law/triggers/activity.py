"""The last counted activity of a support profile (RT-4, RT-6, WL-31, WL-32)."""

from __future__ import annotations

from datetime import date

from retention.law.facts import ActivityKind, SupportProfile
from retention.law.limit import IN_DOUBT, Standing
from retention.law.notice import effective

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


def last_counted_activity(profile: SupportProfile, as_of: date) -> Standing:
    """Count from the latest use; one dated after today makes the profile doubtful, so it is kept."""
    latest = max(_used_on(profile))
    if latest > as_of:
        return IN_DOUBT
    return Standing(latest, told_on=effective(profile.reminders, latest, as_of))


def registration(profile: SupportProfile, as_of: date) -> Standing:
    """Count from the registration: an address never confirmed, or a policy that counts so."""
    if profile.registered_on > as_of:
        return IN_DOUBT
    return Standing(profile.registered_on, told_on=effective(profile.reminders, profile.registered_on, as_of))


def existed_on(profile: SupportProfile, day: date) -> bool:
    """Tell whether a decision of that day could know the profile (fine point 6)."""
    return profile.registered_on <= day


def _used_on(profile: SupportProfile) -> list[date]:
    return [profile.registered_on, *(it.on for it in profile.activity if it.kind in COUNTED)]
