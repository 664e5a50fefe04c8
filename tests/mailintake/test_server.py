"""Where the mailbox is, and what is said when it cannot be read: clearly, and without the password."""

from __future__ import annotations

import ipaddress
import logging
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from imapclient import IMAPClient

from mailintake.addresses import BadAddress, address_of, name_of, names_in, parse
from mailintake.fetching import fetch_every, fetch_one, rounds
from mailintake.fetching.inbox import Inbox
from mailintake.fetching.troubles import WORDS
from mailintake.models import Mail, Reading
from register.models import Finding
from tests.factories import create_controller
from tests.mailintake import imap
from tests.mailintake.conftest import NOW, RECEIVED
from tests.mailintake.imap import PASSWORD, USER, mail

SECRET = "imaps://dataskydd%40example.se:l%C3%B6sen%2Ford@imap.example.se/INBOX?folder=Hub&keep=90"


def test_an_address_is_read_whole():
    address = parse(SECRET)
    assert (address.scheme, address.host, address.port) == ("imaps", "imap.example.se", 993)
    assert (address.user, address.password) == ("dataskydd@example.se", "lösen/ord")
    assert (address.inbox, address.folder, address.keep_days) == ("INBOX", "Hub", 90)
    assert "lösen" not in repr(address)


def test_the_environment_names_companies_by_their_slugs():
    assert names_in(["MAILBOX_WINSTON_URL", "MAILBOX_A_B_URL_FILE", "MAILBOX_URL", "X"]) == {"WINSTON", "A_B"}
    assert name_of("a-b") == "A_B"
    assert address_of("a-b", {"A_B": SECRET}) == parse(SECRET)
    assert address_of("annan", {"A_B": SECRET}) is None


@pytest.mark.parametrize(
    "url",
    [
        "imap.example.se", "https://a:b@example.se/", "imaps://example.se/", "imaps://a@example.se/",
        "imaps://a:b@/", "imaps://a:b@example.se:nej/", "imap://a:hemligt@example.se/",
        "imaps://a:b@example.se/?kep=3", "imaps://a:b@example.se/?keep=snart",
        "imaps://a:b@example.se/?since=igår",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_read_says_what_to_mend_and_no_password(url):
    with pytest.raises(BadAddress) as fault:
        parse(url)
    assert "hemligt" not in str(fault.value)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for the loopback address, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    begins = datetime.now(UTC) - timedelta(days=1)
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(begins).not_valid_after(begins + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("cert")
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
    return folder


@pytest.fixture
def encrypted(certificate, tmp_path):
    running = imap.start(
        "--cert", str(certificate / "cert.pem"), "--key", str(certificate / "key.pem"), folder=tmp_path
    )
    yield running
    running.stop()


@pytest.mark.django_db
def test_a_mailbox_is_read_over_tls_with_a_certificate_that_is_trusted(
    company, encrypted, certificate, settings
):
    url = encrypted.url.replace("imap://", "imap+starttls://")
    settings.MAILBOXES = {"WINSTON": f"{url}?ca={certificate / 'cert.pem'}"}
    encrypted.fill(mail(), at=RECEIVED, tls=ssl.create_default_context(cafile=str(certificate / "cert.pem")))
    done = fetch_one(controller=company, at=NOW)
    assert (done.taken, done.trouble) == (1, "")


@pytest.mark.django_db
def test_a_certificate_that_nobody_vouches_for_is_refused(company, encrypted, settings):
    settings.MAILBOXES = {"WINSTON": encrypted.url.replace("imap://", "imap+starttls://")}
    assert fetch_one(controller=company, at=NOW).trouble == "TLS"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda url: url.replace("imap://", "imap+starttls://"), "TLS"),  # the server offers none
        (lambda url: url.replace("imap://", "imaps://"), "TLS"),  # the server speaks plainly
        (lambda url: url.replace(f"{USER}:", "annan:"), "LOGIN"),
        (lambda url: url.replace("INBOX", "Finns+inte"), "NO_FOLDER"),
        (lambda url: "imaps://a:b@finns-inte.invalid/", "NO_HOST"),
        (lambda url: "imap://a:b@127.0.0.1:1/", "NO_CONNECTION"),
        (lambda url: "imap://a:b@example.se/", "ADDRESS"),
        (lambda url: url.replace("imap://", "imap+starttls://") + "?ca=/finns/inte", "TLS"),
    ],
)
def test_what_stands_in_the_way_is_a_finding_with_what_to_do(company, server, settings, caplog, change, code):
    caplog.set_level(logging.DEBUG)
    settings.MAILBOXES = {"WINSTON": change(server.url)}
    assert fetch_one(controller=company, at=NOW).trouble == code
    reading = Reading.objects.get()
    assert (reading.trouble, reading.tried_at, reading.read_at) == (code, NOW, None)
    finding = Finding.objects.get(code="F-MAILBOX", closed_at=None)
    assert finding.text_sv == WORDS[code].sv
    for secret in (PASSWORD, USER + ":", "annan:"):
        assert secret not in caplog.text


