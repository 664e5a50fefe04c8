"""No working note of ours undoes a masking in the person's own copy (Art. 15(4)), and the copy says so."""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from consents.models import OutgoingMessage
from law.rights import Right
from requests_dsr.answers.fields import FIELDS
from requests_dsr.models import Letter, RequestEvent, RequestFile
from requests_dsr.package.content import put_together
from requests_dsr.package.files.pages import page
from requests_dsr.package.gathering import gather
from requests_dsr.package.words.wording import ASKED
from requests_dsr.services.deciding.proposals import decide
from requests_dsr.services.deciding.sending_back import send_back
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.matching import match_request
from requests_dsr.states import State
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, proposed

NOTE = "[arbetsanteckning]"
NICKNAME = "nisse"


@pytest.fixture(autouse=True)
def mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def copy_of(subject, **choices):
    content = put_together(subject, kind="access", as_of=TODAY, at=NOW, **choices)
    rows = {one.name: list(one.rows) for one in content.part.tables}
    return json.dumps(rows, ensure_ascii=False, default=str)


def comments(subject):
    return [row["comment"] for row in gather(subject).rows["requests_dsr_requestevent"] if row["comment"]]


@pytest.mark.parametrize("right", [Right.ACCESS, Right.PORTABILITY])
def test_what_a_reviewer_wants_hidden_is_no_line_of_the_copy(anna, handler, dpo, right):
    make.create_ticket(anna, body="Något annat.")
    request = proposed(asking(anna, right), handler)
    words = f"Dölj kollegans smeknamn {NICKNAME}."
    request = send_back(request=request, comment=words, mask=[NICKNAME], at=NOW, **dpo)
    assert comments(anna) == [NOTE]
    move(request=request, to=State.WITHDRAWN, at=NOW, comment="Hon ångrade sig.", **handler)
    assert NICKNAME not in copy_of(anna)
    assert comments(anna) == [NOTE, "Hon ångrade sig."]


def test_the_page_says_what_the_sign_stands_for_in_both_languages(anna, handler, dpo):
    request = proposed(asking(anna), handler)
    send_back(request=request, comment=f"Dölj {NICKNAME}.", at=NOW, **dpo)
    content = put_together(anna, kind="access", as_of=TODAY, at=NOW)
    for language, sign in (("sv", NOTE), ("en", "[working note]")):
        assert "".join(page(content, language)).count(sign) == 2


def test_what_is_sent_back_in_another_right_is_the_persons_to_read(anna, handler, dpo):
    request = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Eck"})
    request = proposed(request, handler, accepted=["full_name"])
    send_back(request=request, comment="Läs namnet en gång till.", at=NOW, **dpo)
    assert comments(anna) == ["Läs namnet en gång till."]


def test_why_something_is_hidden_is_in_no_later_copy(anna, handler, dpo):
    make.create_ticket(anna, body="Tjorven svarade.")
    choices = {"added": ["Tjorven"], "why": f"Tjorven är vad de kallar {NICKNAME}.", "said": "Hej Anna."}
    request = proposed(asking(anna), handler, **choices)
    decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
    [plan] = [row["plan"] for row in gather(anna).rows["requests_dsr_requestfile"]]
    assert plan["choices"].keys() == {"said", "hides_own"}
    assert "masked" not in plan["basis"], "a digest of few names can be guessed"
    assert NICKNAME not in copy_of(anna)


def test_to_whom_else_a_request_was_linked_is_no_line_of_the_copy(anna, handler):
    other = make.create_subject(anna.controller, name="eva", email="eva.l@example.se")
    request = asking(other, identity="call_back", email="")
    match_request(request=request, subject=anna, at=NOW, **handler)
    assert RequestEvent.objects.filter(code="MATCHED", comment__contains="eva").exists()
    assert "eva" not in " ".join(comments(anna))


def test_a_mail_with_the_words_of_a_letter_is_read_among_the_letters(anna):
    asking(anna)
    letter, mail = Letter.objects.get(), OutgoingMessage.objects.get()
    assert letter.body == mail.body != ""
    assert copy_of(anna).count(json.dumps(letter.body, ensure_ascii=False)) == 1
    content = put_together(anna, kind="access", as_of=TODAY, at=NOW)
    for language, sign in (("sv", "(se brev)"), ("en", "(see letters)")):
        assert "".join(page(content, language)).count(sign) == 2
    OutgoingMessage.objects.update(body="Andra ord.")
    assert "Andra ord." in copy_of(anna)


def test_the_words_of_a_mail_stand_where_its_letter_is_not_in_the_copy(anna):
    asking(anna)
    body = Letter.objects.get().body
    Letter.objects.all().delete()
    assert json.dumps(body, ensure_ascii=False) in copy_of(anna)


def test_what_was_asked_for_is_told_in_words(anna):
    asking(anna, Right.RECTIFICATION, proposed={"title": "Lönechef", "organisation_name": "Kvarnen"})
    RequestFile.objects.filter(request=asking(anna, Right.OBJECTION)).update(
        proposed={"purposes": ["statistics"], "channel": "email"}
    )
    make.create_record(anna, content={"title": "Kurs i lön"})
    said = "".join(page(put_together(anna, kind="access", as_of=TODAY, at=NOW), "sv"))
    for line in (
        "befattning: Lönechef",
        "organisation i supportkontot: Kvarnen",
        "ändamål: Statistik",
        "på vilket sätt: mejl",
        "title: Kurs i lön",
    ):
        assert line in said


def test_every_value_that_may_be_corrected_has_a_name_in_words():
    assert FIELDS.keys() <= ASKED.keys()
