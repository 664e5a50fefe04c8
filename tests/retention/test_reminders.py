"""Reminders before a support profile goes, walked through time against a real mail server (RT-5)."""

from __future__ import annotations

import re
import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from consents.models import OutgoingMessage
from ledger.models import LedgerEntry
from register.models import Finding
from retention.live import live_policy
from retention.models import Reminder, ReminderStatus, RetentionUnit
from retention.purge.planning import plan
from retention.reminding import remind_due
from retention.reminding.claiming import CLAIM_LIVES, claim
from retention.reminding.due import due_among
from subjects.models import SupportProfile
from subjects.services.renewal import renew_profile
from tests import factories as make
from tests.erasing import as_a_purge
from tests.policies import both, make_live
from tests.retention.nights import DAY, live_through, morning, remind

pytestmark = pytest.mark.django_db(transaction=True)

REGISTERED = date(2026, 11, 25)
PURGE = date(2028, 11, 26)
FIRST, SECOND, LAST = (PURGE - timedelta(days=days) for days in (60, 30, 7))


@pytest.fixture
def winlas():
    return make_live("winlas")


@pytest.fixture
def profile(winlas):
    """Maria's, unused since the day it was registered."""
    person = make.create_subject(winlas, name="Maria Holm", email="maria@example.se")
    return make.create_support_profile(person, registered_on=REGISTERED)


def statuses():
    return list(Reminder.objects.order_by("at").values_list("status", flat=True))


def texts(sink):
    return [delivery.message.get_body(("plain",)).get_content() for delivery in sink.received]


# --- the three points --------------------------------------------------------------------------
def test_one_mail_goes_60_30_and_7_days_before_and_the_profile_on_its_day(winlas, profile, smtp_sink):
    for day in (FIRST - DAY, FIRST, FIRST + DAY, SECOND - DAY, SECOND, LAST - DAY, LAST, PURGE - DAY):
        live_through(winlas, day)
    assert [reminder.point_on for reminder in Reminder.objects.order_by("point_on")] == [FIRST, SECOND, LAST]
    assert len(smtp_sink.received) == 3
    assert SupportProfile.objects.filter(pk=profile.pk).exists()
    live_through(winlas, PURGE)
    assert not SupportProfile.objects.exists()
    assert not Reminder.objects.exists()
    assert not OutgoingMessage.objects.exists()


def test_the_mail_says_the_day_in_the_persons_language_and_carries_one_keep_link(winlas, profile, smtp_sink):
    remind(winlas, FIRST)
    (text,) = texts(smtp_sink)
    assert "Hej Maria," in text
    assert "26 november 2028" in text
    assert "25 november 2026" in text
    assert len(set(re.findall(r"\S+/behall/\S+", text))) == 1
    assert "Holm" not in text.split("/behall/")[1].split()[0]


def test_an_english_speaker_is_reminded_in_english(winlas, profile, smtp_sink):
    type(profile.subject).objects.update(language="en")
    remind(winlas, FIRST)
    html = smtp_sink.received[0].message.get_body(("html",)).get_content()
    assert 'lang="en"' in html


def test_the_mail_says_what_goes_and_what_stays(winlas, profile, smtp_sink):
    contact = make.create_contact(profile.subject, make.create_org(winlas))
    make.create_contract(contact.org, end=date(2028, 1, 31))
    make.create_ticket(profile.subject)
    remind(winlas, FIRST)
    (text,) = texts(smtp_sink)
    assert "Ditt namn tas bort ur dina supportärenden" in text
    assert "till och med 31 januari 2030" in text
    make.create_contract(contact.org, end=None)
    remind(winlas, SECOND)
    assert "Customer data, tills vidare." in texts(smtp_sink)[1]


def test_a_missed_point_and_the_next_are_one_mail(winlas, profile, smtp_sink):
    remind(winlas, SECOND + DAY)
    assert [reminder.point_on for reminder in Reminder.objects.all()] == [SECOND]
    remind(winlas, LAST)  # the mail of the day after SECOND moved everything by a day
    assert len(smtp_sink.received) == 1
    remind(winlas, LAST + DAY)
    assert len(smtp_sink.received) == 2


def test_running_it_again_sends_nothing(winlas, profile, smtp_sink):
    assert remind(winlas, FIRST).sent == 1
    assert remind_due(controller=winlas, today=FIRST, at=morning(FIRST)).sent == 0
    assert remind(winlas, FIRST).sent == 0
    assert len(smtp_sink.received) == 1


def test_the_unit_no_longer_asks_for_a_reminder_once_it_is_sent(winlas, profile, smtp_sink):
    remind(winlas, FIRST)
    unit = RetentionUnit.objects.get(category="support_profile")
    assert (unit.action, unit.remind_on) == ("keep", None)
    assert FIRST < unit.look_on <= SECOND


