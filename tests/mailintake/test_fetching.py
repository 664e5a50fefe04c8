"""From the server to the drafts: once each, at the server's own time, and nothing lost on the way."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from imapclient import IMAPClient

from ledger.models import LedgerEntry
from mailintake.fetching import fetch_every, fetch_one, rounds
from mailintake.fetching import inbox as reading_it
from mailintake.fetching.server import Server
from mailintake.models import Attachment, Mail, MailState, Reading
from register.models import Finding
from tests.mailintake import imap
from tests.mailintake.conftest import NOW, RECEIVED
from tests.mailintake.imap import mail, mails

pytestmark = pytest.mark.django_db
COMMITTED = pytest.mark.django_db(transaction=True)


def test_a_mail_becomes_a_draft_received_when_the_server_received_it(fetched, inbox):
    (draft,) = fetched(mail())
    assert (draft.state, draft.received_at) == (MailState.DRAFT, RECEIVED)
    assert (draft.from_name, draft.from_email) == ("Anna Ek", "anna@example.se")
    assert (draft.title, draft.body) == ("Mina uppgifter", "Jag vill ha ett registerutdrag.")
    assert inbox.subjects() == []
    assert inbox.subjects("PrivacyHub") == ["Mina uppgifter"]
    assert LedgerEntry.objects.get(action="mail.receive").counts == {"mails": 1, "attachments": 0}


def test_a_mail_is_matched_by_its_sender_and_suggested_for(fetched, anna):
    (draft,) = fetched(mail())
    assert draft.subject == anna
    assert (draft.suggestion, draft.because) == ("access", ["registerutdrag"])


def test_a_time_of_the_server_ahead_of_ours_is_now(fetched):
    (draft,) = fetched(mail(), at=NOW + timedelta(hours=3))
    assert draft.received_at == NOW


def test_the_same_mail_is_read_once_however_often_it_is_fetched(fetched, inbox, company):
    fetched(mail())
    inbox.fill(mail(), at=RECEIVED)
    done = fetch_one(controller=company, at=NOW)
    assert (done.taken, done.known, Mail.objects.count()) == (0, 1, 1)
    assert inbox.subjects() == []


def test_a_server_that_numbers_its_messages_anew_brings_nothing_twice(fetched, company, settings, tmp_path):
    (before,) = fetched(mail())
    other = imap.start(folder=tmp_path)
    try:
        settings.MAILBOXES = {"WINSTON": other.url}
        other.fill(mail(), mail("Ett till", number="2@example.se"), at=RECEIVED)
        done = fetch_one(controller=company, at=NOW)
    finally:
        other.stop()
    assert (done.taken, done.known) == (1, 1)
    assert Mail.objects.filter(state=MailState.DRAFT).count() == 2
    assert Mail.objects.get(pk=before.pk).uidvalidity != before.uidvalidity


def test_the_same_mail_that_came_two_ways_is_a_duplicate(fetched):
    first, second = fetched(mail(), b"Received: by another way\r\n" + mail())
    assert (first.state, second.state, second.outcome) == ("draft", "handled", "duplicate")
    assert second.body == second.from_email == ""


def test_other_words_under_the_same_number_are_no_duplicate(fetched):
    assert [m.state for m in fetched(mail(), mail("Något helt annat"))] == ["draft", "draft"]


def test_what_cannot_be_read_is_a_draft_that_says_so_and_stays_in_the_mailbox(fetched, inbox, company):
    deep = mail(title="Djup", number="djup@example.se").replace(
        b"Content-Type: text/plain", b"X: " + b"boundary=x;" * 500 + b"\nContent-Type: text/plain"
    )
    drafts = fetched(deep, mail(number="2@example.se"))
    assert [draft.title for draft in drafts if "TOO_DEEP" in draft.troubles] == ["Djup"]
    assert inbox.subjects() == ["Djup"]
    assert fetch_one(controller=company, at=NOW).left == 0
    assert Mail.objects.count() == 2


def test_a_message_that_is_too_large_is_read_to_its_limit_and_stays(fetched, inbox, monkeypatch):
    monkeypatch.setattr(reading_it, "MOST_BYTES", 20_000)
    (draft,) = fetched(mail("Radera mig. " * 5_000))
    assert "TOO_LARGE" in draft.troubles
    assert draft.body.startswith("Radera mig.")
    assert inbox.subjects() == ["Mina uppgifter"]


@COMMITTED
def test_nothing_is_moved_before_it_is_committed(company, inbox, monkeypatch):
    inbox.fill(*mails(3), at=RECEIVED)
    real, seen = Server.set_apart, []

    def watching(self, uids, folder):
        other = connections.create_connection("default")
        with contextlib.closing(other), other.cursor() as cursor:
            cursor.execute("select count(*) from mailbox_mail")
            seen.append((len(uids), cursor.fetchone()[0]))
        return real(self, uids, folder)

    monkeypatch.setattr(Server, "set_apart", watching)
    fetch_one(controller=company, at=NOW)
    assert seen == [(3, 3)]


def test_a_mail_that_the_database_refuses_stays_in_the_inbox_and_stops_no_other(company, inbox, monkeypatch):
    inbox.fill(*mails(3), at=RECEIVED)
    real = reading_it.take

    def refusing(*, message, **rest):
        if message.title == "Nummer 1":
            raise ValueError("anna@example.se")
        return real(message=message, **rest)

    monkeypatch.setattr(reading_it, "take", refusing)
    done = fetch_one(controller=company, at=NOW)
    assert (done.taken, done.trouble) == (2, "MAIL")
    assert inbox.subjects() == ["Nummer 1"]
    assert Finding.objects.get(code="F-MAILBOX", closed_at=None).where == "mailbox"
    monkeypatch.undo()
    assert fetch_one(controller=company, at=NOW).taken == 1
    assert not Finding.objects.filter(code="F-MAILBOX", closed_at=None).exists()
    assert inbox.subjects() == []


@COMMITTED
@pytest.mark.parametrize("where", ["before the commit", "after the commit"])
def test_killed_anywhere_the_next_round_goes_on(company, inbox, where, tmp_path):
    inbox.fill(*mails(30), at=RECEIVED)
    database = connection.settings_dict["NAME"]
    killed = _fetch_elsewhere(database, inbox.url, where, tmp_path)
    assert killed == -signal.SIGKILL
    stored = Mail.objects.count()
    assert stored == (9 if where == "before the commit" else 30)
    assert len(inbox.subjects()) == 30, "nothing was moved yet"
    done = fetch_one(controller=company, at=NOW)
    assert (done.taken, done.trouble) == (30 - stored, "")
    assert Mail.objects.count() == 30
    assert inbox.subjects() == []
    assert len(inbox.subjects("PrivacyHub")) == 30


def _fetch_elsewhere(database, url, where, tmp_path):
    """Fetch in another process, which kills itself at the tenth mail, or when all are stored."""
    script = """
