"""What somebody else wrote in a person's name is masked in that person's copy (Art. 15(4))."""

from __future__ import annotations

import json

import pytest
from django.db import connection, transaction

from law.rights import Right
from mailintake.services import Handling, add_to_request
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.package.content import put_together
from requests_dsr.package.gathering import gather
from requests_dsr.package.paths import ASKED
from requests_dsr.services.asking.questions import ask_identity, establish_identity
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from requests_dsr.whose import asked_by_the_person
from tests import factories as make
from tests.mailintake.imap import mail
from tests.mailintake.making import create_mail
from tests.requests_dsr.cases import NOW, TODAY, asking, days

STRANGER = {"name": "Göran Främling", "email": "goran@annat.example.se", "postal_address": "Ekgatan 7, Orten"}
WORDS = "Jag är Göran Främling, ring 070-999 88 77 eller skriv till goran@annat.example.se."
GIVES_AWAY = ("Göran", "Främling", "goran@", "999 88 77", "Ekgatan")


@pytest.fixture(autouse=True)
def mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


def copy_of(subject, **choices):
    content = put_together(subject, kind="access", as_of=TODAY, at=NOW, **choices)
    rows = {one.name: list(one.rows) for one in content.part.tables}
    return json.dumps(rows, ensure_ascii=False, default=str)


def posing(anna, handler, **requester):
    return open_request(
        controller=anna.controller,
        asked=Asked(right=Right.ACCESS, words=WORDS, proposed={"full_name": "Göran Främling"}),
        requester=Requester(subject=anna, **{**STRANGER, **requester}),
        channel=Channel.MAIL,
        received_at=NOW,
        at=NOW,
        **handler,
    )


@pytest.mark.parametrize("said", GIVES_AWAY)
def test_whoever_wrote_in_the_persons_name_is_masked(anna, handler, said):
    posing(anna, handler)
    assert said not in copy_of(anna)


@pytest.mark.parametrize("said", GIVES_AWAY)
def test_so_is_who_never_showed_that_they_were_the_person(anna, handler, dpo, said):
    request = ask_identity(request=posing(anna, handler), doubt="Annan adress", at=NOW, **handler)
    move(request=request, to=State.CLOSED_UNVERIFIED, at=NOW + days(61), **dpo)
    assert said not in copy_of(anna)


def test_the_persons_own_name_is_left_also_where_somebody_else_gave_it(anna, handler):
    posing(anna, handler, name="Anna Ek")
    said = copy_of(anna)
    assert '"requester_name": "Anna Ek"' in said
    assert "goran@" not in said


def test_who_has_shown_who_they_are_reads_all_of_it(anna, handler):
    request = posing(anna, handler, name="Anna E.", email="anna.privat@example.se")
    establish_identity(request=request, method="call_back", at=NOW, **handler)
    said = copy_of(anna)
    assert WORDS in said
    assert "anna.privat@example.se" in said
    assert "Ekgatan 7" in said


def test_a_reviewer_sees_what_is_masked_and_may_leave_it_open(anna, handler):
    posing(anna, handler)
    assert ("name", "Göran Främling") in gather(anna).found
    assert "Göran Främling" in copy_of(anna, lifted=["Göran Främling", "Göran", "Främling"])


@pytest.mark.parametrize("said", ["Bosse", "Chefsson", "bosse@", "granvika"])
def test_somebody_elses_mail_in_the_persons_request_is_masked(anna, handler, said):
    add_to_request(mail=_from_bosse(anna), request=asking(anna), how=Handling(at=NOW, **handler))
    assert said not in copy_of(anna)


def test_a_mail_of_the_persons_own_is_left_as_it_is(anna, handler):
    words = "Jag menar uppgifterna om Bosse Chefsson"
    draft = create_mail(anna.controller, mail(words, sender="Anna Ek <anna@example.se>"), at=NOW)
    add_to_request(mail=draft, request=asking(anna), how=Handling(at=NOW, **handler))
    said = copy_of(anna)
    assert words in said
    assert '"from_email": "anna@example.se"' in said


def _from_bosse(anna):
    words = "Det gäller Annas begäran. Hälsningar Bosse Chefsson"
    return create_mail(
        anna.controller, mail(words, sender="Bosse Chefsson <bosse@granvika.example.se>"), at=NOW
    )


def test_the_copy_and_the_pages_mean_the_same_by_who_asked(anna, handler):
    asking(anna)
    asking(anna, Right.ERASURE, identity="", channel=Channel.MAIL)
    for_another = asking(anna, Right.PORTABILITY, identity="", channel=Channel.MAIL)
    for_another.file.on_behalf = "power_of_attorney"
    for_another.file.save()
    DataSubjectRequest.objects.filter(pk=for_another.pk).update(identity_method="power_of_attorney")
    with connection.cursor() as cursor:
        cursor.execute(f"select t.request_id from requests_dsr_requestfile t where {ASKED}")
        in_sql = {pk for (pk,) in cursor.fetchall()}
    everything = DataSubjectRequest.objects.all()
    assert len(everything) == 3
    assert in_sql == {one.pk for one in everything if asked_by_the_person(one)}


def test_a_letter_to_whoever_posed_is_masked(anna, handler):
    posing(anna, handler)
    make.create_inquiry(anna, received_on=TODAY)
    letters = json.loads(copy_of(anna))["requests_dsr_letter"]
    assert letters
    assert not [one for one in letters if any(said in json.dumps(one) for said in GIVES_AWAY)]
