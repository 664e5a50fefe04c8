"""Logins of staff go 24 months after their last role ended (RT-15, STAFF_24M); sessions when they expire.

A login with a role at several controllers is asked about under each of them, and goes when none keeps it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import connection, transaction

from accounts.models import Controller
from law.calendar import stockholm_day
from retention.erasing.logins import FORMER_STAFF, erase_logins
from retention.law import Facts, decide
from retention.law.facts import Record, SecurityEvent
from retention.law.policy import default_policy
from retention.live import BoundPolicy, live_policy

ENDED = """
select user_id, controller_id, max(ended_at) from accounts_staffrole r
where not exists (select 1 from accounts_staffrole o where o.user_id = r.user_id and o.ended_at is null)
    and not exists (select 1 from subjects_datasubject s where s.user_id = r.user_id)
group by user_id, controller_id
"""


@transaction.atomic
def erase_staff_logins(today: date) -> Counter[str]:
    """Erase the logins of former staff that are past their date; give rows by table."""
    policies = {c.pk: live_policy(c) for c in Controller.objects.filter(live_policy__isnull=False)}
    with connection.cursor() as cursor:
        cursor.execute(ENDED)
        roles: dict[int, list[tuple[int, datetime]]] = {}
        for user, controller, ended_at in cursor.fetchall():
            roles.setdefault(user, []).append((controller, ended_at))
        due = [user for user, held in roles.items() if all(_is_due(policies, *role, today) for role in held)]
        gone = erase_logins(cursor, due, which=FORMER_STAFF, today=today)
        return Counter(accounts_user=gone) if gone else Counter()


def _is_due(policies: dict[int, BoundPolicy], controller: int, ended_at: datetime, today: date) -> bool:
    live = policies.get(controller)
    if live is None:
        return False
    day = stockholm_day(ended_at)
    facts = Facts(records=(Record("staff_account", {"last_role_ended_on": day}),))
    return decide("staff_account", facts, today, live.rules).is_destructive


@transaction.atomic
def forget_events_of_nobody(today: date) -> int:
    """Delete what the security log has of no company, by the default rule: no policy speaks of it."""
    with connection.cursor() as cursor:
        cursor.execute("select distinct at from accounts_securityevent where controller_id is null")
        days = {stockholm_day(at) for (at,) in cursor.fetchall()}
        due = [day for day in days if _event_is_due(day, today)]
        if not due:
            return 0
        cursor.execute(
            "delete from accounts_securityevent where controller_id is null "
            "and (at at time zone 'Europe/Stockholm')::date = any(%s)",
            [due],
        )
        return int(cursor.rowcount)


def _event_is_due(day: date, today: date) -> bool:
    facts = Facts(security_log=(SecurityEvent(day),))
    return decide("security_log", facts, today, default_policy()).is_destructive


def forget_expired_sessions(at: datetime) -> int:
    """Delete the sessions whose time is over, with what is kept about them; give how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from django_session where expire_date < %s", [at])
        gone: int = cursor.rowcount
        cursor.execute(
            "delete from usersessions_usersession u where not exists "
            "(select 1 from django_session s where s.session_key = u.session_key)"
        )
    return gone
