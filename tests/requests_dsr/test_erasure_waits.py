"""An answer reaches the person before what it reaches them by is erased."""

from __future__ import annotations

import pytest
from django.db import transaction

from law.rights import Right
from ledger.actor import SUBJECT
from requests_dsr.clockwork import every_morning
from requests_dsr.letters import mark_posted
from requests_dsr.letters.printing import printable
from requests_dsr.models import Certificate, Channel, Letter, Package
from requests_dsr.pauses import standing
from requests_dsr.services.deciding.proposals import decide, draft_refusal, preview
from requests_dsr.services.moving.transitions import ForbiddenMove, move
from requests_dsr.services.reaching.addressing import give_address
from requests_dsr.services.reaching.packages import may_open, open_package
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from retention.purge.executing import execute
from retention.purge.planning import plan
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided, proposed


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.fixture
def login(anna):
    make.create_inquiry(anna, received_on=TODAY)
    return make.create_user_for(anna)


def opened(package, login, *, at=NOW):
    list(open_package(package=package, user=login, by=SUBJECT, at=at))


def night(controller, on):
    return execute(run=plan(controller=controller, as_of=on, at=noon(on)), today=on)


# --- a package that is not opened -----------------------------------------------------------------------
def test_an_erasure_is_not_decided_while_a_copy_waits_to_be_opened(anna, login, handler, dpo):
    erasure = asking(anna, Right.ERASURE)
    copy = decided(asking(anna), handler, dpo)
    said = preview(request=erasure, choices={}, at=NOW)
    assert (said["outcome"], said["exemptions"]) == ("", [])
    until = (TODAY + days(7)).isoformat()
    assert [(one["ref"], one["package_until"]) for one in said["waits_for"]] == [(str(copy.ref), until)]
    with pytest.raises(ForbiddenMove, match="oöppnat och gäller till 2 december 2026"):
        proposed(erasure, handler)
    assert may_open(Package.objects.get(), user=login, at=NOW)


def test_a_copy_made_after_the_proposal_holds_the_decision_back(anna, login, handler, dpo):
    make.create_phone_message(anna, taken_on=TODAY)
    copy = asking(anna, categories=["phone_message"])
    erasure = proposed(asking(anna, Right.ERASURE), handler)
    decided(copy, handler, dpo)
    with pytest.raises(ForbiddenMove):
        decide(request=erasure, outcome=State.PARTLY_FULFILLED, at=NOW, **dpo)
    assert Package.objects.get().deleted_at is None
    assert m.Inquiry.objects.exists()


@pytest.mark.parametrize("how", ["opened", "expired"])
def test_what_was_opened_or_has_had_its_time_is_waited_for_no_longer(anna, login, handler, dpo, media, how):
    erasure = asking(anna, Right.ERASURE)
    decided(asking(anna), handler, dpo)
    later = NOW + days(8)
    if how == "opened":
        opened(Package.objects.get(), login, at=NOW + days(1))
    else:
        every_morning(at=later)
    decided(erasure, handler, dpo, at=later)
    assert not m.DataSubject.objects.exists()
    assert Package.objects.get().deleted_at == later
    assert list(media.iterdir()) == []


def test_no_night_takes_the_login_before_a_copy_is_opened(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY - days(360))
    login = make.create_user_for(anna)
    decided(asking(anna), handler, dpo)
    for ahead in range(8):  # the inquiry is due on the sixth
        night(anna.controller, TODAY + days(ahead))
        assert m.DataSubject.objects.filter(user=login).exists(), ahead
    every_morning(at=NOW + days(7))
    night(anna.controller, TODAY + days(8))
    assert not m.DataSubject.objects.exists()


def test_the_night_goes_on_once_a_copy_is_opened(anna, login, handler, dpo):
    m.Inquiry.objects.all().delete()
    make.create_inquiry(anna, received_on=TODAY - days(800))
    decided(asking(anna), handler, dpo)
    night(anna.controller, TODAY)
    assert m.Inquiry.objects.exists()
    opened(Package.objects.get(), login)
    night(anna.controller, TODAY)
    assert not m.Inquiry.objects.exists()


