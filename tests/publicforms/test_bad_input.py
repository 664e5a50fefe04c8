"""What strangers send: refused with words on what to do, nothing active, nothing lost, never a 500."""

from __future__ import annotations

import json

import pytest
from django import forms
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Controller
from privacyhub.services.mail_sink import MailSink
from publicforms.fields import LONGEST_OWN_WORDS
from publicforms.guarding import MOST_BYTES
from publicforms.models import Unconfirmed
from requests_dsr.models import DataSubjectRequest
from subjects.deliverable import is_deliverable
from subjects.models import Inquiry
from tests.publicforms.outsider import SAID, ask, link, press, words_of, write_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("winlas")]
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example","klicka")',
    "{{ 1787562|add:7 }}{% debug %}",
    "%(name)s %s {0}",
    "'; drop table publicforms_unconfirmed; --",
    "javascript:alert(1)",
    "../../etc/passwd",
    "𝕬𝖓𝖓𝖆 Ek 🫨",
    "آنا",
)
BAD_ADDRESSES = (
    "", "anna", "anna@", "@example.se", "anna@example", "anna@localhost", "anna@[127.0.0.1]",
    "anna@127.0.0.1", '"anna ek"@example.se', "anna@example.se\r\nBcc: bo@example.se",
    "anna@example.se,bo@example.se", "anna@example.se bo@example.se", "Anna <anna@example.se>",
    "anna\u202e@example.se", "an\u200bna@example.se", "anna\x00@example.se", "a" * 300 + "@example.se",
    "a" * 65 + "@example.se", "anna@" + "a." * 130 + "se", "anna@-.se", "\ufffd@example.se",
)  # fmt: skip


def post_raw(body: bytes, content_type: str = "application/x-www-form-urlencoded"):
    return Client().generic("POST", "/winlas/begaran/kopia/", body, content_type=content_type)


# --- size and kind ------------------------------------------------------------------------------
def test_ten_megabytes_are_refused_before_they_are_read() -> None:
    class Unread:
        def read(self, *size: int) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    answer = Client().post(
        "/winlas/begaran/kopia/", **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(10_000_000)}
    )
    assert answer.status_code == 413
    assert "19 000 tecken" in words_of(answer)
    assert "dataskydd@winlas.se" in answer.content.decode()


def test_words_a_sign_too_long_come_back_filled_and_the_longest_are_taken(smtp_sink: MailSink) -> None:
    longest = "å" * LONGEST_OWN_WORDS
    answer = ask(words=longest + "!")
    assert answer.status_code == 422
    assert "längre än 19000 tecken" in words_of(answer)
    assert longest + "!" in answer.content.decode()
    said = {"organisation": "ö" * 200, "known_as": "ü" * 200, "name": "ä" * 200}
    assert ask(words=longest, **said).status_code == 302
    assert press(link(smtp_sink)).status_code == 200
    assert DataSubjectRequest.objects.get().file.words.startswith(longest)


def test_the_longest_words_in_the_longest_spelling_fit_below_the_limit(smtp_sink: MailSink) -> None:
    assert LONGEST_OWN_WORDS * 12 < MOST_BYTES
    assert ask(words="😀" * LONGEST_OWN_WORDS).status_code == 302


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 415),
        ("text/plain", 415),
        ("", 415),
        ("image/png", 415),
        ("multipart/form-data", 400),
        ("multipart/form-data; boundary=x", 422),
        ("application/x-www-form-urlencoded; charset=utf-16", 400),
        ("application/x-www-form-urlencoded; charset=klingon", 422),
    ],
)
def test_what_is_no_form_is_refused(content_type: str, status: int) -> None:
    answer = post_raw(json.dumps(SAID).encode(), content_type)
    assert answer.status_code == status
    assert not Unconfirmed.objects.exists()


def test_a_file_that_comes_along_is_not_taken(smtp_sink: MailSink) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    assert ask(passport=SimpleUploadedFile("../../pass.exe", b"MZ" * 1000)).status_code == 302
    press(link(smtp_sink))
    assert DataSubjectRequest.objects.get().file.words == "Allt ni har."


def test_a_thousand_fields_are_refused() -> None:
    answer = post_raw("&".join(f"f{number}=1" for number in range(2000)).encode())
    assert answer.status_code == 413


