"""Who decides sends back what should be masked besides, and whoever drafts finds it in the next proposal."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from requests_dsr.models import DataSubjectRequest
from requests_dsr.package.gathering import gather
from requests_dsr.states import State
from tests import factories as make
from tests.staff.asking import ask, proposed
from tests.staff.scene import Scene
from tests.staff.walking import decide, send

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def found(scene: Scene) -> DataSubjectRequest:
    make.create_ticket(scene.sara, body="Tjorven hjälpte mig.")
    return proposed(scene, ask(scene.sara))


def propose_page(client: Client, found: DataSubjectRequest) -> str:
    return client.get(reverse("admin:request_propose", args=[found.ref])).content.decode()


def test_the_page_says_that_who_decides_changes_nothing(found: DataSubjectRequest, dpo: Client) -> None:
    page = dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    assert "Du ändrar det inte själv, så att två personer står bakom varje kopia." in page


def test_what_the_decider_wants_masked_stands_in_the_next_proposal(
    found: DataSubjectRequest, handler: Client, dpo: Client
) -> None:
    back = send(dpo, found, "request_act", "send_back", comment="Smeknamnet syns.", mask="Tjorven\n\nLillan")
    assert back.status_code == 302
    form = handler.get(reverse("admin:request_propose", args=[found.ref])).context["form"]
    assert form.initial["added"].splitlines() == ["Lillan", "Tjorven"]
    assert "Tjorven" in {one.text for one in form.looked.masked}
    page = propose_page(handler, found)
    assert "Smeknamnet syns." in page
    assert "Granskaren vill också dölja: Lillan, Tjorven." in page
    assert all(row["plan"] == {} for row in gather(found.subject).rows["requests_dsr_requestfile"])
    said = {"added": form.initial["added"], "why": "smeknamn"}
    assert send(handler, found, "request_propose", draft="1", **said).status_code == 302
    found.refresh_from_db()
    found.file.refresh_from_db()
    assert "wanted_masked" not in found.file.plan
    assert decide(dpo, found, signed="on").status_code == 302


def test_nothing_is_masked_in_what_is_no_copy(scene: Scene, dpo: Client) -> None:
    make.create_inquiry(scene.sara)
    found = ask(scene.sara)
    DataSubjectRequest.objects.filter(pk=found.pk).update(state=State.REVIEW)
    form = dpo.get(reverse("admin:request_act", args=[found.ref, "send_back"])).context["form"]
    assert "mask" not in form.fields


def test_a_proposal_that_was_never_sent_back_says_nothing_of_it(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara)
    send(handler, found, "request_act", "start")
    assert "skickades tillbaka" not in propose_page(handler, found)
