"""An unattended year: 400 days with an outage, a dead relay, bounces and doubled clocks."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from consents.models import OutgoingMessage
from law.calendar import add_months, stockholm_day
from retention.models import Reminder
from retention.reminding import record_reminder_bounce, remind_due
from subjects.models import SupportProfile
from subjects.services.renewal import renew_profile
from tests import factories as make
from tests.policies import make_live
from tests.retention.nights import DAY, days, live_through, morning
from tests.retention.test_reminders_bounced import notification

pytestmark = pytest.mark.django_db(transaction=True)

START = date(2027, 1, 4)
END = START + 400 * DAY
OUTAGE = set(days(date(2027, 5, 10), date(2027, 6, 23)))
RELAY_DOWN = set(days(date(2027, 9, 8), date(2027, 9, 14)))
RENEWS_ON, RENEWING = date(2027, 4, 1), 3


def last_used_so_that_it_goes_on(day: date) -> date:
    """Give a day of last use whose 24 months end the day before."""
    used = add_months(day - DAY, -24)
    assert add_months(used, 24) + DAY == day
    return used


GOES_ON = [date(2027, month, 17) for month in range(2, 13)]


@pytest.fixture
def year(smtp_sink, settings):
    """Live the year, and give the mails' days by address and the day each profile went."""
    winlas = make_live("winlas")
    addresses = {}
    for number, goes_on in enumerate(GOES_ON):
        person = make.create_subject(winlas, email=f"p{number}@example.se")
        used = last_used_so_that_it_goes_on(goes_on)
        profile = make.create_support_profile(person, registered_on=used)
        addresses[profile.pk] = f"p{number}@example.se"
    renewing = SupportProfile.objects.get(subject__identities__value=f"p{RENEWING}@example.se")
    relay, mailed, gone, seen = settings.EMAIL_PORT, defaultdict(list), {}, 0
    for day in days(START, END):
        if day in OUTAGE:
            continue
        settings.EMAIL_PORT = 1 if day in RELAY_DOWN else relay
        if day == RENEWS_ON:
            renew_profile(profile=renewing, at=morning(day))
        live_through(winlas, day)
        remind_due(controller=winlas, today=day, at=morning(day) + timedelta(seconds=1))  # a doubled clock
        for delivery in smtp_sink.received[seen:]:
            mailed[delivery.recipients[0]].append(day)
            if delivery.recipients[0] == "p8@example.se":
                record_reminder_bounce(notification(delivery.content), at=morning(day))
        seen = len(smtp_sink.received)
        left = set(SupportProfile.objects.values_list("pk", flat=True))
        gone |= {address: day for pk, address in addresses.items() if pk not in left and address not in gone}
    return mailed, gone


def test_a_year_alone_reminds_each_once_a_point_and_erases_nobody_early_or_late(year):
    mailed, gone = year
    for number, goes_on in enumerate(GOES_ON):
        address = f"p{number}@example.se"
        mails = mailed[address]
        assert max(Counter(mails).values(), default=1) == 1, "two mails on one day"
        if number != RENEWING:
            assert 1 <= len(mails) <= 3
            due = max(goes_on, mails[0] + 30 * DAY)
            assert gone[address] == next(day for day in days(due, END) if day not in OUTAGE)
    _the_quiet_ones_are_mailed_on_exactly_the_three_days(mailed, gone)
    _a_dead_relay_delays_a_mail_and_nothing_more(mailed, gone)
    _whoever_keeps_the_profile_is_left_alone(mailed, gone)
    _nothing_is_left_of_those_who_are_gone()


def _the_quiet_ones_are_mailed_on_exactly_the_three_days(mailed, gone):
    goes_on = GOES_ON[9]  # November: nothing is down in the sixty days before
    assert mailed["p9@example.se"] == [goes_on - lead * DAY for lead in (60, 30, 7)]
    assert gone["p9@example.se"] == goes_on


def _a_dead_relay_delays_a_mail_and_nothing_more(mailed, gone):
    goes_on = GOES_ON[7]
    assert mailed["p7@example.se"][-1] == max(RELAY_DOWN) + DAY
    assert gone["p7@example.se"] == goes_on


def _whoever_keeps_the_profile_is_left_alone(mailed, gone):
    address = f"p{RENEWING}@example.se"
    assert address not in gone
    assert mailed[address]
    assert all(day < RENEWS_ON for day in mailed[address])


def _nothing_is_left_of_those_who_are_gone():
    assert {stockholm_day(at) < RENEWS_ON for at in Reminder.objects.values_list("at", flat=True)} == {True}
    left = set(SupportProfile.objects.values_list("subject_id", flat=True))
    assert set(OutgoingMessage.objects.values_list("subject_id", flat=True)) <= left
