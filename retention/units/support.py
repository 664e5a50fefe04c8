"""The facts of the support service: profiles with their activity and reminders (RT-4, RT-5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from law.calendar import stockholm_day
from retention.law.facts import Activity, ActivityKind, Reminder, ReminderStatus, SupportProfile
from retention.units.together import Part, Row, grouped

PROFILES = "from subjects_supportprofile p where p.subject_id = any(%(ids)s)"

PARTS = {
    "profiles": Part("p.subject_id, p.id, p.registered_at, p.verified_at is not null", PROFILES),
    # The latest day of each kind decides as much as all of them.
    "activity": Part(
        "a.profile_id, a.latest, a.kind",
        f"""from (select profile_id, kind, max(happened_on) as latest from subjects_activity
            where profile_id in (select p.id {PROFILES}) group by profile_id, kind) a""",
        order="a.kind",
    ),
    "reminders": Part(
        "r.profile_id, r.at, r.status, r.promised_on",
        "from retention_reminder r where r.subject_id = any(%(ids)s) and r.status <> 'pending'",
        order="r.id",
    ),
}


def profiles_in(found: Mapping[str, list[Row]]) -> dict[int, tuple[int, SupportProfile]]:
    """Take the profiles out of what was read, each with its id, by person."""
    activity, reminders = grouped(found["activity"]), grouped(found["reminders"])
    return {
        person: (
            pk,
            _profile(registered_at, activity.get(pk, ()), reminders.get(pk, ()), verified=verified),
        )
        for person, pk, registered_at, verified in found["profiles"]
    }


def _profile(
    registered_at: str, activity: Iterable[Row], reminders: Iterable[Row], *, verified: bool
) -> SupportProfile:
    return SupportProfile(
        registered_on=stockholm_day(datetime.fromisoformat(registered_at)),
        activity=tuple(Activity(date.fromisoformat(on), ActivityKind(kind)) for on, kind in activity),
        reminders=tuple(
            Reminder(
                stockholm_day(datetime.fromisoformat(at)),
                ReminderStatus(status),
                date.fromisoformat(promised_on) if promised_on else None,
            )
            for at, status, promised_on in reminders
        ),
        verified=verified,
    )