import os, signal, sys
import django; django.setup()
from django.conf import settings
from django.db import connections
settings.MAILBOXES = {"WINSTON": sys.argv[2]}
connections["default"].settings_dict["NAME"] = sys.argv[1]
from accounts.models import Controller
from mailintake.fetching import fetch_one, taking
from mailintake.fetching.server import Server
die = lambda *_a, **_k: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[3] == "before the commit":
    real, seen = taking._act_at_once, []
    def at_the_tenth(*arguments):
        seen.append(1)
        die() if len(seen) == 10 else real(*arguments)
    taking._act_at_once = at_the_tenth
else:
    Server.set_apart = die
fetch_one(controller=Controller.objects.get(slug="winston"))
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "privacyhub.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script, database, url, where],
        cwd=django_settings.BASE_DIR, env=environment, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode


@COMMITTED
def test_of_two_fetchers_at_once_one_works_and_the_other_says_so(company, inbox, monkeypatch):
    inbox.fill(*mails(20), at=RECEIVED)
    inside, go_on, results = threading.Event(), threading.Event(), []
    real = rounds._read

    def slow(*arguments, **rest):
        inside.set()
        assert go_on.wait(20)
        real(*arguments, **rest)

    def work():
        results.append(fetch_one(controller=company, at=NOW))
        connection.close()

    monkeypatch.setattr(rounds, "_read", slow)
    first = threading.Thread(target=work)
    first.start()
    assert inside.wait(20)
    assert fetch_one(controller=company, at=NOW).skipped
    go_on.set()
    first.join(30)
    assert (results[0].taken, Mail.objects.count()) == (20, 20)


