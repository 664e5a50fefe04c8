"""The mailbox for staff: one step from a mail to what it is, and nothing of a stranger's that acts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from law.rights import Right
from mailintake.models import Mail, MailState, Outcome, Reading
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State
from subjects.models import AccessLog, Inquiry
from tests.factories import noon
from tests.mailintake.making import create_mail
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene

SARA = "Sara Nyström <sara.nystrom@example.se>"
RECEIVED = noon(TODAY.replace(day=20))


@pytest.fixture
def client(scene):
    return staff_client(scene, "winston", "handler")


def page_of(mail: Mail, kind: str = "") -> str:
    return reverse("admin:mail", args=[mail.ref]) + (f"?som={kind}" if kind else "")


def say(client, mail: Mail, what: str, **typed):
    """Say what a mail is, as the form would."""
    given = {"language": "sv", "requester_email": mail.from_email, "requester_name": mail.from_name, **typed}
    return client.post(page_of(mail, what), given)


def test_the_oldest_waits_on_top_with_how_long_and_until_when(client, scene: Scene):
    create_mail(scene.winston, title="Den nyare", at=noon(TODAY))
    create_mail(scene.winston, title="Den äldre", at=RECEIVED)
    create_mail(scene.winlas, title="Någon annans")
    body = client.get(reverse("admin:mails")).content.decode()
    assert body.index("Den äldre") < body.index("Den nyare")
    assert "3 dagar sedan" in body
    assert "21 december 2026" in body
    assert "Någon annans" not in body


def test_without_a_mailbox_the_page_says_who_can_connect_one(client):
    body = client.get(reverse("admin:mails")).content.decode()
    assert "Den som driver installationen kan koppla en" in body
    assert "MAILBOX_" not in body


def test_a_mailbox_is_shown_from_when_it_is_connected_and_also_when_it_no_longer_is(
    client, scene: Scene, settings
):
    settings.MAILBOXES = {
        "WINSTON": "imaps://a:hemligt@imap.example.se/",
        "WINLAS": "imaps://a:b@example.se/",
    }
    body = client.get(reverse("admin:mails")).content.decode()
    assert "inte läst än" in body
    assert "Ingen brevlåda" not in body
    assert "hemligt" not in body
    read = Reading.objects.create(controller=scene.winston, tried_at=noon(TODAY), read_at=noon(TODAY))
    assert "inte läst än" not in client.get(reverse("admin:mails")).content.decode()
    settings.MAILBOXES = {"WINLAS": "imaps://a:b@example.se/"}
    assert "inte längre kopplad" in client.get(reverse("admin:mails")).content.decode()
    read.delete()
    assert "Ingen brevlåda" in client.get(reverse("admin:mails")).content.decode()


def test_one_post_makes_the_suggested_request_of_whoever_was_matched(client, scene: Scene):
    mail = create_mail(scene.winston, sender=SARA, at=RECEIVED)
    shown = client.get(page_of(mail))
    assert shown.context["kind"] == "access"
    answer = say(client, mail, "access", person=str(scene.sara.ref))
    request = DataSubjectRequest.objects.get()
    assert answer["Location"] == reverse("admin:request", args=[request.ref])
    assert (request.subject, request.received_at) == (scene.sara, RECEIVED)
    assert (request.state, request.identity_method) == (State.RECEIVED, "")


def test_somebody_recognised_by_the_address_need_not_be_chosen_and_may_be_denied(client, scene: Scene):
    first, second = (
        create_mail(scene.winston, sender=SARA, text=text) for text in ("Radera mig", "Radera mig!")
    )
    say(client, first, "erasure")
    say(client, second, "erasure", person="okand")
    assert set(DataSubjectRequest.objects.values_list("subject", flat=True)) == {scene.sara.pk, None}


def test_each_kind_has_its_form_and_its_end(client, scene: Scene):
    kinds = {
        "rectification": ({"field_full_name": "Sara Ny"}, Outcome.REQUEST),
        "objection": ({"purposes": ["marketing"]}, Outcome.REQUEST),
        "consent_withdrawal": ({}, Outcome.REQUEST),
        "complaint": ({}, Outcome.REQUEST),
        "other_controller": ({"other": "Bygg AB"}, Outcome.REQUEST),
        "inquiry": ({"kind": "quote"}, Outcome.INQUIRY),
        "recruitment": ({}, Outcome.RECRUITMENT),
        "not_ours": ({"reason": "spam"}, Outcome.NOT_OURS),
    }
    for kind, (typed, outcome) in kinds.items():
        mail = create_mail(scene.winston, sender=SARA, text=f"Om {kind}")
        assert client.get(page_of(mail, kind)).status_code == 200, kind
        assert say(client, mail, kind, **typed).status_code == 302, kind
        mail.refresh_from_db()
        assert (mail.state, mail.outcome) == (MailState.HANDLED, outcome), kind
    rights = set(DataSubjectRequest.objects.values_list("right", flat=True))
    assert rights == {kind for kind in kinds if kind in set(Right)}
    assert Inquiry.objects.filter(message__contains="Om inquiry").count() == 1


def test_a_reply_is_added_to_the_request_it_names(client, scene: Scene):
    say(client, create_mail(scene.winston, sender=SARA), "access")
    request = DataSubjectRequest.objects.get()
    mail = create_mail(scene.winston, sender=SARA, title=f"Sv {str(request.ref)[:8]}", text="Ett tillägg")
    shown = client.get(page_of(mail))
    assert shown.context["kind"] == "added"
    assert say(client, mail, "added", to=str(request.ref)).status_code == 302
    request.file.refresh_from_db()
    assert "Ett tillägg" in request.file.words


def test_a_request_of_another_company_cannot_be_added_to(client, scene: Scene):
    elsewhere = create_mail(scene.winlas, sender=SARA)
    other = staff_client(scene, "winlas", "handler")
    say(other, elsewhere, "access", person="")
    theirs = DataSubjectRequest.objects.get()
    mail = create_mail(scene.winston, sender=SARA, title=f"Ang. {theirs.ref}")
    assert mail.thread is None
    assert say(client, mail, "added", to=str(theirs.ref)).status_code == 200
    assert Mail.objects.get(pk=mail.pk).state == MailState.DRAFT
    for nonsense in ("", "xyz"):
        say(client, mail, nonsense)
    assert DataSubjectRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("objection", {}, "Välj vad personen invänder mot."),
        ("rectification", {}, "Skriv minst ett värde"),
        ("other_controller", {}, "Skriv vem som begäran ska skickas till."),
        ("not_ours", {}, "Välj varför"),
        ("access", {"requester_email": "inte en adress"}, "giltig e-postadress"),
        ("access", {"requester_email": "dataskydd@winston.example"}, "vår egen adress"),
        ("access", {"requester_email": "", "person": "okand"}, "Skriv en adress att svara till"),
        ("access", {"by_post": "on"}, "Skriv postadressen som svaret ska gå till."),
        ("objection", {"by_post": "on"}, "Skriv postadressen som svaret ska gå till."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_done(client, scene: Scene, kind, typed, told):
    mail = create_mail(scene.winston, sender=SARA)
    answer = say(client, mail, kind, **typed)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not DataSubjectRequest.objects.exists()
    assert Mail.objects.get(pk=mail.pk).state == MailState.DRAFT


def test_whoever_mails_may_want_the_answer_on_paper(client, scene: Scene):
    mail = create_mail(scene.winston, sender=SARA, at=RECEIVED)
    street = "Storgatan 1, 871 30 Härnösand"
    say(client, mail, "access", person=str(scene.sara.ref), by_post="on", requester_address=street)
    file = DataSubjectRequest.objects.get().file
    assert (file.by_post, file.requester_address) == (True, street)


def test_a_mail_somebody_else_just_decided_is_shown_as_decided(client, scene: Scene):
    mail = create_mail(scene.winston, sender=SARA)
    say(client, mail, "recruitment")
    answer = client.get(say(client, mail, "access")["Location"])
    assert "redan avgjort" in answer.content.decode()
    assert "Jobbansökan, skickad vidare" in answer.content.decode()
    assert not DataSubjectRequest.objects.exists()


def test_a_mail_that_asks_for_two_things_becomes_two_requests_of_one_receipt(client, scene: Scene):
    mail = create_mail(scene.winston, sender=SARA, text="Skicka en kopia av mina uppgifter, och radera allt.")
    assert "Mejlet kan begära mer:" in client.get(page_of(mail)).content.decode()
    say(client, mail, "access")
    assert "Begär mejlet något mer?" in client.get(page_of(mail)).content.decode()
    assert say(client, mail, "erasure", state="handled").status_code == 302
    requests = DataSubjectRequest.objects.order_by("pk")
    assert [(one.right, one.received_at) for one in requests] == [
        ("access", mail.received_at),
        ("erasure", mail.received_at),
    ]
    mail.refresh_from_db()
    assert mail.file == requests[0].file


def test_a_page_that_has_grown_old_opens_nothing_twice(client, scene: Scene):
    mail = create_mail(scene.winston, sender="ny@example.se")
    for _ in range(2):
        say(client, mail, "access")
    assert DataSubjectRequest.objects.count() == 1


def test_what_was_no_request_cannot_become_one_more(client, scene: Scene):
    mail = create_mail(scene.winston, sender=SARA)
    say(client, mail, "recruitment")
    assert say(client, mail, "access", state="handled").status_code == 200
    assert not DataSubjectRequest.objects.exists()


def test_nothing_a_stranger_wrote_is_active_or_hidden_on_any_page(client, scene: Scene):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:7 }} \u202edrev\u200b"
    mail = create_mail(
        scene.winston,
        title=evil,
        text=evil,
        sender=f'"{evil[:40]}" <x@example.se>',
        attachments=[(evil, "application/pdf", b"%PDF-1.7"), ("../../x.exe", "application/pdf", b"MZ")],
    )
    for address in (reverse("admin:mails"), page_of(mail), page_of(mail, "access")):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "\u202e" not in body
        assert "\u200b" not in body
        assert "⟨U+202E⟩" in body


def test_an_attachment_is_saved_and_never_shown(client, scene: Scene):
    mail = create_mail(scene.winston, attachments=[("<x>.html;.pdf", "text/html", b"%PDF-1.7 <script>")])
    answer = client.get(reverse("admin:mail_attachment", args=[mail.ref, 1]))
    assert answer.content == b"%PDF-1.7 <script>"
    assert answer["Content-Disposition"] == 'attachment; filename="bilaga-1.pdf"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(reverse("admin:mail_attachment", args=[mail.ref, 2])).status_code == 404


def test_an_attachment_locked_with_another_key_is_said_so(client, scene: Scene, settings):
    mail = create_mail(scene.winston)
    settings.PACKAGE_KEY = b"1" * 32
    answer = client.get(reverse("admin:mail_attachment", args=[mail.ref, 1]), follow=True)
    assert "PACKAGE_KEY" in answer.content.decode()


def test_reading_a_known_persons_mail_is_written_down_and_a_strangers_is_nobodys(client, scene: Scene):
    client.get(page_of(create_mail(scene.winston, sender=SARA)))
    client.get(page_of(create_mail(scene.winston, sender="ny@example.se")))
    log = AccessLog.objects.get()
    assert (log.subject, log.page, log.role) == (scene.sara, "mail", "handler")
    assert log.reason == "Läser ditt mejl till dataskyddsbrevlådan"


def test_an_answer_of_a_machine_is_set_aside_and_taken_back_by_post(client, scene: Scene):
    mail = create_mail(scene.winston, headers={"Auto-Submitted": "auto-replied"}, title="Frånvaro")
    assert "Frånvaro" not in client.get(reverse("admin:mails")).content.decode()
    assert "Frånvaro" in client.get(reverse("admin:mails") + "?lage=automatiska").content.decode()
    back = reverse("admin:mail_take_back", args=[mail.ref])
    assert client.get(back).status_code == 405
    client.post(back)
    assert "Frånvaro" in client.get(reverse("admin:mails")).content.decode()


def test_the_list_asks_the_same_number_of_questions_however_many_mails(
    client, scene: Scene, django_assert_max_num_queries
):
    for number in range(40):
        create_mail(scene.winston, text=f"Radera mig {number}", sender=SARA)
    with django_assert_max_num_queries(20):
        client.get(reverse("admin:mails"))
