"""Support profiles: active, forgotten, reminded, and those whose reminder never left (RT-4, RT-5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from imports.demo.cast import Cast
from law.calendar import add_months
from subjects import models as m

ADDED = ("Schemat visas inte", "Lönefilen saknar en rad", "Kan inte logga in", "Fråga om ny version")


def support_stories(cast: Cast) -> None:
    """Tell of the support service: nobody goes without a reminder that left 30 days before."""
    if not cast.has("support_profile"):
        return
    active(cast, 0)
    soon_forgotten(cast, before=30, reminded=(60,))
    for number in range(1, 110):
        active(cast, number)
    for number in range(14):
        forgotten(cast, reminded=(60, 30, 7), late=number % 3 + 1, tickets=number % 3 == 0)
    for status in ("bounced", "bounced"):
        forgotten(cast, reminded=(60,), late=2, status=status)
    for _number in range(6):
        forgotten(cast, reminded=(), late=20)
    for _number in range(2):
        forgotten(cast, reminded=(60, 30, 7), late=3, status="failed")
    for _number in range(2):
        forgotten(cast, reminded=(-10,), late=15)
    for before, reminded in ((60, ()), (45, (60,)), (30, (60,)), (7, (60, 30)), (3, (60, 30, 7))) * 3:
        soon_forgotten(cast, before=before, reminded=reminded)
    unconfirmed(cast)


def active(cast: Cast, number: int) -> m.SupportProfile:
    """Register somebody who uses the service now and then; every fifth has asked something."""
    registered = cast.ago(days=120 + number * 17 % 900)
    last = min(cast.ago(days=number * 13 % 600), cast.today - timedelta(days=1))
    profile = _profile(cast, registered, [max(registered, last - timedelta(days=n)) for n in (0, 30, 75)])
    if number % 5 == 0:
        _ticket(cast, profile, last, number)
    return profile


def forgotten(
    cast: Cast, *, reminded: Iterable[int], late: int, status: str = "sent", tickets: bool = False
) -> m.SupportProfile:
    """Let somebody's two years run out `late` days ago, reminded so many days before the end."""
    last = cast.ago(months=24, days=late)
    profile = _profile(cast, cast.ago(months=40), [last])
    for days in reminded:
        cast.reminder(profile, cast.today - timedelta(days=late - 1 + days), status)
    if tickets:
        _ticket(cast, profile, last, late)
    return profile


def soon_forgotten(cast: Cast, *, before: int, reminded: Iterable[int]) -> None:
    """Let somebody's profile go `before` days from now, with the reminders sent so many days before that."""
    goes_on = cast.today + timedelta(days=before)
    profile = _profile(cast, cast.ago(months=36), [add_months(goes_on - timedelta(days=1), -24)])
    for days in reminded:
        cast.reminder(profile, goes_on - timedelta(days=days))


def unconfirmed(cast: Cast) -> None:
    """Leave registrations whose address nobody confirmed: three past their week, one of yesterday."""
    for days in (1, 9, 12, 30):
        person = cast.person(since=cast.ago(days=days))
        cast.add(m.SupportProfile(subject=person, registered_at=cast.at(cast.ago(days=days))))


def _profile(cast: Cast, registered: date, logins: Iterable[date]) -> m.SupportProfile:
    org = _next_organisation(cast)
    contact = cast.contact(org, cast.person(since=registered))
    profile = cast.add(
        m.SupportProfile(
            subject=contact.subject,
            registered_at=cast.at(registered),
            verified_at=cast.at(registered, 11),
            organisation_name=org.name,
            interests="lönerevision, schema",
            ip_masked="192.0.2.0",
            device="dator",
        )
    )
    for day in sorted(set(logins)):
        cast.add(m.Activity(profile=profile, kind=m.ActivityKind.LOGIN, happened_on=day))
    return profile


def _next_organisation(cast: Cast) -> m.CustomerOrg:
    """Give an organisation with a running contract; four people share one."""
    made = len(cast.rows[m.SupportProfile])
    if made % 4 == 0:
        org = cast.organisation()
        cast.contract(org, cast.ago(months=40))
        return org
    return cast.rows[m.Contact][-1].org  # type: ignore[no-any-return]


def _ticket(cast: Cast, profile: m.SupportProfile, opened: date, number: int) -> None:
    name = profile.subject.full_name
    cast.add(
        m.SupportTicket(
            subject=profile.subject,
            number=cast.number("S"),
            requester=name,
            title=ADDED[number % len(ADDED)],
            body=f"Hej! {ADDED[number % len(ADDED)]}. Hälsningar {name}",
            product="Schema",
            opened_at=cast.at(opened, 14),
            closed_at=cast.at(opened, 16),
        )
    )