def test_without_its_token_a_form_is_refused_with_words_on_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/winlas/begaran/kopia/", SAID)
    assert answer.status_code == 403
    assert "ladda om sidan" in words_of(answer)


# --- signs ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("field", ["name", "organisation", "known_as"])
@pytest.mark.parametrize(
    "sign", ["\x00", "\u202e", "\u2066", "\u200b", "\ufeff", "\x1b", "\u2028", "\n", "\r\n"]
)
def test_a_line_with_a_sign_that_hides_or_turns_comes_back_with_the_sign_named(field: str, sign: str) -> None:
    answer = ask(**{field: f"Kim{sign}Ask", "words": "Mina egna ord"})
    assert answer.status_code == 422
    assert f"U+{ord(sign[0]):04X}" in words_of(answer)
    assert "Mina egna ord" in answer.content.decode()
    assert not Unconfirmed.objects.exists()


@pytest.mark.parametrize("name", ["محمد\u200cرضا", "José Ñuñez-Ek", "Zoë\u200d", "O’Brien", "李小龍", "Å"])
def test_names_of_the_world_are_taken(smtp_sink: MailSink, name: str) -> None:
    assert ask(name=name).status_code == 302
    press(link(smtp_sink))
    assert DataSubjectRequest.objects.get().file.requester_name == name


def test_hidden_signs_in_words_are_kept_and_written_out_where_they_are_shown(smtp_sink: MailSink) -> None:
    assert ask(words="betala \u202e0001\u202c kr\u200b").status_code == 302
    page = Client().get(link(smtp_sink)).content.decode()
    assert "⟨U+202E⟩" in page
    assert "⟨U+200B⟩" in page
    assert "\u202e" not in page


@pytest.mark.parametrize("words", ["a\x00b", "a\x1b[31mb", "\x07"])
def test_words_with_controls_come_back(words: str) -> None:
    answer = ask(words=words)
    assert answer.status_code == 422
    assert "tecken som inte syns" in words_of(answer)


def test_bytes_that_are_no_utf8_come_back_with_words_on_what_to_do() -> None:
    answer = post_raw(b"email=ny%40example.se&name=Kim&words=%E5%E4%F6+%ED%A0%80")
    assert answer.status_code == 422
    assert "gick inte att läsa" in words_of(answer)
    assert not Unconfirmed.objects.exists()


# --- addresses ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("email", BAD_ADDRESSES, ids=lambda email: repr(email[:24]))
def test_an_absurd_address_comes_back_and_nothing_is_mailed(smtp_sink: MailSink, email: str) -> None:
    answer = ask(email=email, words="Mina egna ord")
    assert answer.status_code == 422
    assert "Mina egna ord" in answer.content.decode()
    assert not smtp_sink.received
    assert not Unconfirmed.objects.exists()


@given(st.text(max_size=40))
def test_no_address_that_is_taken_leads_anywhere_but_to_one_mailbox(text: str) -> None:
    for address in (text, f"{text}@example.se", f"anna@{text}", f"anna@{text}.se"):
        if is_deliverable(address):
            assert address.count("@") == 1
            assert not set(address) & set(' \t\r\n,;:<>"[]()\\')
            assert "." in address.rpartition("@")[2]


@pytest.mark.parametrize(
    ("email", "kept"),
    [
        ("  NY@Example.SE\u200b", "ny@example.se"),
        ("ｎｙ@example.se", "ny@example.se"),
        ("å@räksmörgås.example", None),
    ],
)
def test_the_mail_goes_to_the_spelling_that_is_compared(
    smtp_sink: MailSink, email: str, kept: str | None
) -> None:
    answer = ask(email=email)
    if kept is None:
        assert answer.status_code == 422
    else:
        assert smtp_sink.received[0].recipients == (kept,)


@pytest.mark.parametrize(("reply", "status"), [("550 5.1.1 No such mailbox", 422), ("451 4.3.0 Later", 503)])
def test_an_address_that_takes_no_mail_is_told_and_nothing_is_kept(
    smtp_sink: MailSink, reply: str, status: int
) -> None:
    smtp_sink.refuse["ny@example.se"] = reply
    answer = ask(words="Mina egna ord")
    assert answer.status_code == status
    assert "Mina egna ord" in answer.content.decode()
    assert not Unconfirmed.objects.exists()


