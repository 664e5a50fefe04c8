"""What is printed: the letter as it is kept, nothing active, the references only for who they belong to."""

from __future__ import annotations

import pytest
from django.db import transaction

from law.rights import Right
from register.selectors import live_policy
from requests_dsr.clockwork.finishing import finish_erasures
from requests_dsr.letters import mark_posted
from requests_dsr.letters.printing import printable, printable_overview, to_print
from requests_dsr.models import DataSubjectRequest, Letter, RequestFile
from requests_dsr.overview import overview
from requests_dsr.services.reaching.certificates import forget_proofs
from tests import factories as make
from tests.requests_dsr.cases import NOW, TODAY, asking, days, decided
from tests.requests_dsr.package.test_written import HOSTILE, Page
from tests.requests_dsr.test_rights import load_suppliers


@pytest.fixture(autouse=True)
def _mail_leaves_at_once(monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda do, **_: do())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_letter_is_only_words(anna, text):
    request = asking(anna)
    RequestFile.objects.filter(request=request).update(requester_address=text[:300])
    letter = Letter.objects.get()
    letter.title, letter.body = text[:200], text
    letter.request.refresh_from_db()
    page = Page.of(printable(letter))
    assert page.active == []
    assert not set("\u202e\u2066\u200b\x01\x1b") & set(page.text)


def test_a_printed_letter_has_its_words_imy_and_where_it_goes(anna):
    anna.identities.filter(kind="email").delete()
    asking(anna, postal_address="Storgatan 1\n123 45 Staden")
    text = Page.of(printable(Letter.objects.get())).text
    for part in ("Vi har fått din begäran", "Anna Ek", "Storgatan 1", "Box 8114", "25 november 2026"):
        assert part in text, part


def test_a_letter_on_the_screen_has_its_own_style_and_leads_back(anna):
    asking(anna)
    answer = to_print(printable(Letter.objects.get(), back="/tillbaka/"))
    assert "style-src 'unsafe-inline'" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert '<nav class="screen"' in answer.content.decode()
    assert 'href="/tillbaka/"' in answer.content.decode()
    assert "screen{display:none}" in answer.content.decode()


def test_a_printed_letter_says_where_to_turn(anna):
    asking(anna)
    sender = Page.of(printable(Letter.objects.get())).text.split(anna.full_name)[0]
    ours = live_policy(anna.controller).content["controller"]
    for part in (anna.controller.name, ours["dpo_mailbox"], ours["website"], "/winston/min-profil/"):
        assert part in sender, part


def test_a_certificate_is_printed_with_its_references_until_seven_days_after_its_posting(anna, handler, dpo):
    anna.identities.filter(kind="email").delete()
    make.create_inquiry(anna, received_on=TODAY)
    request = asking(anna, Right.ERASURE)
    RequestFile.objects.filter(request=request).update(requester_email="", requester_address="Gatan 1")
    request = decided(DataSubjectRequest.objects.get(pk=request.pk), handler, dpo)
    mark_posted(letter=request.letters.get(event="request_answered"), at=NOW)
    finish_erasures(anna.controller, at=NOW)
    letter = Letter.objects.get(event="request_certificate")
    reference = request.certificates.get().proofs[0]["reference"]
    assert letter.status == "to_print"
    assert reference in printable(letter)
    mark_posted(letter=letter, at=NOW + days(3))
    forget_proofs(controller=anna.controller, at=NOW + days(9))
    assert reference in printable(letter)
    forget_proofs(controller=anna.controller, at=NOW + days(10))
    assert reference not in printable(letter)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_overview_is_a_page_in_both_languages(anna, language):
    load_suppliers(anna.controller)
    page = printable_overview(overview(anna.controller, language=language), language=language)
    text = Page.of(page).text
    assert "Kuvertet Inc" in text
    assert {"sv": "EU:s standardavtal", "en": "The EU's standard clauses"}[language] in text
