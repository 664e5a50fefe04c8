"""Whom a decision obliges us to tell (Art. 19): systems know whom it is about, people see the rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction

from connectors.models import RecipientNotice, System
from law.rights import Right
from requests_dsr.clockwork import every_morning
from requests_dsr.models import DataSubjectRequest, RequestEvent
from requests_dsr.selectors import notices_to_give, recipients_told
from requests_dsr.services.deciding.proposals import decide, draft, draft_refusal
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.own_edit import note_own_edit
from requests_dsr.states import State
from subjects import models as m
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, confirmed, decided

COLUMNS = {"email": "provided:identity", "full_name": "provided:identity"}


@pytest.fixture
def crm(anna):
    """Connect a table with two rows of Anna's, under two addresses."""
    make.add_identity(anna, "email", "ek@example.se")
    with connection.cursor() as cursor:
        cursor.execute(
            "create temporary table crm (id serial primary key, email text, full_name text, "
            "paused boolean not null default false) on commit drop"
        )
        cursor.execute(
            "insert into crm (email, full_name) values "
            "('anna@example.se', 'Anna Ek'), ('ek@example.se', 'Anna Ek'), ('bo@example.se', 'Bo Al')"
        )
    return System.objects.create(
        controller=anna.controller, key="crm", title="Kundregistret", kind="table",
        settings={"table": "crm", "key": "id", "email": "email", "columns": COLUMNS, "restricted": "paused"},
    )  # fmt: skip


def silent(system, *, again=False):
    system.settings = {**system.settings, "table": "crm" if again else "borta"}
    system.save()


def holds(system, category):
    system.settings = {**system.settings, "columns": dict.fromkeys(COLUMNS, f"provided:{category}")}
    system.save()


def rows(columns="email, full_name"):
    with connection.cursor() as cursor:
        cursor.execute(f"select {columns} from crm order by id")
        return cursor.fetchall()


def stands():
    notice = RecipientNotice.objects.get()
    return notice.state, notice.trouble, notice.about


def given_to_partner(anna, category="identity"):
    m.Disclosure.objects.create(
        controller=anna.controller, subject=anna, recipient="Partner AB", context="partner",
        legal_basis="avtal", categories=[category], disclosed_on=TODAY,
    )  # fmt: skip


def morning(days=1):
    return every_morning(at=NOW + timedelta(days=days))


def test_a_silent_system_later_erases_under_every_address(anna, handler, dpo, crm, monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())  # the answer leaves before the data
    make.create_inquiry(anna, received_on=TODAY)
    holds(crm, "crm_inquiry")
    silent(crm)
    decided(asking(anna, Right.ERASURE), handler, dpo)
    assert not m.DataSubject.objects.filter(pk=anna.pk).exists()
    assert stands()[:2] == ("pending", "silent")
    silent(crm, again=True)
    assert morning().done["notices"] == 1
    assert stands() == ("confirmed", "", [])
    assert rows() == [("bo@example.se", "Bo Al")]


def test_the_rows_of_both_addresses_get_the_new_one(anna, handler, dpo, crm):
    asked = asking(anna, Right.RECTIFICATION, proposed={"email": "ny@example.se"})
    confirmed(decided(asked, handler, dpo, accepted=["email"]))
    assert stands() == ("confirmed", "", [])
    assert rows("email") == [("ny@example.se",), ("ny@example.se",), ("bo@example.se",)]


def test_a_silent_system_is_corrected_under_the_old_address_the_next_morning(anna, handler, dpo, crm):
    silent(crm)
    asked = asking(anna, Right.RECTIFICATION, proposed={"email": "ny@example.se"})
    confirmed(decided(asked, handler, dpo, accepted=["email"]))
    silent(crm, again=True)
    morning()
    assert stands() == ("confirmed", "", [])
    assert rows("email") == [("ny@example.se",), ("ny@example.se",), ("bo@example.se",)]


