"""The logins of staff go 24 months after their last role ended (RT-15, STAFF_24M); sessions when they expire.

A login with a role at several controllers is asked about under each of them, and goes when none keeps it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import connection, transaction

from accounts.models import Controller
from law.calendar import stockholm_day
from retention.law import Facts, decide
from retention.law.facts import Record
from retention.live import BoundPolicy, live_policy

ENDED = """
select user_id, controller_id, max(ended_at) from accounts_staffrole r
where not exists (select 1 from accounts_staffrole o where o.user_id = r.user_id and o.ended_at is null)
    and not exists (select 1 from subjects_datasubject s where s.user_id = r.user_id)
group by user_id, controller_id
"""
GOES_WITH_A_LOGIN = (
    "delete from django_session where session_key in "
    "(select session_key from usersessions_usersession where user_id = any(%(ids)s))",
    "delete from usersessions_usersession where user_id = any(%(ids)s)",
    "delete from mfa_authenticator where user_id = any(%(ids)s)",
    "delete from account_emailconfirmation where email_address_id in "
    "(select id from account_emailaddress where user_id = any(%(ids)s))",
    "delete from account_emailaddress where user_id = any(%(ids)s)",
    "delete from django_admin_log where user_id = any(%(ids)s)",
    "delete from accounts_accessgrant where staff_role_id in "
    "(select id from accounts_staffrole where user_id = any(%(ids)s))",
    "delete from accounts_staffrole where user_id = any(%(ids)s)",
    "delete from accounts_user_groups where user_id = any(%(ids)s)",
    "delete from accounts_user_user_permissions where user_id = any(%(ids)s)",
    "update subjects_accesslog set user_id = null where user_id = any(%(ids)s)",
    "update subjects_processingblock set placed_by_id = null where placed_by_id = any(%(ids)s)",
    "update retention_purgerun set released_by_id = null where released_by_id = any(%(ids)s)",
)


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
        if not due:
            return Counter()
        for statement in GOES_WITH_A_LOGIN:
            cursor.execute(statement, {"ids": due})
        cursor.execute(
            "delete from accounts_user where id = any(%s) and not is_superuser returning id", [due]
        )
        return Counter(accounts_user=cursor.rowcount)


def _is_due(policies: dict[int, BoundPolicy], controller: int, ended_at: datetime, today: date) -> bool:
    live = policies.get(controller)
    if live is None:
        return False
    day = stockholm_day(ended_at)
    facts = Facts(records=(Record("staff_account", {"last_role_ended_on": day}),))
    return decide("staff_account", facts, today, live.rules).is_destructive


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
