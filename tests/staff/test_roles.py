"""An administrator gives and ends roles in the panel."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, StaffRole
from accounts.selectors import has_role
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene

GIVE = "admin:role_give"
EVA = "eva.lund@example.se"


def send(client: Client, **changed: str) -> Any:
    asked = {"email": EVA, "controller": "winston", "role": "dpo", **changed}
    return client.post(reverse(GIVE), asked)


def role_of(company: str, role: Role) -> StaffRole:
    return StaffRole.objects.get(controller__slug=company, role=role, ended_at=None)


def test_a_given_role_is_listed_and_opens_its_pages(scene: Scene) -> None:
    client = staff_client(scene, "winston", "admin")
    assert send(client).status_code == 302
    assert EVA in client.get(reverse("admin:installation")).content.decode()
    given = StaffRole.objects.get(user__email=EVA)
    eva = Client()
    eva.force_login(given.user)
    assert eva.get(reverse("admin:ledger")).status_code == 200
    client.post(reverse("admin:role_end", args=[given.pk]))
    assert eva.get(reverse("admin:ledger")).status_code == 302


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"email": ""}, "Skriv adressen"),
        ({"email": "eva"}, "ingen e-postadress"),
        ({"role": "king"}, "king"),
        ({"controller": "winlas"}, "winlas"),
        ({"email": "admin.winston@example.se"}, "dig själv"),
        ({"ends_on": "2027-01-01"}, "behöver båda dagarna"),
        ({"ends_on": "i morgon", "signed_on": "2026-11-01"}, "datum"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    scene: Scene, changed: dict[str, str], why: str
) -> None:
    answer = send(staff_client(scene, "winston", "admin"), **changed)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert why in body
    assert not has_role(scene.staff["winston", "admin"], scene.winston, Role.DPO, on=TODAY)


def test_the_last_administrator_cannot_be_ended_and_it_says_why(scene: Scene) -> None:
    client = staff_client(scene, "winston", "admin")
    answer = client.post(reverse("admin:role_end", args=[role_of("winston", Role.ADMIN).pk]))
    assert "sista administratör" in answer.content.decode()
    assert role_of("winston", Role.ADMIN)


def test_whoever_runs_the_installation_gives_the_first_role(scene: Scene) -> None:
    client = Client()
    client.force_login(scene.root)
    assert send(client, controller="winlas").status_code == 302
    assert StaffRole.objects.filter(user__email=EVA, controller=scene.winlas).exists()