def test_an_edit_of_ones_own_reaches_a_system_that_was_silent(anna, crm):
    silent(crm)
    note_own_edit(subject=anna, values={"full_name": "Anna Berg"}, at=NOW)
    silent(crm, again=True)
    morning()
    assert stands() == ("confirmed", "", [])
    assert [name for (name,) in rows("full_name")] == ["Anna Berg", "Anna Berg", "Bo Al"]


def test_a_second_round_tells_everybody_again_and_with_its_own_values(anna, handler, dpo, crm):
    given_to_partner(anna)
    asked = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Eek"})
    request = decided(asked, handler, dpo, accepted=["full_name"])
    RecipientNotice.objects.filter(recipient="Partner AB").update(state="sent", sent_at=NOW, about=[])
    later = NOW + timedelta(days=5)
    request = move(request=request, to=State.REOPENED, at=later, comment="fel igen", **dpo)
    request = move(request=request, to=State.IN_PROGRESS, at=later, **handler)
    request.file.proposed = {"full_name": "Anna Ekh"}
    request.file.save()
    request = DataSubjectRequest.objects.get(pk=request.pk)
    request = draft(request=request, choices={"accepted": ["full_name"]}, at=later, **handler)
    decide(request=request, outcome=State.FULFILLED, at=later, **dpo)
    assert [name for (name,) in rows("full_name")] == ["Anna Ekh", "Anna Ekh", "Bo Al"]
    told = sorted(RecipientNotice.objects.values_list("recipient", "state"))
    assert told == [
        ("Kundregistret", "confirmed"), ("Kundregistret", "confirmed"),
        ("Partner AB", "pending"), ("Partner AB", "sent"),
    ]  # fmt: skip


def test_a_system_that_cannot_pause_is_among_those_left_to_tell(anna, handler, dpo, company, crm):
    crm.settings = {**crm.settings, "restricted": ""}
    crm.save()
    holds(crm, "crm_inquiry")
    decided(asking(anna, Right.RESTRICTION), handler, dpo)
    morning()
    [notice] = notices_to_give([company])
    assert (notice.recipient, notice.trouble) == ("Kundregistret", "unable")
    assert sorted(notice.concerns) == ["+46701234567", "anna@example.se", "ek@example.se"]


def test_a_system_that_is_silent_is_seen_until_it_answers(anna, handler, dpo, company, crm):
    silent(crm)
    asked = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Eek"})
    decided(asked, handler, dpo, accepted=["full_name"])
    assert [notice.recipient for notice in notices_to_give([company])] == ["Kundregistret"]
    silent(crm, again=True)
    morning()
    assert not notices_to_give([company])


def test_what_a_system_did_stands_in_the_file_of_the_request(anna, handler, dpo, crm):
    asked = asking(anna, Right.RECTIFICATION, proposed={"full_name": "Anna Eek"})
    decided(asked, handler, dpo, accepted=["full_name"])
    event = RequestEvent.objects.get(code="RECIPIENT_CONFIRMED")
    assert (event.role, event.comment, event.at) == ("worker", "Kundregistret", NOW)


# --- what a copy lacks --------------------------------------------------


def answer_to(request):
    return request.letters.filter(event="request_answered").last().body


def lacking(anna, handler, dpo, crm, *, right=Right.ACCESS):
    """Answer a request for a copy while the system is silent."""
    make.create_inquiry(anna, received_on=TODAY)
    silent(crm)
    return decided(asking(anna, right), handler, dpo, State.PARTLY_FULFILLED)


def test_what_a_copy_lacks_is_told_truly_and_followed_up(anna, handler, dpo, company, crm):
    request = lacking(anna, handler, dpo, crm)
    body = answer_to(request)
    assert "Det här kunde vi inte läsa: Kundregistret. Vi läser det igen varje dag" in body
    assert request.exception_codes == ["A12_4_UNREAD"]
    assert "Allt vi har" not in body
    assert "domstol" in body
    [notice] = notices_to_give([company])
    assert (notice.kind, notice.recipient, notice.trouble) == ("copy", "Kundregistret", "silent")
    assert list(recipients_told(request)) == []


