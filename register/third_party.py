"""What the tables of Django and of other packages hold: the data map of everything that is not ours.

One place, so that an upgrade which adds a column is seen: `manage.py check` fails until the new
column has its answer here. Tables of links follow the many-to-many field that made them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Declared:
    """The same answer that a model of ours gives in its `class PersonalData`."""

    category: str = ""
    personal: Mapping[str, str] = field(default_factory=dict)
    not_personal: tuple[str, ...] = ()


DECLARED: dict[str, Declared] = {
    "auth.Permission": Declared(not_personal=("id", "name", "content_type", "codename")),
    "auth.Group": Declared(not_personal=("id", "name", "permissions")),
    "contenttypes.ContentType": Declared(not_personal=("id", "app_label", "model")),
    # Admin log entries carry no names: the panel writes a label and an id, never str() of a person.
    "admin.LogEntry": Declared(
        category="staff_account",
        personal={"user": "observed"},
        not_personal=(
            "id",
            "action_time",
            "content_type",
            "object_id",
            "object_repr",
            "action_flag",
            "change_message",
        ),
    ),
    "sessions.Session": Declared(
        category="account",
        personal={"session_key": "observed", "session_data": "observed"},
        not_personal=("expire_date",),
    ),
    "account.EmailAddress": Declared(
        category="account",
        personal={"user": "provided", "email": "provided"},
        not_personal=("id", "verified", "primary"),
    ),
    "account.EmailConfirmation": Declared(
        category="account",
        personal={"email_address": "provided", "key": "observed"},
        not_personal=("id", "created", "sent"),
    ),
    "mfa.Authenticator": Declared(
        category="account",
        personal={"user": "provided", "data": "provided", "last_used_at": "observed"},
        not_personal=("id", "type", "created_at"),
    ),
    "usersessions.UserSession": Declared(
        category="account",
        personal={
            "user": "provided",
            "session_key": "observed",
            "ip": "observed",
            "user_agent": "observed",
            "data": "observed",
            "last_seen_at": "observed",
        },
        not_personal=("id", "created_at"),
    ),
    # The schedule names tasks; their arguments are ids and days, never people.
    "django_celery_beat.SolarSchedule": Declared(not_personal=("id", "event", "latitude", "longitude")),
    "django_celery_beat.IntervalSchedule": Declared(not_personal=("id", "every", "period")),
    "django_celery_beat.ClockedSchedule": Declared(not_personal=("id", "clocked_time")),
    "django_celery_beat.CrontabSchedule": Declared(
        not_personal=(
            "id",
            "minute",
            "hour",
            "day_of_month",
            "month_of_year",
            "day_of_week",
            "timezone",
        )
    ),
    "django_celery_beat.PeriodicTasks": Declared(not_personal=("ident", "last_update")),
    "django_celery_beat.PeriodicTask": Declared(
        not_personal=(
            "id",
            "name",
            "task",
            "interval",
            "crontab",
            "solar",
            "clocked",
            "args",
            "kwargs",
            "queue",
            "exchange",
            "routing_key",
            "headers",
            "priority",
            "expires",
            "expire_seconds",
            "one_off",
            "start_time",
            "enabled",
            "last_run_at",
            "total_run_count",
            "date_changed",
            "description",
        )
    ),
}
