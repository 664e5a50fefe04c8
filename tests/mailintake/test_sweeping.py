"""What is over leaves the mail server: the right message and no other, and what cannot leave is told of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError

from mailintake.fetching import fetch_one, sweeping
from mailintake.fetching.server import Server
from mailintake.models import Mail
from mailintake.services import Handling, as_not_ours, as_recruitment
from mailintake.services.closing import Reason
from register.models import Finding
from tests.mailintake.conftest import NOW, RECEIVED
from tests.mailintake.imap import mail
from tests.mailintake.test_handling import opened

pytestmark = pytest.mark.django_db
PAPER = [("p.pdf", "application/pdf", b"%PDF-1")]


@pytest.fixture
def how(handler):
    return Handling(at=NOW, **handler)


@pytest.fixture
def with_paper(how):
    """Decide on a mail, and say that its first attachment shows who somebody is."""
    return Handling(by=how.by, user=how.user, at=NOW, identity=[1])


@pytest.fixture
def unanswered(monkeypatch):
    """A server that does the first move, and whose answer never comes."""
    real, calls = Server.set_apart, []

    def dropped(self, uids, folder):
        done = real(self, uids, folder)
        calls.append(uids)
        if len(calls) == 1:
            raise IMAPClientAbortError("socket closed")
        return done

    monkeypatch.setattr(Server, "set_apart", dropped)


def test_a_mail_whose_identity_paper_goes_leaves_the_server_at_once(company, inbox, fetched, how):
    (held,) = fetched(
        mail(title="Pass", number="p@example.se", attachments=[("p.pdf", "application/pdf", b"%PDF-1")])
    )
    opened(held, Handling(by=how.by, user=how.user, at=NOW, identity=[1]))
    assert fetch_one(controller=company, at=NOW).removed == 1
    assert inbox.subjects("PrivacyHub") == []


def test_spam_is_deleted_on_the_server_and_an_application_moved_to_who_hires(company, inbox, fetched, how):
    spam, job, other = fetched(
        mail(title="Skräp", number="s@example.se"),
        mail(title="Jobb", number="j@example.se"),
        mail(title="Annat", number="a@example.se"),
    )
    as_not_ours(mail=spam, reason=Reason.SPAM, how=how)
    as_recruitment(mail=job, how=how)
    assert fetch_one(controller=company, at=NOW).removed == 2
    assert inbox.subjects("PrivacyHub") == ["Annat"]
    assert inbox.subjects("Rekrytering") == ["Jobb"]
    assert fetch_one(controller=company, at=NOW).removed == 0
    spam.refresh_from_db()
    assert (spam.on_server, spam.message_id) == (False, "")
    other.refresh_from_db()
    assert other.on_server


def test_a_handled_mail_stays_on_the_server_for_its_days_and_a_draft_for_ever(company, inbox, fetched, how):
    done, _draft = fetched(
        mail(title="Klar", number="k@example.se"), mail("Vänta", title="Utkast", number="u@example.se")
    )
    opened(done, how)
    assert fetch_one(controller=company, at=NOW + timedelta(days=30)).removed == 0
    assert fetch_one(controller=company, at=NOW + timedelta(days=31)).removed == 1
    assert inbox.subjects("PrivacyHub") == ["Utkast"]


def test_where_the_folder_is_kept_always_nothing_that_is_a_case_leaves_it(
    company, inbox, fetched, how, settings
):
    settings.MAILBOXES = {"WINSTON": f"{inbox.url}?keep=always"}
    (done,) = fetched(mail())
    opened(done, how)
    assert fetch_one(controller=company, at=NOW + timedelta(days=900)).removed == 0


# --- which message is it? ---------------------------------------------------------------------------
def test_spam_leaves_and_what_bears_its_number_with_other_words_stays(company, inbox, fetched, how):
    spam, _case = fetched(mail("Skräp", title="Skräp"), mail("Något annat, under samma nummer"))
    as_not_ours(mail=spam, reason=Reason.SPAM, how=how)
    assert fetch_one(controller=company, at=NOW).removed == 1
    assert inbox.subjects("PrivacyHub") == ["Mina uppgifter"]


def test_a_stranger_in_the_folder_with_the_number_of_spam_is_left_alone(company, inbox, fetched, how):
    (spam,) = fetched(mail("Skräp", title="Skräp"))
    inbox.fill(mail("Lagt dit för hand", title="Annat"), at=RECEIVED, folder="PrivacyHub")
    as_not_ours(mail=spam, reason=Reason.SPAM, how=how)
    assert fetch_one(controller=company, at=NOW).removed == 1
    assert inbox.subjects("PrivacyHub") == ["Annat"]


@pytest.mark.parametrize("headers", [{}, {"Message-ID": "1234 utan klammer"}], ids=["none", "malformed"])
def test_a_mail_without_a_number_leaves_the_server_as_any_other(
    company, inbox, fetched, how, with_paper, headers
):
    bare = {"number": "", "headers": headers}
    spam, job, paper, _draft = fetched(
        mail(title="Skräp", **bare),
        mail("Jag söker", title="Jobb", **bare),
        mail(title="Pass", attachments=PAPER, **bare),
        mail("Radera mig", title="Utkast", **bare),
    )
    as_not_ours(mail=spam, reason=Reason.SPAM, how=how)
    as_recruitment(mail=job, how=how)
    opened(paper, with_paper)
    assert fetch_one(controller=company, at=NOW).removed == 3
    assert inbox.subjects("PrivacyHub") == ["Utkast"]
    assert inbox.subjects("Rekrytering") == ["Jobb"]
    assert Mail.objects.filter(on_server=True).count() == 1


def test_an_identity_paper_that_came_two_ways_leaves_the_server_both_times(
    company, inbox, fetched, settings, with_paper
):
    settings.MAILBOXES = {"WINSTON": f"{inbox.url}?keep=always"}
    raw = mail(title="Pass", attachments=PAPER)
    held, copy = fetched(raw, b"Received: by another way\r\n" + raw)
    assert copy.outcome == "duplicate"
    opened(held, with_paper)
    fetch_one(controller=company, at=NOW)
    assert inbox.subjects("PrivacyHub") == []


# --- when something fails ---------------------------------------------------------------------------
@pytest.mark.usefixtures("unanswered")
def test_a_move_whose_answer_was_lost_is_seen_by_the_next_round(company, inbox, how, with_paper):
    inbox.fill(
        mail("Jag söker", title="Jobb", number="j@example.se"),
        mail(title="Pass", number="p@example.se", attachments=PAPER),
        at=RECEIVED,
    )
    assert fetch_one(controller=company, at=NOW).trouble == "NO_CONNECTION"
    job, paper = Mail.objects.order_by("uid")
    assert not job.set_apart
    as_recruitment(mail=job, how=how)
    opened(paper, with_paper)
    assert fetch_one(controller=company, at=NOW).removed == 2
    assert (inbox.subjects("PrivacyHub"), inbox.subjects("Rekrytering")) == ([], ["Jobb"])


def test_a_mail_that_a_person_moves_back_to_the_inbox_is_in_the_inbox(company, inbox, fetched):
    fetched(mail())
    with inbox.client() as client:
        client.select_folder("PrivacyHub")
        client.move(client.search(), "INBOX")
    assert fetch_one(controller=company, at=NOW).known == 1
    assert inbox.subjects("PrivacyHub") == ["Mina uppgifter"]
    assert Mail.objects.get().set_apart


def test_what_cannot_leave_stands_in_nobodys_way_and_is_told_of_after_a_day(
    company, inbox, fetched, how, monkeypatch
):
    monkeypatch.setattr(sweeping, "MOST_AT_ONCE", 2)
    rows = fetched(*(mail(title=f"Spam {n}", number=f"{n}@example.se") for n in range(3)))
    for one in rows:
        as_not_ours(mail=one, reason=Reason.SPAM, how=how)
    real, kept = Server.remove, {one.message_id for one in rows[:2]}

    def refusing(self, uids):
        return not any(uids == self.find(number) for number in kept) and real(self, uids)

    monkeypatch.setattr(Server, "remove", refusing)
    told = Finding.objects.filter(code="F-MAILSTAYS", closed_at=None)
    assert fetch_one(controller=company, at=NOW).removed == 0
    assert fetch_one(controller=company, at=NOW + timedelta(minutes=5)).removed == 1
    assert inbox.subjects("PrivacyHub") == ["Spam 0", "Spam 1"]
    assert not told.exists()
    fetch_one(controller=company, at=NOW + timedelta(days=1, minutes=5))
    assert "2 mejl" in told.get().text_sv
    monkeypatch.setattr(Server, "remove", real)
    fetch_one(controller=company, at=NOW + timedelta(days=1, minutes=10))
    assert not told.exists()


def test_a_message_marked_as_deleted_when_the_connection_broke_is_deleted(company, inbox, monkeypatch):
    """A server without MOVE: copied and marked, and then the line went dead."""
    has, expunge = IMAPClient.has_capability, IMAPClient.uid_expunge
    monkeypatch.setattr(IMAPClient, "has_capability", lambda self, name: name != "MOVE" and has(self, name))

    def dead(self, uids):
        raise IMAPClientAbortError("socket closed")

    inbox.fill(mail(), at=RECEIVED)
    monkeypatch.setattr(IMAPClient, "uid_expunge", dead)
    assert fetch_one(controller=company, at=NOW).trouble == "NO_CONNECTION"
    monkeypatch.setattr(IMAPClient, "uid_expunge", expunge)
    assert fetch_one(controller=company, at=NOW).trouble == ""
    assert inbox.subjects("PrivacyHub") == ["Mina uppgifter"]
    with inbox.client() as client:
        client.select_folder("INBOX", readonly=True)
        assert client.search(["ALL"]) == []
    assert Mail.objects.get().set_apart
