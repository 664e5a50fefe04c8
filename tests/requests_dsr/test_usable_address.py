"""An address is used that is known to be the person's and not held: one rule, every door."""

from __future__ import annotations

import pytest
from django.core import mail as outbox
from django.db import transaction

from law.rights import Right
from mailintake.services import Handling, add_to_request
from publicforms.services.confirming import _proof
from requests_dsr.clockwork.finishing import send_letters_again
from requests_dsr.identity import still_proves
from requests_dsr.letters.address import is_answered_to_the_person
from requests_dsr.models import Channel, Letter, LetterStatus
from requests_dsr.selectors import deliveries_frozen, held_until, may_be_used
from requests_dsr.services.reaching.posting import may_print
from requests_dsr.services.receiving.address_alarms import stop_token
from requests_dsr.services.receiving.address_change import stop_address_change, stoppable
from subjects.models import Identity
from subjects.services.errors import NotPossible
from tests import factories as make
from tests.mailintake.imap import mail
from tests.mailintake.making import create_mail
from tests.requests_dsr.cases import NOW, TODAY, asking, confirmed, days, decided

NEW = "ny@example.se"
THIEF, THIEF_2 = "tjuv@example.se", "tjuv2@example.se"
HOUR = days(1) / 24


@pytest.fixture(autouse=True)
def mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def new(anna):
    """A second address, an hour old with the person."""
    return Identity.objects.create(
        controller=anna.controller, subject=anna, kind="email", value=NEW, normalised=NEW, added_at=NOW - HOUR
    )


@pytest.fixture
def only_new(anna, new):
    Identity.objects.filter(subject=anna, kind="email").exclude(pk=new.pk).delete()
    return new


# --- which may be used ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "later", "may"),
    [
        pytest.param("anna@example.se", days(0), True, id="known long ago"),
        pytest.param(" Anna@Example.SE ", days(0), True, id="in any spelling"),
        pytest.param(NEW, days(0), False, id="held"),
        pytest.param(NEW, days(3) - HOUR - days(1) / 86_400, False, id="held to the last second"),
        pytest.param(NEW, days(3) - HOUR, True, id="after 72 hours"),
        pytest.param("nagon@example.se", days(0), False, id="not known"),
        pytest.param("", days(0), False, id="none"),
    ],
)
def test_an_address_may_be_used_that_is_known_and_not_held(anna, new, address, later, may):
    assert may_be_used(anna, address, NOW + later) is may


# --- as evidence ----------------------------------------------------------------------------------------
def test_a_held_address_proves_nobody_by_mail(anna, new, handler):
    request = asking(anna, Right.ERASURE, channel=Channel.MAIL, identity="", email=NEW)
    assert not is_answered_to_the_person(request, at=NOW)
    ours = Letter.objects.get(request=request)
    assert (ours.addressee_email, ours.whose) == (NEW, None)
    answer = mail("Ja, det är jag", headers={"In-Reply-To": f"<{ours.message_id}>"}, sender=NEW)
    draft = create_mail(anna.controller, answer, at=NOW + HOUR)
    assert (draft.thread, draft.round_trip) == (request, False)
    with pytest.raises(NotPossible):
        add_to_request(
            mail=draft, request=request, how=Handling(at=NOW + HOUR, **handler), proves_identity=True
        )


def test_a_known_address_still_does(anna, handler):
    request = asking(anna, Right.ERASURE, channel=Channel.MAIL, identity="")
    ours = Letter.objects.get(request=request)
    draft = create_mail(anna.controller, mail("Ja", headers={"In-Reply-To": f"<{ours.message_id}>"}), at=NOW)
    assert (draft.thread, draft.round_trip) == (request, True)


def test_a_held_address_proves_nobody_by_the_public_form(anna, new):
    assert (_proof(anna, NEW, NOW), _proof(anna, "anna@example.se", NOW)) == ("", "mail_round_trip")
    request = asking(anna, channel=Channel.WEB_FORM, identity="", email=NEW)
    assert not still_proves(request, "mail_round_trip", anna)


