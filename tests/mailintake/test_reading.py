"""Whatever a stranger writes: the words, safely, or what could not be read, said."""

from __future__ import annotations

import time
from email.message import Message as Raw

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailintake.reading import Own, machine_behind, read_message
from mailintake.reading.limits import MOST_ATTACHMENT_BYTES, MOST_TEXT
from tests.mailintake.imap import mail

PDF = b"%PDF-1.7 x"


def raw(head: str, body: bytes = b"Hej") -> bytes:
    return head.strip().replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("charset", "body", "text", "certain"),
    [
        ("utf-8", "Åsa".encode(), "Åsa", True),
        ("iso-8859-1", "Åsa".encode("latin-1"), "Åsa", True),
        ("windows-1252", "Åsa €".encode("cp1252"), "Åsa €", True),
        ("utf-8", "Åsa".encode("cp1252"), "Åsa", False),
        ("us-ascii", "Åsa".encode(), "Åsa", False),
        ("x-unknown", "Åsa".encode(), "Åsa", False),
        ("idna", b"xn--" + b"a" * 50_000, "xn--" + "a" * 50_000, False),
        ("rot13", b"Hej", "Hej", False),
        ("utf-8", b"a\x00b", "a\N{REPLACEMENT CHARACTER}b", True),
    ],
)
def test_text_is_read_whatever_encoding_it_claims(charset, body, text, certain):
    message = read_message(raw(f"Content-Type: text/plain; charset={charset}", body))
    assert message.text == text
    assert ("CHARSET" not in message.troubles) is certain


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("Anna Ek <anna@example.se>", "Anna Ek", "anna@example.se"),
        ("ANNA@Example.SE", "", "anna@example.se"),
        ("=?utf-8?q?=C3=85sa_=C3=96?= <asa@example.se>", "Åsa Ö", "asa@example.se"),
        ("Åsa <asa@example.se>", "Åsa", "asa@example.se"),
        ("undisclosed", "undisclosed", ""),
        ("a@example.se, b@example.se", "", "a@example.se"),
        ('"anna@example.se" <mal@example.se>', "anna@example.se", "mal@example.se"),
        ("<script>alert(1)</script> <x@example.se>", "<script>alert(1)</script> <x@example.se>", ""),
        ("", "", ""),
    ],
)
def test_a_sender_is_one_address_or_none(line, name, address):
    message = read_message(raw(f"From: {line}\nSubject: x"))
    assert (message.from_name, message.from_email) == (name, address)


def test_html_alone_becomes_text_with_nothing_active_and_links_spelled_out():
    html = (
        "<style>p{}</style><p>Radera&nbsp;<b>mig</b></p><script>alert(1)</script><img src=x onerror=alert(1)>"
        '<a href="https://ond.example/x">min bank</a><div style="display:none">dolt</div>'
    )
    message = read_message(raw("Content-Type: text/html; charset=utf-8", html.encode()))
    assert message.text == "Radera mig\nmin bank (https://ond.example/x)\ndolt"
    assert "HTML" in message.troubles


def test_of_two_wordings_the_plain_one_is_shown_and_both_where_the_other_says_much_more():
    short = mail("Se html", html="<p>" + "Radera mig. " * 60 + "</p>")
    assert "HTML" not in read_message(mail("Radera mig", html="<p>Radera mig</p>")).troubles
    assert read_message(mail("Radera mig", html="<p>Radera mig</p>")).text == "Radera mig"
    assert read_message(short).text.startswith("Se html")
    assert "Radera mig." in read_message(short).text


def test_ten_megabytes_of_text_are_cut_and_kept_whole_beside():
    text = "Radera mina uppgifter, tack!\n" * 360_000
    begun = time.monotonic()
    message = read_message(mail(text))
    assert time.monotonic() - begun < 10
    assert len(message.text) == MOST_TEXT
    (whole,) = message.attachments
    assert (
        (whole.kind, whole.refused) == ("txt", "SIZE") if whole.size > MOST_ATTACHMENT_BYTES else ("txt", "")
    )
    assert {"LONG_TEXT"} <= message.troubles


@pytest.mark.parametrize("deep", [30, 150, 3_000])
def test_deeply_nested_mails_are_read_in_bounded_time(deep):
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(deep))
    begun = time.monotonic()
    message = read_message(f"Subject: djup\n{parts}".encode() + b"\ntext\n" * 400_000)
    assert time.monotonic() - begun < 20
    assert message.title == "djup"
    assert "TOO_DEEP" in message.troubles


@pytest.mark.parametrize(
    ("name", "content", "kind", "refused"),
    [
        ("brev.pdf", PDF, "pdf", ""),
        ("bild.pdf", b"\x89PNG\r\n\x1a\n..", "png", ""),
        ("brev.pdf", b"MZ\x90\x00", "", "TYPE"),
        ("brev.docm", b"PK\x03\x04..", "", "TYPE"),
        ("sida.html", b"<script>alert(1)</script>", "", "TYPE"),
        ("bild.svg", b"<svg onload='alert(1)'/>", "", "TYPE"),
        ("tom.pdf", b"", "", "EMPTY"),
        ("stor.pdf", PDF + b"x" * MOST_ATTACHMENT_BYTES, "pdf", "SIZE"),
    ],
)
def test_an_attachment_is_recognised_by_its_bytes_and_refused_by_name(name, content, kind, refused):
    message = read_message(mail(attachments=[(name, "application/octet-stream", content)]))
    (one,) = message.attachments
    assert (one.name, one.kind, one.refused, one.size) == (name, kind, refused, len(content))
    assert bool(one.content) is not bool(refused)
    assert ("ATTACHMENT_LEFT" in message.troubles) is bool(refused)