def test_a_sent_reminder_stands_in_the_ledger_without_the_person(winlas, profile, smtp_sink):
    remind(winlas, FIRST)
    line = LedgerEntry.objects.get(action="retention.remind")
    assert line.unit_ref == RetentionUnit.objects.get(category="support_profile").unit_ref
    assert (line.actor_role, line.category) == ("worker", "support_profile")


def test_a_reminder_goes_even_where_no_plan_was_made_that_night(winlas, profile, smtp_sink):
    plan(controller=winlas, as_of=FIRST - 10 * DAY, at=morning(FIRST - 10 * DAY))
    assert remind_due(controller=winlas, today=FIRST, at=morning(FIRST)).sent == 1


# --- what does not count, and what does -----------------------------------------------------------
def test_a_mail_that_never_left_does_not_count_and_is_tried_again(winlas, profile, smtp_sink):
    smtp_sink.refuse["maria@example.se"] = "451 4.3.0 Try again later"
    assert remind(winlas, FIRST).failed == 1
    assert statuses() == ["failed"]
    assert not Finding.objects.exists()
    smtp_sink.refuse.clear()
    assert remind(winlas, FIRST + DAY).sent == 1
    assert statuses() == ["sent"]


def test_nobody_goes_while_no_mail_can_leave_and_then_has_30_days(winlas, profile, smtp_sink):
    smtp_sink.refuse["maria@example.se"] = "550 5.1.1 No such mailbox"
    for day in (FIRST, SECOND, LAST, PURGE, PURGE + 40 * DAY):
        live_through(winlas, day)
    assert SupportProfile.objects.exists()
    assert RetentionUnit.objects.get(category="support_profile").reasons == [
        "REMINDER_MISSING",
        "SUPPORT_24M",
    ]
    smtp_sink.refuse.clear()
    mended = PURGE + 41 * DAY
    live_through(winlas, mended)
    assert "5 februari 2029" in texts(smtp_sink)[0]
    for day in (mended + 10 * DAY, mended + 23 * DAY, mended + 29 * DAY):
        live_through(winlas, day)
    assert SupportProfile.objects.exists()
    live_through(winlas, mended + 30 * DAY)
    assert not SupportProfile.objects.exists()


def test_the_late_mail_says_when_and_why_that_day(winlas, profile, smtp_sink):
    late = PURGE + 5 * DAY
    remind(winlas, late)
    (text,) = texts(smtp_sink)
    assert "31 december 2028" in text
    assert "minst 30 dagar" in text
    assert "vi skickade" not in text


def test_an_address_that_never_takes_mail_is_told_to_the_staff_until_it_does(winlas, profile, smtp_sink):
    smtp_sink.refuse["maria@example.se"] = "550 5.1.1 No such mailbox"
    remind(winlas, FIRST)
    remind(winlas, FIRST + DAY)
    finding = Finding.objects.get(code="F-REMINDER")
    assert finding.where == f"profile:{profile.pk}"
    smtp_sink.refuse.clear()
    remind(winlas, FIRST + 2 * DAY)
    finding.refresh_from_db()
    assert finding.closed_at is not None


def test_somebody_without_an_address_is_told_to_the_staff(winlas, smtp_sink):
    make.create_support_profile(make.create_subject(winlas, email=""), registered_on=REGISTERED)
    assert remind(winlas, FIRST).failed == 1
    assert Finding.objects.get().code == "F-REMINDER"


def test_a_relay_that_is_down_ends_the_run_and_nobody_is_lost(winlas, smtp_sink, settings):
    for _n in range(6):
        make.create_support_profile(make.create_subject(winlas), registered_on=REGISTERED)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    report = remind(winlas, FIRST)
    assert (report.failed, report.relay_down) == (3, True)
    settings.EMAIL_PORT = port
    assert remind(winlas, FIRST + DAY).sent == 6


# --- the person acts --------------------------------------------------------------------------------
def test_keeping_the_profile_starts_the_time_again_and_no_further_mail_goes(winlas, profile, smtp_sink):
    live_through(winlas, FIRST)
    renew_profile(profile=profile, at=morning(FIRST + DAY))
    for day in (FIRST + DAY, SECOND, LAST, PURGE):
        live_through(winlas, day)
    assert len(smtp_sink.received) == 1
    assert SupportProfile.objects.exists()


def test_whoever_keeps_the_profile_while_we_are_about_to_write_is_not_mailed(winlas, profile, smtp_sink):
    plan(controller=winlas, as_of=FIRST, at=morning(FIRST))
    (due,) = due_among([profile.subject_id], FIRST, live_policy(winlas))
    renew_profile(profile=profile, at=morning(FIRST))
    assert claim(due, promised_on=PURGE, message_id="x@example.se", at=morning(FIRST)) is None


def test_an_erased_profile_of_somebody_still_here_cannot_be_claimed(winlas, profile, smtp_sink):
    plan(controller=winlas, as_of=FIRST, at=morning(FIRST))
    (due,) = due_among([profile.subject_id], FIRST, live_policy(winlas))
    with as_a_purge(winlas):
        SupportProfile.objects.all().delete()
    assert claim(due, promised_on=PURGE, message_id="x@example.se", at=morning(FIRST)) is None