# --- to send to -----------------------------------------------------------------------------------------
def test_an_answer_goes_to_an_address_that_is_not_held(anna, new, handler, dpo):
    request = asking(anna, Right.COMPLAINT, email=NEW, channel=Channel.MAIL, identity="call_back", words="x")
    decided(request, handler, dpo, answer="Ditt ärende om lönen är avslutat.", found="yes")
    letter = Letter.objects.get(event="request_answered")
    assert letter.addressee_email == "anna@example.se"


def test_an_answer_waits_while_the_only_address_is_held(anna, only_new, handler):
    request = asking(anna, Right.ACCESS, email=NEW, channel=Channel.MAIL, identity="call_back")
    letter = request.letters.get()
    assert (letter.status, letter.addressee_email, len(outbox.outbox)) == (LetterStatus.QUEUED, NEW, 0)
    assert send_letters_again(anna.controller, at=NOW + days(1)) == 0
    assert send_letters_again(anna.controller, at=NOW + days(3)) == 1
    assert [one.to for one in outbox.outbox] == [[NEW]]


def test_what_waited_for_a_thiefs_address_goes_to_the_person_once_the_change_is_stopped(anna, only_new):
    asking(anna, Right.ACCESS, email=NEW, channel=Channel.MAIL, identity="call_back")
    Identity.objects.filter(subject=anna, kind="email").update(
        value="anna@example.se", normalised="anna@example.se", added_at=NOW - days(900)
    )
    send_letters_again(anna.controller, at=NOW + days(1))
    assert [one.to for one in outbox.outbox] == [["anna@example.se"]]


def test_the_answer_to_a_change_of_address_goes_where_the_person_was_reached_before(anna, handler, dpo):
    decided(asking(anna, Right.RECTIFICATION, proposed={"email": NEW}), handler, dpo, accepted=["email"])
    letter = Letter.objects.get(event="request_answered")
    assert (letter.addressee_email, letter.status) == ("anna@example.se", LetterStatus.SENT)
    assert not may_be_used(anna, NEW, NOW + days(30)), "nobody who reads it has said yes"


def test_no_copy_is_printed_while_deliveries_are_frozen(anna, new, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = asking(
        anna, postal_address="Nygatan 9", by_post=True, identity="mail_round_trip", channel=Channel.WEB_FORM
    )
    request = decided(request, handler, dpo)
    assert "72 timmar" in may_print(request, at=NOW).reason
    assert may_print(request, at=NOW + days(3))


# --- the freeze holds -----------------------------------------------------------------------------------
def change_to(anna, address, handler, dpo, *, at=NOW):
    request = asking(anna, Right.RECTIFICATION, at=at, proposed={"email": address})
    return confirmed(decided(request, handler, dpo, accepted=["email"], at=at), at=at)


def test_a_second_change_and_its_own_link_lift_nothing(anna, handler, dpo):
    first = change_to(anna, THIEF, handler, dpo)
    second = change_to(anna, THIEF_2, handler, dpo, at=NOW + 2 * HOUR)
    assert not [one for one in outbox.outbox if one.to == [THIEF] and "stoppa-bytet" in one.body]
    assert stoppable(stop_token(second), at=NOW + 3 * HOUR) is None
    assert deliveries_frozen(anna, NOW + 3 * HOUR)
    assert stoppable(stop_token(first), at=NOW + 3 * HOUR) == first


def test_the_first_link_takes_both_changes_back(anna, handler, dpo):
    first = change_to(anna, THIEF, handler, dpo)
    change_to(anna, THIEF_2, handler, dpo, at=NOW + 2 * HOUR)
    before = NOW - days(900)
    stop_address_change(request=stoppable(stop_token(first), at=NOW + 3 * HOUR), at=NOW + 3 * HOUR)
    own = Identity.objects.get(subject=anna, kind="email")
    assert own.value == "anna@example.se"
    assert own.added_at < before
    assert not deliveries_frozen(anna, NOW + 3 * HOUR)


def test_what_is_put_back_is_as_old_as_it_was(anna, handler, dpo):
    since = NOW - days(10)
    Identity.objects.filter(subject=anna, kind="email").update(added_at=since)
    change = change_to(anna, THIEF, handler, dpo)
    stop_address_change(request=stoppable(stop_token(change), at=NOW + HOUR), at=NOW + HOUR)
    assert Identity.objects.get(subject=anna, kind="email").added_at == since
    assert held_until(anna, "anna@example.se", NOW + HOUR) is None