def test_the_first_twenty_attachments_are_taken_and_the_rest_named():
    message = read_message(mail(attachments=[(f"{n}.pdf", "application/pdf", PDF) for n in range(25)]))
    assert [one.refused for one in message.attachments] == [""] * 20 + ["NUMBER"] * 5


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\windows\\x.exe", "x.exe"),
        ("/", ""),
        ("=HYPERLINK(1).pdf", "=HYPERLINK(1).pdf"),
        ("a" * 500, "a" * 120),
        ("fa\u202efdp.exe", "fa\u202efdp.exe"),
    ],
)
def test_a_name_is_only_a_name(sent, name):
    assert read_message(mail(attachments=[(sent, "application/pdf", PDF)])).attachments[0].name == name


def test_a_mail_attached_to_a_mail_is_kept_as_text():
    inner = mail("Det inre", title="Inre")
    outer = mail("Det yttre").replace(b"Content-Type: text/plain", b"Content-Type: message/rfc822", 1)
    message = read_message(outer.replace(b"Det yttre", inner))
    assert [(one.kind, one.refused) for one in message.attachments] == [("txt", "")]
    assert b"Det inre" in message.attachments[0].content


REPORT = {"Content-Type": "multipart/report; report-type=delivery-status; boundary=x"}
RECEIPT = {"Content-Type": "multipart/report; report-type=disposition-notification; boundary=x"}


@pytest.mark.parametrize(
    ("headers", "code", "set_aside"),
    [
        (REPORT, "BOUNCE", True),
        (RECEIPT, "RECEIPT", True),
        ({"From": "MAILER-DAEMON@example.se", "Return-Path": "<>"}, "BOUNCE", True),
        ({"From": "postmaster@example.se"}, None, None),
        ({"Message-ID": "<vart@example.se>"}, "OWN_MAIL", True),
        ({"Auto-Submitted": "auto-replied (vacation)"}, "AUTO_REPLY", True),
        ({"Precedence": "auto_reply"}, "AUTO_REPLY", True),
        ({"X-Autoreply": "yes"}, "AUTO_REPLY", True),
        ({"Auto-Submitted": "auto-generated"}, "GENERATED", False),
        ({"Auto-Submitted": "no"}, None, None),
        ({"From": "Dataskydd@Example.se"}, "OWN_ADDRESS", False),
        ({"List-Id": "<lista.example.se>"}, "LIST", False),
        ({"Precedence": "bulk"}, "BULK", False),
        ({"X-Auto-Response-Suppress": "All"}, "NO_ANSWER", False),
        ({}, None, None),
    ],
)
def test_machines_are_recognised_and_only_their_answers_are_set_aside(headers, code, set_aside):
    written = Raw()
    for name, value in headers.items():
        written[name] = value
    own = Own(addresses=frozenset({"dataskydd@example.se"}), sent=lambda found: found == "vart@example.se")
    machine = machine_behind(written, own)
    assert (machine and machine.code, machine and machine.set_aside) == (code, set_aside)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"From: ", b"Content-Type: multipart/mixed; boundary=", b"=?utf-8?b?"]),
)
def test_no_bytes_whatever_raise_or_leave_what_cannot_be_stored(noise, head):
    message = read_message(head + noise)
    for text in (message.text, message.title, message.from_name, message.from_email, message.message_id):
        assert "\x00" not in text
        text.encode("utf-8")
    for one in message.attachments:
        one.name.encode("utf-8")
        assert "\x00" not in one.name


def test_a_zero_byte_in_a_header_is_no_zero_byte_in_the_database():
    message = read_message(raw("From: a\x00b <a@example.se>\nSubject: a\x00b\nMessage-ID: <a\x00b@x>"))
    assert "\x00" not in message.title + message.from_name + message.message_id
    body = b'--x\r\nContent-Type: application/pdf; name="a\x00b"\r\n\r\n%PDF-\r\n--x--'
    assert (
        "\x00" not in read_message(raw("Content-Type: multipart/mixed; boundary=x", body)).attachments[0].name
    )


def test_a_hostile_filename_parameter_loses_no_other_part():
    body = (
        b"--x\r\nContent-Type: text/plain\r\n\r\nMina ord\r\n--x\r\n"
        b"Content-Disposition: attachment; filename*=nonsense'%FF%FE; filename*0*=x''%00; filename*zz=1\r\n"
        b"Content-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--x--\r\n"
    )
    message = read_message(raw("Content-Type: multipart/mixed; boundary=x", body))
    assert message.text == "Mina ord"
    assert len(message.attachments) == 1 or "UNREADABLE" in message.troubles
