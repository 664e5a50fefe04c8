"""Keeping a support profile: one click in the reminder, or the button on Min profil (RT-6, WL-33)."""

from __future__ import annotations

from datetime import datetime

from django.core import signing

from law.calendar import stockholm_day
from ledger.actor import SUBJECT
from ledger.services import record
from subjects.models import Activity, ActivityKind, SupportProfile
from subjects.services.deed import deed
from subjects.services.locking import lock_subject
from subjects.services.support import record_activity

LINK_LIVES_SECONDS = 120 * 24 * 3600  # longer than from the first reminder, 60 days before, to any grace
SALT = "subjects.renewal"


def renewal_token(profile: SupportProfile) -> str:
    """Sign what the reminder's link carries: the number of the profile, nothing about the person."""
    return signing.dumps(profile.pk, salt=SALT)


def renewable(token: str) -> SupportProfile | None:
    """Give the profile a reminder's link stands for; None when it is forged, too old or erased."""
    try:
        key = signing.loads(token, salt=SALT, max_age=LINK_LIVES_SECONDS)
    except signing.BadSignature:
        return None
    return SupportProfile.objects.filter(pk=key).select_related("subject__controller").first()


@deed
def renew_profile(*, profile: SupportProfile, at: datetime) -> None:
    """Note that the person chose to keep the profile: a counted activity, from which two years run.

    A second click the same day changes nothing. Raises HolderErased when a purge came first.
    """
    lock_subject(profile.subject_id)
    day = stockholm_day(at)
    if Activity.objects.filter(profile=profile, kind=ActivityKind.RENEWAL, happened_on=day).exists():
        return
    record_activity(profile=profile, kind=ActivityKind.RENEWAL, at=at)
    record(
        controller=profile.subject.controller.slug,
        by=SUBJECT,
        action="support_profile.renew",
        object_type="support_profile",
        category="support_profile",
        at=at,
    )