@COMMITTED
def test_two_fetchers_without_the_lock_still_bring_nothing_twice(company, inbox, monkeypatch):
    inbox.fill(*mails(40), at=RECEIVED)
    monkeypatch.setattr(rounds, "_alone", _Everybody)
    threads = [threading.Thread(target=_fetch_and_close, args=(company,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    fetch_one(controller=company, at=NOW)
    assert Mail.objects.count() == 40
    assert inbox.subjects() == []
    assert len(inbox.subjects("PrivacyHub")) == 40


class _Everybody:
    def __init__(self, controller):
        pass

    def __enter__(self):
        return True

    def __exit__(self, *_rest):
        return None


def _fetch_and_close(company):
    fetch_one(controller=company, at=NOW)
    connection.close()


def test_a_thousand_mails_come_in_with_a_bounded_number_of_queries_each(company, inbox):
    inbox.fill(*mails(1_000), at=RECEIVED)
    counting = _Counting()
    with connection.execute_wrapper(counting):
        done = fetch_one(controller=company, at=NOW)
    assert (done.taken, done.left, Mail.objects.count()) == (1_000, 0, 1_000)
    assert counting.count / 1_000 < 15
    assert len(inbox.subjects("PrivacyHub")) == 1_000


class _Counting:
    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def test_what_was_there_before_the_mailbox_was_set_up_is_left_alone(company, inbox, settings):
    settings.MAILBOXES = {"WINSTON": f"{inbox.url}?since=2026-11-20"}
    inbox.fill(mail("Gammalt", title="Gammalt", number="g@example.se"), at=RECEIVED - timedelta(days=1))
    inbox.fill(mail(), at=RECEIVED)
    assert fetch_one(controller=company, at=NOW).taken == 1
    assert inbox.subjects() == ["Gammalt"]


def test_a_round_takes_so_many_and_the_next_one_the_rest(company, inbox, monkeypatch):
    monkeypatch.setattr(reading_it, "MOST_PER_ROUND", 5)
    inbox.fill(*mails(8), at=RECEIVED)
    assert fetch_one(controller=company, at=NOW).left == 3
    assert Reading.objects.get().left == 3
    assert fetch_one(controller=company, at=NOW).left == 0


def test_a_dry_run_counts_and_writes_nothing(company, inbox):
    inbox.fill(*mails(3), at=RECEIVED)
    assert fetch_one(controller=company, at=NOW, dry_run=True).left == 3
    assert len(inbox.subjects()) == 3
    assert not Mail.objects.exists()
    assert not Reading.objects.exists()
    assert not LedgerEntry.objects.filter(action="mail.receive").exists()


def test_a_server_that_cannot_move_keeps_its_mails_and_brings_none_twice(company, inbox, monkeypatch):
    inbox.fill(*mails(3), at=RECEIVED)
    monkeypatch.setattr(IMAPClient, "has_capability", lambda self, name: False)
    fetch_one(controller=company, at=NOW)
    assert fetch_one(controller=company, at=NOW).taken == 0
    assert (Mail.objects.count(), len(inbox.subjects())) == (3, 3)


def test_a_server_without_move_copies_and_removes(company, inbox, monkeypatch):
    real = IMAPClient.has_capability
    monkeypatch.setattr(IMAPClient, "has_capability", lambda self, name: name != "MOVE" and real(self, name))
    inbox.fill(*mails(3), at=RECEIVED)
    fetch_one(controller=company, at=NOW)
    assert (inbox.subjects(), len(inbox.subjects("PrivacyHub"))) == ([], 3)


def test_attachments_are_sealed_and_the_refused_only_named(fetched):
    from mailintake.selectors import content_of

    pdf = b"%PDF-1.7 hemligheten"
    (draft,) = fetched(
        mail(
            attachments=[
                ("brev.pdf", "application/pdf", pdf),
                ("fa\u202eexe.pdf", "application/pdf", b"MZ\x90"),
            ]
        )
    )
    taken, refused = draft.attachments.all()
    assert b"hemligheten" not in bytes(taken.content)
    assert b"".join(content_of(taken)) == pdf
    assert (refused.refused, refused.content, refused.size) == ("TYPE", None, 3)
    assert draft.troubles == ["ATTACHMENT_LEFT"]
    assert Attachment.objects.count() == 2


def test_every_company_is_read_and_the_trouble_of_one_stops_no_other(company, inbox, settings):
    from tests.factories import create_controller

    create_controller("annan")
    create_controller("utan")
    settings.MAILBOXES |= {"ANNAN": "imap://a:b@127.0.0.1:1/"}
    inbox.fill(mail(), at=RECEIVED)
    done = {one.slug: (one.taken, one.trouble) for one in fetch_every(at=NOW)}
    assert done == {"annan": (0, "NO_CONNECTION"), "winston": (1, "")}
    assert Reading.objects.get(controller__slug="annan").read_at is None


def test_the_command_says_what_came_of_it(company, inbox, capsys):
    inbox.fill(mail(), at=RECEIVED)
    call_command("fetch_mail", controller="winston", dry_run=True)
    call_command("fetch_mail")
    assert capsys.readouterr().out.splitlines() == [
        "winston: 1 nya, inget skrivet",
        "winston: 1 nya, 0 kända, 0 borttagna, 0 kvar",
    ]


def test_a_mailbox_of_no_company_is_told_of(company, inbox, settings, caplog, capsys):
    settings.MAILBOXES |= {"WINSTNO": inbox.url}
    fetch_every(at=NOW)
    assert "MAILBOX_WINSTNO_URL" in caplog.text
    call_command("fetch_mail")
    assert "MAILBOX_WINSTNO_URL hör till inget bolag" in capsys.readouterr().err


def test_the_command_fails_where_no_mailbox_is_set_or_none_can_be_read(company, settings, capsys):
    settings.MAILBOXES = {}
    with pytest.raises(CommandError, match="MAILBOX_<SLUG>_URL"):
        call_command("fetch_mail")
    settings.MAILBOXES = {"WINSTON": "imap://a:b@127.0.0.1:1/"}
    with pytest.raises(CommandError, match="kunde inte läsas"):
        call_command("fetch_mail")
    assert "svarar inte" in capsys.readouterr().out