def test_an_opening_ends_nothing_that_an_open_request_keeps(anna, login, handler, dpo):
    copy = decided(asking(anna), handler, dpo)
    move(request=copy, to=State.REOPENED, comment="något saknas", at=NOW, **dpo)
    opened(Package.objects.get(), login)
    assert standing(copy).exists()


# --- a letter that has not arrived ----------------------------------------------------------------------
def on_paper(anna, handler, where="Gatan 1, 111 11 Orten"):
    """Ask by phone, as somebody of whom we know no e-mail address."""
    m.Identity.objects.filter(subject=anna, kind="email").delete()
    return open_request(
        controller=anna.controller,
        asked=Asked(right=Right.ERASURE),
        requester=Requester(subject=anna, identity_method="known_phone", postal_address=where),
        channel=Channel.PHONE,
        received_at=NOW,
        at=NOW,
        **handler,
    )


def test_an_erasure_on_paper_is_carried_out_once_its_letter_is_posted(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(on_paper(anna, handler), handler, dpo)
    letter = request.letters.get(event="request_answered")
    for ahead in range(3):
        night(anna.controller, TODAY + days(ahead))
        every_morning(at=NOW + days(ahead))
    assert (letter.status, request.state) == ("to_print", "fulfilled")
    assert m.Inquiry.objects.exists()
    assert not Certificate.objects.exists()
    mark_posted(letter=letter, at=NOW + days(3))
    assert every_morning(at=NOW + days(4)).done["erasures"] == 1
    assert not m.DataSubject.objects.exists()
    assert Certificate.objects.get().lines[0]["category"] == "crm_inquiry"
    certificate = Letter.objects.get(event="request_certificate")
    assert certificate.status == "to_print"
    assert "Gatan 1" in printable(certificate)


def test_an_answer_that_no_relay_took_is_sent_before_anything_is_erased(
    anna, login, handler, dpo, monkeypatch
):
    request = proposed(asking(anna, Right.ERASURE), handler)
    with monkeypatch.context() as down:
        down.setattr("django.core.mail.EmailMessage.send", no_relay)
        request = decide(request=request, outcome=State.FULFILLED, at=NOW, **dpo)
        assert request.letters.get(event="request_answered").status == "failed"
        night(anna.controller, TODAY + days(1))
        assert m.Identity.objects.filter(subject=anna).exists()
    every_morning(at=NOW + days(1))
    assert request.letters.get(event="request_answered").status == "sent"
    assert not m.DataSubject.objects.exists()


def no_relay(*args, **kwargs):
    raise OSError("no relay")


def test_what_came_in_while_the_letter_lay_there_is_untouched(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    request = decided(on_paper(anna, handler), handler, dpo)
    make.create_phone_message(anna, taken_on=TODAY + days(2))
    mark_posted(letter=request.letters.get(event="request_answered"), at=NOW + days(3))
    every_morning(at=NOW + days(4))
    assert not m.Inquiry.objects.exists()
    assert m.PhoneMessage.objects.exists()
    assert [line["category"] for line in Certificate.objects.get().lines][:1] == ["crm_inquiry"]


@pytest.mark.parametrize("outcome", [State.FULFILLED, State.REFUSED])
def test_nothing_is_decided_for_somebody_no_answer_can_reach(anna, handler, dpo, outcome):
    make.create_inquiry(anna, received_on=TODAY)
    request = on_paper(anna, handler, where="")
    if outcome is State.REFUSED:
        request = move(request=request, to=State.IN_PROGRESS, at=NOW, **handler)
        codes = ("A17_1_STILL_NEEDED",)
        request = draft_refusal(request=request, codes=codes, evidence="Avtalet löper", at=NOW, **handler)
    else:
        request = proposed(request, handler)
    with pytest.raises(ForbiddenMove, match=r"ingen adress att svara till.*över disk"):
        decide(request=request, outcome=outcome, at=NOW, **dpo)
    assert m.Inquiry.objects.exists()
    give_address(request=request, where="Lämnas över disk", at=NOW, **handler)
    request = decide(request=request, outcome=outcome, at=NOW, **dpo)
    assert (request.state, request.letters.get(event="request_answered").status) == (outcome, "to_print")
    assert "Lämnas över disk" in printable(request.letters.get(event="request_answered"))


@pytest.mark.parametrize("where", ["", "  ", "x" * 301])
def test_an_address_says_something(anna, handler, where):
    with pytest.raises(ForbiddenMove, match="högst 300"):
        give_address(request=asking(anna), where=where, at=NOW, **handler)


def test_a_closed_request_gets_no_address(anna, handler):
    shown = asking(anna)
    request = move(request=shown, to=State.WITHDRAWN, at=NOW, by=SUBJECT)
    for one in (request, shown):  # as it is, and as somebody saw it before
        with pytest.raises(ForbiddenMove, match="avslutad"):
            give_address(request=one, where="Gatan 1", at=NOW, **handler)


# --- what waits for the person's own other request ------------------------------------------------------
def granted_in_part(anna, handler, dpo):
    """Erase all but the inquiry, which the person's own request for a copy keeps."""
    make.create_inquiry(anna, received_on=TODAY)
    make.create_phone_message(anna, taken_on=TODAY)
    copy = asking(anna, categories=["crm_inquiry"])
    erasure = decided(asking(anna, Right.ERASURE), handler, dpo, State.PARTLY_FULFILLED)
    return copy, erasure


def lines(certificate):
    return {(line["category"], line["action"]) for line in certificate.lines if not line.get("beside")}


def test_the_certificate_lists_what_waits_as_still_to_be_erased(anna, handler, dpo):
    _copy, erasure = granted_in_part(anna, handler, dpo)
    certificate = erasure.certificates.get()
    assert lines(certificate) == {("phone_message", "erase"), ("crm_inquiry", "keep")}
    body = Letter.objects.get(event="request_certificate").body
    assert "Förfrågningar: raderas när din andra begäran är besvarad" in body
    assert "Förfrågningar: sparas" not in body


@pytest.mark.parametrize("the_night", [True, False], ids=["after a night", "in the morning"])
def test_what_waited_is_certified_with_its_proof_when_it_goes(anna, handler, dpo, the_night):
    copy, erasure = granted_in_part(anna, handler, dpo)
    later = NOW + days(3)
    every_morning(at=later)
    assert (m.Inquiry.objects.count(), erasure.certificates.count()) == (1, 1)
    move(request=copy, to=State.WITHDRAWN, by=SUBJECT, at=later)
    if the_night:
        night(anna.controller, TODAY + days(4))
    every_morning(at=NOW + days(4))
    assert not m.Inquiry.objects.exists()
    last = erasure.certificates.latest("pk")
    assert lines(last) == {("crm_inquiry", "erase")}
    assert len(last.proofs) == 1
    assert Letter.objects.filter(event="request_certificate").count() == 2
    every_morning(at=NOW + days(5))
    assert erasure.certificates.count() == 2


def test_what_waited_and_has_to_stay_after_all_is_told(anna, handler, dpo):
    copy, erasure = granted_in_part(anna, handler, dpo)
    make.create_block(anna, kind="legal_hold")
    later = NOW + days(3)
    move(request=copy, to=State.WITHDRAWN, by=SUBJECT, at=later)
    every_morning(at=later + days(1))
    body = Letter.objects.filter(request=erasure, event="request_answered").latest("pk").body
    assert "Sedan vi svarade har något hindrat en del av raderingen." in body


def test_what_waited_and_went_another_way_is_certified_as_gone(anna, handler, dpo):
    _copy, erasure = granted_in_part(anna, handler, dpo)
    m.Inquiry.objects.all().delete()
    every_morning(at=NOW + days(3))
    assert lines(erasure.certificates.latest("pk")) == {("crm_inquiry", "erase")}