# --- nothing active -------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text_on_every_page_and_in_every_mail(smtp_sink: MailSink, text: str) -> None:
    said = {"name": text, "organisation": text, "known_as": text, "words": text}
    sent_back = ask(**said, email="ingen").content.decode()
    assert ask(**said).status_code == 302
    path = link(smtp_sink)
    pages = [sent_back, Client().get(path).content.decode(), press(path).content.decode()]
    mails = [
        part.get_content() for mail in smtp_sink.received for part in mail.message.walk()
        if part.get_content_type() == "text/html"
    ]  # fmt: skip
    for html in [*pages, *mails]:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "1787569" not in html  # what a template would have made of it
    assert DataSubjectRequest.objects.get().file.requester_name == text
    assert all(len(mail.recipients) == 1 for mail in smtp_sink.received)


def test_a_hostile_inquiry_is_only_text(smtp_sink: MailSink) -> None:
    for text in HOSTILE[:2]:
        write_to(name=text, words=text)
        press(link(smtp_sink))
    assert set(Inquiry.objects.values_list("message", flat=True)) == set(HOSTILE[:2])


def test_choices_nobody_offered_are_refused() -> None:
    assert ask("reklam", purposes=["allt"]).status_code == 422
    assert ask("saga-emot", purposes=["marketing"]).status_code == 422
    assert ask("samtycke", consent="marketing:fax").status_code == 422
    assert ask("ratta", field="password", value="x").status_code == 422
    assert write_to("spam").status_code == 422
    assert ask("finns-inte").status_code == 404
    assert ask(slug="ingen").status_code == 404
    assert not Unconfirmed.objects.exists()


def test_a_value_that_its_field_cannot_hold_is_told_at_the_field() -> None:
    answer = ask("ratta", field="email", value="ingen adress")
    assert answer.status_code == 422
    assert answer.content.decode().count('class="err"') == 1
    assert ask("ratta", field="phone", value="").status_code == 422
    assert ask("ratta", field="else", value="", words="").status_code == 422


NAMES = [*SAID, "field", "value", "purposes", "ground", "reach", "consent", "kind"]
FIELD = st.text(max_size=60) | st.binary(max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(NAMES), FIELD))
def test_whatever_is_posted_is_answered_and_never_with_a_fault(said: dict[str, str | bytes]) -> None:
    from urllib.parse import urlencode

    from django.core.cache import cache

    cache.clear()
    for path in (
        "/winlas/begaran/ratta/",
        "/winlas/begaran/pausa/",
        "/winlas/begaran/saga-emot/",
        "/winlas/kontakt/",
        "/winlas/kvitto/",
    ):
        answer = Client().generic(
            "POST",
            path,
            urlencode(said or {"x": ""}).encode(),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in {200, 302, 422, 503}


def test_of_fields_of_which_one_is_needed_none_is_called_optional(winlas: Controller) -> None:
    page = words_of(Client().get("/winlas/begaran/ratta/"))
    for label in ("Vad är fel?", "Vad är rätt?", "Med dina egna ord"):
        assert f"{label} (frivilligt)" not in page
    assert "Var du arbetar (frivilligt)" in page
    assert "Vill du berätta något mer? (frivilligt)" in words_of(Client().get("/winlas/begaran/kopia/"))


def test_what_django_says_of_a_field_is_plain_swedish(winlas: Controller) -> None:
    fields = [
        (forms.CharField(max_length=3), "abcd", "Texten är 4 tecken. Högst 3 får plats."),
        (forms.CharField(min_length=3), "a", "Texten är 1 tecken. Minst 3 behövs."),
        (forms.ChoiceField(choices=[("sv", "Svenska")]), "klingon", "Välj bland det som står i listan."),
        (forms.CharField(), "", "Fyll i det här fältet."),
        (forms.IntegerField(max_value=3), "4", "Det får vara högst 3."),
    ]
    with translation.override("sv"):
        for field, typed, said in fields:
            with pytest.raises(forms.ValidationError) as fault:
                field.clean(typed)
            assert said in fault.value.messages[0]