def test_a_system_that_answers_again_with_something_asks_for_a_new_copy(anna, handler, dpo, company, crm):
    request = lacking(anna, handler, dpo, crm)
    silent(crm, again=True)
    for day in (1, 2):
        morning(day)
        [notice] = notices_to_give([company])
        assert (notice.trouble, notice.state) == ("found", "pending")
    again(request, handler, dpo)
    assert not notices_to_give([company])
    assert stands() == ("confirmed", "", [])
    assert request.packages.count() == 2
    assert RequestEvent.objects.filter(code="COPY_COMPLETE", comment="Kundregistret").exists()


def test_a_system_that_answers_again_with_nothing_closes_the_matter(anna, handler, dpo, company, crm):
    lacking(anna, handler, dpo, crm)
    with connection.cursor() as cursor:
        cursor.execute("delete from crm where full_name = 'Anna Ek'")
    silent(crm, again=True)
    morning()
    assert not notices_to_give([company])
    assert stands() == ("confirmed", "", [])


def test_a_new_copy_that_still_lacks_it_is_one_matter_not_two(anna, handler, dpo, company, crm):
    request = lacking(anna, handler, dpo, crm)
    again(request, handler, dpo, State.PARTLY_FULFILLED)
    assert stands()[:2] == ("pending", "silent")


def test_nothing_found_while_a_system_was_silent_is_no_last_word(anna, handler, dpo, company, crm):
    silent(crm)
    request = decided(asking(anna, Right.PORTABILITY), handler, dpo, State.REFUSED)
    assert "Det här kunde vi inte läsa: Kundregistret." in answer_to(request)
    assert [notice.recipient for notice in notices_to_give([company])] == ["Kundregistret"]


def test_a_refusal_for_another_reason_promises_nothing(anna, handler, dpo, company, crm):
    silent(crm)
    request = move(request=asking(anna), to=State.IN_PROGRESS, at=NOW, **handler)
    request = draft_refusal(request=request, codes=("A12_5_UNFOUNDED",), evidence="Hot.", at=NOW, **handler)
    decide(request=request, outcome=State.REFUSED, at=NOW, **dpo)
    assert not RecipientNotice.objects.exists()


def test_a_file_that_is_gone_is_seen_by_somebody(anna, handler, dpo, company):
    m.TicketAttachment.objects.create(ticket=make.create_ticket(anna), file="tickets/borta.pdf")
    request = decided(asking(anna), handler, dpo, State.PARTLY_FULFILLED)
    assert "Det här kunde vi inte läsa: files/0001.pdf." in answer_to(request)
    morning()
    assert [notice.recipient for notice in notices_to_give([company])] == ["files/0001.pdf"]


def again(request, handler, dpo, outcome=State.FULFILLED):
    """Open an answered request again and answer it anew."""
    later = NOW + timedelta(days=3)
    request = DataSubjectRequest.objects.get(pk=request.pk)
    request = move(request=request, to=State.REOPENED, at=later, comment="kopian är inte hel", **dpo)
    request = move(request=request, to=State.IN_PROGRESS, at=later, **handler)
    request = draft(request=request, choices={}, at=later, **handler)
    return decide(request=request, outcome=outcome, at=later, **dpo)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"full_name": "Anna Berg"}, True),
        ({"email": "anna.berg@example.se"}, True),
        ({"phone": "070-765 43 21"}, True),
        ({"language": "en"}, False),
    ],
)
def test_whoever_was_given_a_kind_of_data_was_given_the_name_and_the_addresses_over_it(
    anna, handler, dpo, values, told
):
    for recipient, category in (("Inkasso AB", "billing_claim"), ("Räknebyrån AB", "traffic_data")):
        m.Disclosure.objects.create(
            controller=anna.controller, subject=anna, recipient=recipient, context="contract",
            legal_basis="avtal", categories=[category], disclosed_on=TODAY,
        )  # fmt: skip
    request = decided(asking(anna, Right.RECTIFICATION, proposed=values), handler, dpo, accepted=list(values))
    names = set(recipients_told(confirmed(request)).values_list("recipient", flat=True))
    assert ("Inkasso AB" in names) is told
    assert "Räknebyrån AB" not in names
    assert ("Inkasso AB" in str(request.file.plan["recipients"])) is told
