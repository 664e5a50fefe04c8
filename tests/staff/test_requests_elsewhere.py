"""What other pages say of requests: the person's, the organisation's, and the first one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from law.rights import Right
from tests import factories as make
from tests.staff.asking import NOW, ask, proposed
from tests.staff.clients import opened, staff_client
from tests.staff.scene import Scene

pytestmark = pytest.mark.usefixtures("at_once")


def test_a_persons_page_leads_to_their_requests_and_to_a_new_one(scene: Scene, handler: Client) -> None:
    found = ask(scene.sara)
    body = opened(handler, scene.sara.ref).content.decode()
    assert reverse("admin:request", args=[found.ref]) in body
    assert f"{reverse('admin:request_new')}?person={scene.sara.ref}" in body


def test_accounting_is_led_to_no_request(scene: Scene) -> None:
    found = ask(scene.sara)
    body = opened(staff_client(scene, "winston", "accounting"), scene.sara.ref).content.decode()
    assert "Kopia av uppgifter" in body
    assert reverse("admin:request", args=[found.ref]) not in body
    assert reverse("admin:request_new") not in body


@pytest.mark.parametrize("right", [Right.RESTRICTION, Right.OBJECTION])
def test_a_restriction_is_shown_on_the_persons_page_as_soon_as_it_is_asked_for(
    scene: Scene, handler: Client, right: Right
) -> None:
    assert "artikel 18" not in opened(handler, scene.sara.ref).content.decode()
    ask(scene.sara, right, proposed={"purposes": ["service_communication"]})
    body = opened(handler, scene.sara.ref).content.decode()
    assert "Behandlingen är begränsad (artikel 18)" in body
    assert "sara.nystrom@example.se" not in body


def test_a_restricted_organisation_has_its_banner(scene: Scene, handler: Client) -> None:
    address = reverse("admin:organisation", args=[scene.org.ref])
    assert "artikel 18" not in handler.get(address).content.decode()
    make.create_block(scene.org, kind="restriction_art18")
    assert "Behandlingen är begränsad (artikel 18)" in handler.get(address).content.decode()


def test_the_first_page_counts_requests_for_those_who_handle_them(scene: Scene, dpo: Client) -> None:
    ask(scene.sara, Right.ERASURE, at=NOW - timedelta(days=50))
    proposed(scene, ask(scene.sara))
    body = " ".join(dpo.get(reverse("admin:index")).content.decode().split())
    for words in ("väntar på svar", "1 försenad", "1 ska beslutas"):
        assert words in body
    auditor = staff_client(scene, "winston", "auditor").get(reverse("admin:index"))
    assert auditor.context["requests"] is None
    assert "1 försenad" not in auditor.content.decode()
