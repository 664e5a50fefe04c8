"""Weighings of interests through the panel: one writes, another decides, and the gate obeys at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Role, StaffRole
from consents.facts import Asked
from consents.gate import may_use
from consents.law import Channel, MessageClass, Use, UseDecision
from register.interests import interests_of
from register.models import WrittenAssessment
from tests import factories as make
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene

WORDS = {
    "interest": "Att berätta för våra kunder om det de redan använder.",
    "necessity": "Det går inte utan att veta vem som är kund och var de nås.",
    "balancing": "De väntar sig brev från sin leverantör, och kan säga nej när de vill.",
    "safeguards": "Få brev, inga känsliga uppgifter, ett nej gäller genast.",
    "review_on": "2027-11-01",
}
LAPSED = date(2029, 1, 15)
"""Past every weighing that Winston's policy file brings."""


def address(name: str = "assessment") -> str:
    return reverse(f"admin:{name}", args=["winston", "marketing"])


def letter_may_go(scene: Scene, at: datetime) -> UseDecision:
    use = Use(
        purpose="marketing",
        channel=Channel.LETTER,
        message_class=MessageClass.MARKETING,
        opt_out_offered=True,
        sender_address_valid=True,
        contains_promotion=True,
    )
    return may_use(scene.sara, Asked(controller=scene.winston, use=use, at=at))


@pytest.fixture
def lapsed(scene: Scene) -> Any:
    """Let it be the day on which the weighings of the policy file have all run out."""
    with time_machine.travel(make.noon(LAPSED), tick=True):
        yield scene


def client_of(scene: Scene, role: str) -> Client:
    return staff_client(scene, "winston", role)


def test_a_use_without_a_weighing_that_holds_stands_still_until_one_is_approved(lapsed: Scene) -> None:
    now = make.noon(LAPSED)
    assert letter_may_go(lapsed, now).reasons == ("LIA_MISSING",)
    html = client_of(lapsed, "dpo").get(reverse("admin:assessments")).content.decode()
    assert "Ska ses över: står still" in html
    written = client_of(lapsed, "admin").post(
        address("assessment_write"), WORDS | {"review_on": "2029-12-01"}
    )
    assert written["Location"] == address()
    assert not letter_may_go(lapsed, now).allowed  # written, and decided by nobody
    client_of(lapsed, "dpo").post(address(), {"decision": "approved"})
    assert letter_may_go(lapsed, now).reasons == ("LEGITIMATE_INTERESTS",)
    assert letter_may_go(lapsed, make.noon(date(2029, 12, 1))).allowed
    assert not letter_may_go(lapsed, make.noon(date(2029, 12, 2))).allowed


def test_a_no_stops_the_use_at_once(scene: Scene) -> None:
    assert letter_may_go(scene, make.noon(TODAY)).allowed
    client_of(scene, "admin").post(address("assessment_write"), WORDS)
    client_of(scene, "dpo").post(address(), {"decision": "rejected", "comment": "För många brev."})
    assert letter_may_go(scene, make.noon(TODAY)).reasons == ("LIA_MISSING",)
    assert "För många brev." in client_of(scene, "dpo").get(address()).content.decode()


def test_whoever_wrote_it_is_told_that_somebody_else_decides(scene: Scene) -> None:
    dpo = client_of(scene, "dpo")
    dpo.post(address("assessment_write"), WORDS)
    assert "Du har själv skrivit den" in dpo.get(address()).content.decode()
    told = dpo.post(address(), {"decision": "approved"}, follow=True).content.decode()
    assert "Någon annan måste besluta" in told
    assert WrittenAssessment.objects.get().decision == ""
    other = make.create_staff(scene.winston, Role.DPO, email="dpo2.winston@example.se")
    client = Client()
    client.force_login(other)
    client.post(address(), {"decision": "approved"})
    assert WrittenAssessment.objects.get().decision == "approved"


def test_whoever_is_admin_too_decides_nothing_without_the_role(scene: Scene) -> None:
    client_of(scene, "dpo").post(address("assessment_write"), WORDS)
    client_of(scene, "admin").post(address(), {"decision": "approved"})
    assert WrittenAssessment.objects.get().decision == ""
    StaffRole.objects.create(user=scene.staff["winston", "admin"], controller=scene.winston, role=Role.DPO)
    client_of(scene, "admin").post(address(), {"decision": "approved"})
    assert WrittenAssessment.objects.get().decision == "approved"


@pytest.mark.parametrize(
    "said",
    [
        {"interest": ""}, {"necessity": "För kort."}, {"balancing": " " * 40}, {"safeguards": ""},
        {"review_on": TODAY.isoformat()}, {"review_on": "2027-11-24"}, {"review_on": "snart"},
    ],
    ids=["no interest", "short", "blank", "no safeguards", "today", "over a year", "no day"],
)  # fmt: skip
def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(
    scene: Scene, said: dict[str, str]
) -> None:
    answer = client_of(scene, "dpo").post(address("assessment_write"), WORDS | said)
    assert set(answer.context["form"].errors) == set(said)
    assert not WrittenAssessment.objects.exists()


@pytest.mark.parametrize("said", [{}, {"decision": "kanske"}, {"decision": "rejected"}])
def test_a_decision_is_one_of_two_and_a_no_says_why(scene: Scene, said: dict[str, str]) -> None:
    client_of(scene, "admin").post(address("assessment_write"), WORDS)
    answer = client_of(scene, "dpo").post(address(), said)
    assert answer.context["form"].errors
    assert WrittenAssessment.objects.get().decision == ""


def test_two_tabs_decide_once(scene: Scene) -> None:
    client_of(scene, "admin").post(address("assessment_write"), WORDS)
    for decision in ("approved", "rejected"):
        answer = client_of(scene, "dpo").post(address(), {"decision": decision, "comment": "x"}, follow=True)
    assert "Ingen version väntar på beslut" in answer.content.decode()
    assert WrittenAssessment.objects.get().decision == "approved"


def test_a_new_version_begins_with_the_words_of_the_last(scene: Scene) -> None:
    dpo = client_of(scene, "dpo")
    file = interests_of(scene.winston, TODAY)["marketing"].in_file[0]
    assert dpo.get(address("assessment_write")).context["form"]["interest"].value() == file.interest_sv
    dpo.post(address("assessment_write"), WORDS)
    assert dpo.get(address("assessment_write")).context["form"]["interest"].value() == WORDS["interest"]
    assert dpo.get(address("assessment_write")).context["form"]["review_on"].value() == TODAY + timedelta(
        days=365
    )


@pytest.mark.parametrize("purpose", ["finns_inte", "service_provision_x"])
def test_what_does_not_rest_on_interests_is_not_there(scene: Scene, purpose: str) -> None:
    for name in ("assessment", "assessment_write"):
        path = reverse(f"admin:{name}", args=["winston", purpose])
        assert client_of(scene, "dpo").get(path).status_code == 404
