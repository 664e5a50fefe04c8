"""The steps of a request's pages: who may, what is typed, two people, two tabs, and who looked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from law.rights import Right
from requests_dsr.models import DataSubjectRequest, Letter, Package
from requests_dsr.states import State
from staff.requests.leading import first_step
from staff.requests.seen import seen
from subjects.models import AccessLog
from tests import factories as make
from tests.staff.asking import NOW, ask, started
from tests.staff.scene import TODAY, Scene
from tests.staff.walking import decide, page_of, send, walked

pytestmark = pytest.mark.usefixtures("at_once")


# --- refusals, time, identity ------------------------------------------
def test_a_refusal_cites_the_law_and_shows_its_evidence(scene: Scene, handler: Client, dpo: Client) -> None:
    found = started(scene, ask(scene.sara))
    assert "codes" in send(handler, found, "request_refuse").context["form"].errors
    without = send(handler, found, "request_refuse", codes=["A12_5_EXCESSIVE"])
    assert "Bevisbördan är vår" in without.content.decode()
    send(
        handler, found, "request_refuse", codes=["A12_5_EXCESSIVE"], evidence="Nio på en vecka", fee_sek="400"
    )
    assert decide(dpo, found).status_code == 302
    body = Letter.objects.latest("pk").body
    found.refresh_from_db()
    assert found.state == State.REFUSED
    for said in ("400 kronor", "domstol", "IMY"):
        assert said in body


def test_what_is_answered_has_no_grey_button_for_what_only_the_machine_does(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = started(scene, ask(scene.sara))
    send(handler, found, "request_refuse", codes=["A12_5_EXCESSIVE"], evidence="Nio på en vecka")
    decide(dpo, found)
    DataSubjectRequest.objects.filter(pk=found.pk).update(state=State.FULFILLED)
    assert "Granska och besluta" not in page_of(dpo, found)


def test_the_time_is_extended_by_the_dpo_in_the_first_month_with_a_letter(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = started(scene, ask(scene.sara))
    assert "Din roll får inte göra det här." in page_of(handler, found)
    assert "extension_reasons" in send(dpo, found, "request_act", "extend").context["form"].errors
    assert send(dpo, found, "request_act", "extend", extension_reasons=["complexity"]).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.due_on) == (State.EXTENDED, date(2027, 2, 22))
    assert Letter.objects.filter(request=found, event="request_extended").exists()


def test_an_extension_after_the_first_month_is_grey_and_says_why(scene: Scene, dpo: Client) -> None:
    found = started(scene, ask(scene.sara, at=NOW - timedelta(days=45)))
    assert "Den första månaden är över." in page_of(dpo, found)
    answer = send(dpo, found, "request_act", "extend", extension_reasons=["complexity"])
    assert answer.status_code == 200
    found.refresh_from_db()
    assert found.state == State.IN_PROGRESS


def test_doubt_stops_the_clock_and_evidence_starts_it(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara, identity="", email="ny@example.se")
    assert send(handler, found, "request_act", "ask_identity", comment="Ny adress").status_code == 302
    assert "Klockan står still sedan 23 november 2026" in page_of(handler, found)
    assert "method" in send(handler, found, "request_act", "establish").context["form"].errors
    assert (
        "came_on"
        in send(handler, found, "request_act", "establish", method="call_back").context["form"].errors
    )
    came = {"method": "call_back", "came_on": f"{TODAY}"}
    assert send(handler, found, "request_act", "establish", **came).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.identity_method) == (State.IN_PROGRESS, "call_back")
    assert found.due_on == date(2026, 12, 21)


def test_a_request_nobody_proves_is_closed_after_sixty_days_alone(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = ask(scene.sara, at=NOW - timedelta(days=62), identity="")
    send(handler, found, "request_act", "ask_identity", comment="Ny adress")
    assert "inte varit obesvarad i 60 dagar" in page_of(dpo, found)
    found.questions.update(asked_at=NOW - timedelta(days=61))
    assert send(dpo, found, "request_act", "close_unverified").status_code == 302
    found.refresh_from_db()
    assert found.state == State.CLOSED_UNVERIFIED


def test_an_answer_counts_from_the_day_it_came(scene: Scene, handler: Client) -> None:
    found = started(scene, ask(scene.sara, at=NOW - timedelta(days=10)))
    send(handler, found, "request_act", "clarify", question="Vilka år?", large_volume="on")
    found.questions.update(asked_at=NOW - timedelta(days=6))
    later = send(handler, found, "request_answered", received_on="2026-11-24", received_at="10:00")
    early = send(handler, found, "request_answered", received_on="2026-11-16", received_at="10:00")
    assert "received_on" in later.context["form"].errors
    assert "received_on" in early.context["form"].errors
    assert (
        send(handler, found, "request_answered", received_on="2026-11-20", received_at="10:00").status_code
        == 302
    )
    assert "+ 3 dagar paus" in page_of(handler, found)


def test_an_answer_can_be_complained_of_and_opened_again(scene: Scene, handler: Client, dpo: Client) -> None:
    found = walked(handler, dpo, ask(scene.sara, Right.COMPLAINT), answer="Nej.", justified="no")
    assert "comment" in send(dpo, found, "request_act", "reopen").context["form"].errors
    assert (
        send(
            dpo, found, "request_act", "reopen", comment="Ni svarade inte på frågan", came_on=f"{TODAY}"
        ).status_code
        == 302
    )
    assert send(handler, found, "request_act", "start").status_code == 302
    found.refresh_from_db()
    assert (found.state, found.due_on) == (State.IN_PROGRESS, date(2026, 12, 23))
    body = handler.get(reverse("admin:request", args=[found.ref])).content.decode()
    assert "Det tidigare beslutet" in body
    assert "<h2>Förslaget" not in body


def test_a_person_may_take_it_back_on_the_telephone(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara)
    assert "comment" in send(handler, found, "request_act", "withdraw").context["form"].errors
    assert send(handler, found, "request_act", "withdraw", comment="Ringde").status_code == 302
    found.refresh_from_db()
    assert found.state == State.WITHDRAWN


# --- two people, two tabs ------------------------------------------
def test_whoever_proposed_does_not_decide(scene: Scene, dpo: Client) -> None:
    found = started(scene, ask(scene.sara, Right.COMPLAINT), "dpo")
    send(dpo, found, "request_propose", draft="1", answer="Nej.", justified="no")
    page = dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    assert "Den som gjorde förslaget får inte själv besluta." in page
    assert 'aria-disabled="true"' in page
    assert decide(dpo, found).status_code == 200
    found.refresh_from_db()
    assert found.state == State.REVIEW


def test_facts_that_moved_are_told_and_nothing_is_decided(scene: Scene, handler: Client, dpo: Client) -> None:
    found = started(scene, ask(scene.sara))
    send(handler, found, "request_propose", draft="1")
    make.create_ticket(scene.sara, body="Ring kalle@firma.example.se")
    page = dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    assert "Uppgifterna har ändrats sedan förslaget gjordes" in page
    assert "Besluta: uppfylld" in page
    answer = decide(dpo, found, signed="on")
    assert answer.status_code == 200
    found.refresh_from_db()
    assert (found.state, Package.objects.count()) == (State.REVIEW, 0)
    assert send(dpo, found, "request_act", "send_back", comment="Uppgifterna har ändrats").status_code == 302


def test_a_page_that_has_grown_old_does_nothing_and_keeps_what_was_typed(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = ask(scene.sara)
    old = seen(found)
    send(handler, found, "request_act", "start")
    answer = dpo.post(
        reverse("admin:request_act", args=[found.ref, "withdraw"]), {"seen": old, "comment": "Ringde nyss"}
    )
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Begäran har ändrats sedan du öppnade sidan" in body
    assert "Läget är nu: handläggs" in body
    assert "Ringde nyss" in body
    found.refresh_from_db()
    assert found.state == State.IN_PROGRESS


def test_another_proposal_than_the_one_that_was_read_is_not_decided(
    scene: Scene, handler: Client, dpo: Client
) -> None:
    found = started(scene, ask(scene.sara, Right.COMPLAINT))
    send(handler, found, "request_propose", draft="1", answer="Nej.", justified="no")
    found.file.refresh_from_db()
    read = found.file.plan_digest
    send(dpo, found, "request_act", "send_back", comment="Utförligare")
    send(handler, found, "request_propose", draft="1", answer="Nej, därför att …", justified="no")
    answer = send(dpo, found, "request_decide", digest=read)
    assert "Förslaget är ett annat än det du läste." in answer.content.decode()
    found.refresh_from_db()
    assert found.state == State.REVIEW


def test_a_full_disk_is_told_and_nothing_is_decided(
    scene: Scene, handler: Client, dpo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from requests_dsr.services.reaching import packages

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    found = started(scene, ask(scene.sara))
    send(handler, found, "request_propose", draft="1")
    monkeypatch.setattr(packages, "move_into_place", full)
    answer = decide(dpo, found, signed="on")
    assert "Paketet gick inte att skriva till disken." in answer.content.decode()
    found.refresh_from_db()
    assert found.state == State.REVIEW


# --- who looked, and what is not there ------------------------------------------
def test_opening_a_persons_request_is_written_down_with_the_case_as_its_reason(
    scene: Scene, handler: Client
) -> None:
    found = ask(scene.sara)
    page_of(handler, found)
    look = AccessLog.objects.get()
    assert (look.subject, look.role, look.page) == (scene.sara, "handler", "request")
    assert look.reason == "Handlägger din begäran: kopia av dina uppgifter"


def test_a_restricted_person_is_shown_with_a_banner(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara, Right.RESTRICTION)
    assert "Pausat (artikel 18): alla uppgifter om personen" in page_of(handler, found)


def test_a_request_whose_file_is_forgotten_says_so_on_every_page(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara)
    found.file.delete()
    for name in ("request", "request_propose", "request_decide"):
        assert "Akten är gallrad" in handler.get(reverse(f"admin:{name}", args=[found.ref])).content.decode()


def test_an_unknown_act_is_not_there(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara)
    for act in ("x", "propose", "decide"):
        assert handler.get(reverse("admin:request_act", args=[found.ref, act])).status_code == 404


@pytest.mark.parametrize("state", list(State))
def test_every_state_shows_a_button_for_each_move_out_of_it(scene: Scene, dpo: Client, state: State) -> None:
    found = ask(scene.sara)
    closed = (
        {"closed_at": NOW}
        if state in {"fulfilled", "partly_fulfilled", "refused", "closed_unverified", "withdrawn"}
        else {}
    )
    DataSubjectRequest.objects.filter(pk=found.pk).update(state=state, **closed)
    answer = dpo.get(reverse("admin:request", args=[found.ref]))
    buttons = {button.act.key: bool(button.may) for button in answer.context["detail"].buttons}
    assert set(buttons) >= EXPECTED[state]
    for button in answer.context["detail"].buttons:
        assert button.may or button.may.reason


EXPECTED = {
    State.RECEIVED: {"start", "ask_identity", "withdraw"},
    State.IDENTITY_PENDING: {"establish", "close_unverified", "withdraw"},
    State.IN_PROGRESS: {"extend", "propose", "refuse", "withdraw"},
    State.EXTENDED: {"propose", "refuse", "withdraw"},
    State.REVIEW: {"decide", "send_back", "withdraw"},
    State.REOPENED: {"start", "withdraw"},
    State.FULFILLED: {"reopen"},
    State.PARTLY_FULFILLED: {"reopen"},
    State.REFUSED: {"reopen"},
    State.CLOSED_UNVERIFIED: {"reopen"},
    State.WITHDRAWN: set(),
}


# --- what comes first --------------------------------------------------
def test_a_grey_button_says_which_button_comes_first(scene: Scene, handler: Client, dpo: Client) -> None:
    found = ask(scene.sara)
    page = reverse("admin:request_propose", args=[found.ref])
    assert "Tryck på Börja handlägga först." in handler.get(page).content.decode()
    unknown = ask(scene.sara, Right.ERASURE, identity="")
    refusal = reverse("admin:request_refuse", args=[unknown.ref])
    assert "Tryck på Styrk identiteten först." in handler.get(refusal).content.decode()
    lengthen = reverse("admin:request_act", args=[found.ref, "extend"])
    assert "Tryck på Börja handlägga först." in dpo.get(lengthen).content.decode()
    started(scene, found)
    back = reverse("admin:request_act", args=[found.ref, "reopen"])
    assert "Tryck på" not in dpo.get(back).content.decode()


def test_only_an_act_that_some_step_leads_to_names_one() -> None:
    assert first_step(State.REVIEW, State.EXTENDED) is State.IN_PROGRESS
    assert first_step(State.RECEIVED, State.CLOSED_UNVERIFIED) is State.IDENTITY_PENDING
    assert first_step(State.IN_PROGRESS, State.REOPENED) is None
    assert first_step(State.FULFILLED, State.REVIEW) is None
    assert first_step(State.IN_PROGRESS, State.RECEIVED) is None
