"""The mail sink: what comes in, what is refused, what is kept."""

from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail

from privacyhub.services import mailbox
from privacyhub.services.mail_sink import MailSink, mail_sink


def test_a_mail_arrives_with_its_swedish_letters(smtp_sink: MailSink) -> None:
    send_mail("Påminnelse", "Vi sparar din profil en månad till.", "hub@example.se", ["asa@example.se"])
    (delivery,) = smtp_sink.received
    assert delivery.recipients == ("asa@example.se",)
    assert delivery.message["Subject"] == "Påminnelse"
    assert "månad" in delivery.message.get_content()


@pytest.mark.parametrize("answer", ["550 5.1.1 No such mailbox", "451 4.3.0 Try again later"])
def test_a_refused_recipient_is_an_error_with_the_answers_code(smtp_sink: MailSink, answer: str) -> None:
    smtp_sink.refuse["gone@example.se"] = answer
    with pytest.raises(SMTPRecipientsRefused) as refused:
        send_mail("x", "y", "hub@example.se", ["gone@example.se"])
    assert refused.value.recipients["gone@example.se"][0] == int(answer[:3])
    assert smtp_sink.received == []


def test_a_mail_is_a_file_that_can_be_read_again(tmp_path: Path, smtp_sink: MailSink) -> None:
    smtp_sink.folder = tmp_path / "mail"
    mail = EmailMultiAlternatives(
        "Hej", "text på svenska", "hub@example.se", ["a@example.se", "b@example.se"]
    )
    mail.attach_alternative("<p>text på svenska</p>", "text/html")
    mail.send()
    (stored,) = mailbox.newest(smtp_sink.folder)
    assert stored.recipients == "a@example.se, b@example.se"
    assert stored.text().strip() == "text på svenska"
    assert stored.text("html").strip() == "<p>text på svenska</p>"
    assert smtp_sink.folder.stat().st_mode & 0o777 == 0o700


def test_only_the_newest_mails_are_kept(tmp_path: Path) -> None:
    for number in range(5):
        mailbox.store(tmp_path, f"Subject: {number}\r\n\r\n".encode(), recipients=("a@example.se",), keep=3)
    assert [mail.message["Subject"] for mail in mailbox.newest(tmp_path)] == ["4", "3", "2"]


@pytest.mark.parametrize("name", ["../secret.eml", "missing.eml", "notes.txt", ""])
def test_no_other_file_can_be_read_through_the_mailbox(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.eml").write_text("x")
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "notes.txt").write_text("x")
    assert mailbox.read(tmp_path / "mail", name) is None


def test_two_sinks_take_two_ports() -> None:
    with mail_sink() as first, mail_sink() as second:
        assert first.port != second.port