@pytest.mark.django_db
def test_a_mailbox_that_can_be_read_again_closes_its_finding(company, server, settings):
    settings.MAILBOXES = {"WINSTON": "imap://a:b@127.0.0.1:1/"}
    fetch_one(controller=company, at=NOW)
    settings.MAILBOXES = {"WINSTON": server.url}
    fetch_one(controller=company, at=NOW)
    assert not Finding.objects.filter(code="F-MAILBOX", closed_at=None).exists()
    assert Reading.objects.get().read_at == NOW


@pytest.mark.django_db
def test_a_server_that_dies_in_the_middle_loses_nothing(company, inbox, monkeypatch):
    inbox.fill(*imap.mails(5), at=RECEIVED)
    real = Inbox._set_apart

    def after_its_death(self, rows):
        inbox.stop()
        return real(self, rows)

    monkeypatch.setattr(Inbox, "_set_apart", after_its_death)
    assert fetch_one(controller=company, at=NOW).trouble == "NO_CONNECTION"
    assert Mail.objects.count() == 5


@pytest.mark.django_db
def test_no_line_of_the_log_holds_anything_of_a_mail_whatever_its_level(company, inbox, caplog):
    caplog.set_level(logging.DEBUG)
    inbox.fill(mail("Mitt hemliga ord är qwhemlig"), at=RECEIVED)
    caplog.clear()
    assert fetch_one(controller=company, at=NOW).taken == 1
    for secret in ("qwhemlig", "anna@example.se", USER, PASSWORD):
        assert secret not in caplog.text


@pytest.mark.django_db
def test_a_mailbox_whose_server_answers_strangely_stops_no_other(company, inbox, settings, monkeypatch):
    create_controller("annan")
    settings.MAILBOXES = {"ANNAN": inbox.url, "WINSTON": inbox.url}
    inbox.fill(mail(), at=RECEIVED)
    real, calls = IMAPClient.select_folder, []

    def strange(self, *arguments, **named):
        calls.append(arguments)
        said = dict(real(self, *arguments, **named))
        return said if len(calls) > 1 else {key: said[key] for key in said if key != b"UIDVALIDITY"}

    monkeypatch.setattr(IMAPClient, "select_folder", strange)
    rounds_made = {done.slug: (done.taken, done.trouble) for done in fetch_every(at=NOW)}
    assert rounds_made == {"annan": (0, "PROTOCOL"), "winston": (1, "")}


@pytest.mark.django_db
def test_a_fault_of_our_own_with_one_mailbox_is_told_and_stops_no_other(
    company, inbox, settings, monkeypatch, caplog
):
    create_controller("annan")
    settings.MAILBOXES = {"ANNAN": inbox.url, "WINSTON": inbox.url}
    inbox.fill(mail(), at=RECEIVED)
    real, calls = rounds.sweep, []

    def failing(**given):
        calls.append(given)
        if len(calls) == 1:
            raise KeyError("anna@example.se")
        return real(**given)

    monkeypatch.setattr(rounds, "sweep", failing)
    assert [done.trouble for done in fetch_every(at=NOW)] == ["FAULT", ""]
    assert Finding.objects.get(code="F-MAILBOX", closed_at=None).controller.slug == "annan"
    assert "KeyError" in caplog.text
    assert "anna@" not in caplog.text
