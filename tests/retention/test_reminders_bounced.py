"""A reminder that comes back counts, opens a task, and is recognised by its number alone."""

from __future__ import annotations

import io
import sys
from datetime import date, timedelta
from email import policy
from email.message import EmailMessage

import pytest
from django.core.management import CommandError, call_command

from consents.models import OutgoingMessage
from register.models import Finding
from retention.models import Reminder
from subjects.models import SupportProfile
from tests import factories as make
from tests.consents.letters import send_code
from tests.policies import make_live
from tests.retention.nights import live_through, morning, remind

pytestmark = pytest.mark.django_db(transaction=True)

PURGE = date(2028, 11, 26)
FIRST = PURGE - timedelta(days=60)


@pytest.fixture
def winlas():
    return make_live("winlas")


@pytest.fixture
def profile(winlas):
    person = make.create_subject(winlas, email="maria@example.se")
    return make.create_support_profile(person, registered_on=date(2026, 11, 25))


def notification(original: bytes, *, action: str = "failed", whole: bool = True) -> bytes:
    """Write the report a mail server sends back, with the mail itself or only its headers."""
    report = EmailMessage()
    report["From"] = "MAILER-DAEMON@relay.example.se"
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report.set_content("I could not deliver your mail.")
    report.make_mixed()
    report.replace_header("Content-Type", 'multipart/report; report-type="delivery-status"; boundary="B"')
    text = report.as_bytes(policy=policy.SMTP).decode()
    head, _sep, rest = text.partition("--B")
    status = (
        "--B\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; relay.example.se\r\n\r\n"
        f"Final-Recipient: rfc822; maria@example.se\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
    )
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    mail = original if whole else original.split(b"\r\n\r\n")[0] + b"\r\n"
    start = f"{head}--B{rest.rpartition('--B--')[0]}{status}--B\r\nContent-Type: {kind}\r\n\r\n".encode()
    return start + mail + b"\r\n--B--\r\n"


def bounce(tmp_path, raw: bytes) -> None:
    file = tmp_path / "returned.eml"
    file.write_bytes(raw)
    call_command("record_bounce", str(file))


@pytest.mark.parametrize("whole", [True, False])
def test_a_bounced_reminder_is_marked_and_opens_a_task(winlas, profile, smtp_sink, tmp_path, whole):
    remind(winlas, FIRST)
    bounce(tmp_path, notification(smtp_sink.received[0].content, whole=whole))
    assert Reminder.objects.get().status == "bounced"
    assert OutgoingMessage.objects.get().status == "bounced"
    finding = Finding.objects.get()
    assert (finding.code, finding.where) == ("F-BOUNCE", f"profile:{profile.pk}")


def test_a_bounced_reminder_counts_so_the_profile_goes_on_its_day(winlas, profile, smtp_sink, tmp_path):
    for days in (60, 30, 7):
        remind(winlas, PURGE - timedelta(days=days))
        bounce(tmp_path, notification(smtp_sink.received[-1].content))
    assert set(Reminder.objects.values_list("status", flat=True)) == {"bounced"}
    live_through(winlas, PURGE - timedelta(days=1))
    assert SupportProfile.objects.exists()
    live_through(winlas, PURGE)
    assert not SupportProfile.objects.exists()


def test_the_same_notification_twice_is_one_task(winlas, profile, smtp_sink, tmp_path):
    remind(winlas, FIRST)
    raw = notification(smtp_sink.received[0].content)
    bounce(tmp_path, raw)
    bounce(tmp_path, raw)
    assert Finding.objects.count() == 1


def test_a_notification_can_be_piped_in(winlas, profile, smtp_sink, monkeypatch):
    remind(winlas, FIRST)
    piped = io.TextIOWrapper(io.BytesIO(notification(smtp_sink.received[0].content)))
    monkeypatch.setattr(sys, "stdin", piped)
    call_command("record_bounce")
    assert Reminder.objects.get().status == "bounced"


def test_another_mail_of_ours_that_bounced_is_noted_and_no_task(winlas, smtp_sink, tmp_path):
    send_code(make.create_subject(winlas))
    bounce(tmp_path, notification(smtp_sink.received[0].content))
    assert OutgoingMessage.objects.get().status == "bounced"
    assert not Finding.objects.exists()


def test_a_mail_we_never_sent_is_refused_in_words(winlas, profile, smtp_sink, tmp_path):
    remind(winlas, FIRST)
    forged = notification(b"Message-ID: <forged@example.se>\r\nSubject: x\r\n\r\nx\r\n")
    with pytest.raises(CommandError, match="inget mejl som vi har skickat"):
        bounce(tmp_path, forged)
    assert Reminder.objects.get().status == "sent"


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered"])
def test_a_delay_or_a_receipt_is_no_bounce(winlas, profile, smtp_sink, tmp_path, action):
    remind(winlas, FIRST)
    with pytest.raises(CommandError, match="inget besked"):
        bounce(tmp_path, notification(smtp_sink.received[0].content, action=action))
    assert Reminder.objects.get().status == "sent"


@pytest.mark.parametrize("junk", [b"", b"\x00\xff\xfe", b"Subject: hi\r\n\r\n<a@b>\r\n", b"\r\n" * 999])
def test_what_is_no_notification_is_refused_in_words(winlas, tmp_path, junk):
    with pytest.raises(CommandError, match="inget besked"):
        bounce(tmp_path, junk)


def test_a_file_that_is_not_there_is_one_line(winlas, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("record_bounce", str(tmp_path / "nothing.eml"))


def test_a_reminder_whose_person_is_gone_leaves_nothing_to_bounce(winlas, profile, smtp_sink, tmp_path):
    remind(winlas, FIRST)
    raw = notification(smtp_sink.received[0].content)
    for days in (30, 7, 0):
        live_through(winlas, PURGE - timedelta(days=days))
    with pytest.raises(CommandError, match="inget mejl som vi har skickat eller minns"):
        bounce(tmp_path, raw)


def test_reminders_of_another_day_are_only_counted(winlas, profile, smtp_sink, capsys):
    from retention.purge.planning import plan

    plan(controller=winlas, as_of=FIRST, at=morning(FIRST))
    call_command("remind", "--as-of", str(FIRST))
    assert "Winlas: 1 påminnelser att skicka 2028-09-27. Inget är skickat." in capsys.readouterr().out
    assert smtp_sink.received == []
    assert not Reminder.objects.exists()


def test_the_command_reminds_today_and_says_how_many(winlas, smtp_sink, capsys):
    from django.utils import timezone

    from law.calendar import add_months, stockholm_day
    from retention.purge.planning import plan

    today = stockholm_day(timezone.now())
    make.create_support_profile(make.create_subject(winlas), registered_on=add_months(today, -30))
    plan(controller=winlas, as_of=today, at=timezone.now())
    call_command("remind")
    assert "Winlas: 1 påminnelser skickade, 0 kom inte iväg." in capsys.readouterr().out
    assert Reminder.objects.get().status == "sent"