def test_nobody_is_reminded_under_a_block(winlas, profile, smtp_sink):
    make.create_block(profile.subject, from_on=FIRST - DAY)
    live_through(winlas, FIRST)
    assert smtp_sink.received == []


# --- a day that a mail named ------------------------------------------------------------------------
def shortened(company):
    """Make a policy live that keeps an unused profile for 12 months instead of 24."""
    rule = {
        "shape": "after_last_activity",
        "trigger": "last_counted_activity",
        "when": "verified",
        "period": "12 months",
        "notice": {"leads": [60, 30, 7], "minimum": 30},
        "rule": both("Ett år."),
    }
    return make_live(company, retention={"support_profile": {"SUPPORT_24M": rule}})


def test_a_shorter_policy_erases_nobody_before_the_day_our_mail_named(winlas, profile, smtp_sink):
    live_through(winlas, FIRST)
    assert Reminder.objects.get().promised_on == PURGE
    shortened(winlas)
    for day in (FIRST + DAY, FIRST + timedelta(days=31), PURGE - DAY):
        live_through(winlas, day)
        assert SupportProfile.objects.exists()
    assert {reminder.promised_on for reminder in Reminder.objects.all()} == {PURGE}
    live_through(winlas, PURGE)
    assert not SupportProfile.objects.exists()


def test_the_next_mail_says_that_the_day_was_named_before(winlas, profile, smtp_sink):
    live_through(winlas, FIRST)
    shortened(winlas)
    live_through(winlas, SECOND)
    first, second = texts(smtp_sink)
    assert "har vi redan nämnt" not in first
    assert "Men 26 november 2028 har vi redan nämnt för dig" in second


def test_whoever_uses_the_account_after_the_mail_is_promised_nothing_by_it(winlas, profile, smtp_sink):
    live_through(winlas, FIRST)
    renew_profile(profile=profile, at=morning(FIRST + DAY))
    shortened(winlas)
    live_through(winlas, PURGE)
    (unit,) = RetentionUnit.objects.filter(category="support_profile")
    assert unit.retain_until == date(2029, 9, 28)


# --- two workers, and a crash ------------------------------------------------------------------------
def test_two_workers_at_once_send_each_reminder_once(winlas, smtp_sink):
    for _n in range(8):
        make.create_support_profile(make.create_subject(winlas), registered_on=REGISTERED)
    plan(controller=winlas, as_of=FIRST, at=morning(FIRST))
    start, problems = threading.Barrier(3, timeout=20), []

    def work():
        try:
            start.wait()
            remind_due(controller=winlas, today=FIRST, at=morning(FIRST))
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert problems == []
    recipients = [address for delivery in smtp_sink.received for address in delivery.recipients]
    assert len(recipients) == len(set(recipients)) == 8
    assert statuses() == ["sent"] * 8


def abandoned(winlas, profile):
    plan(controller=winlas, as_of=FIRST, at=morning(FIRST))
    (due,) = due_among([profile.subject_id], FIRST, live_policy(winlas))
    reminder = claim(due, promised_on=PURGE, message_id="abandoned@example.se", at=morning(FIRST))
    assert reminder is not None
    return reminder


def test_a_claim_whose_worker_died_is_tried_again_after_an_hour_and_not_before(winlas, profile, smtp_sink):
    abandoned(winlas, profile)
    soon = morning(FIRST) + CLAIM_LIVES
    assert remind_due(controller=winlas, today=FIRST, at=soon).sent == 0
    assert remind_due(controller=winlas, today=FIRST, at=soon + timedelta(seconds=1)).sent == 1
    assert statuses() == ["sent"]


def test_a_mail_that_left_before_its_worker_died_is_not_sent_again(winlas, profile, smtp_sink):
    reminder = abandoned(winlas, profile)
    OutgoingMessage.objects.create(
        controller=winlas,
        subject=profile.subject,
        event="reminder",
        message_class="service",
        channel="email",
        language="sv",
        status="sent",
        message_id=reminder.message_id,
    )
    remind_due(controller=winlas, today=FIRST, at=morning(FIRST) + timedelta(hours=2))
    assert smtp_sink.received == []
    assert statuses() == [ReminderStatus.SENT]


def test_one_person_whose_mail_cannot_be_written_does_not_stop_the_others(winlas, smtp_sink, monkeypatch):
    broken = make.create_support_profile(make.create_subject(winlas, name="X"), registered_on=REGISTERED)
    make.create_support_profile(make.create_subject(winlas), registered_on=REGISTERED)
    from retention.reminding import sending

    whole = sending.reminder_context

    def breaks(due, *rest):
        return whole(due, *rest) if due.profile_id != broken.pk else {}[0]

    monkeypatch.setattr(sending, "reminder_context", breaks)
    report = remind(winlas, FIRST)
    assert (report.sent, report.failed) == (1, 1)
