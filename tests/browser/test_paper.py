"""Paper in a real browser: an erasure that waits for the post, letters to post, one to an attorney."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from law.rights import Right
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.deciding.proposals import decide
from requests_dsr.services.receiving.opening import Requester
from requests_dsr.states import State
from tests import factories as make
from tests.browser.conftest import WIDTHS, hold_to_account
from tests.browser.test_staff_requests import enter, scene
from tests.staff import scene as building
from tests.staff.asking import NOW, by, proposed
from tests.staff.conftest import today
from tests.staff.test_requests_posted import on_paper

__all__ = ["enter", "scene", "today"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today")]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_waits_for_the_post_says_so(
    page: Page,
    live_server: LiveServer,
    enter: Callable[..., None],
    scene: building.Scene,
    language: str,
) -> None:
    erasure = proposed(scene, on_paper(scene, Right.ERASURE, categories=["crm_inquiry"]))
    linnea = make.create_subject(scene.winston, name="Linnéa Sjöberg")
    attorney = Requester(
        subject=linnea, name="Adv Okat", email="adv@example.se", postal_address="Torget 2", by_post=True,
        language=language, identity_method="power_of_attorney",
    )  # fmt: skip
    other = on_paper(scene, requester=attorney)
    enter("dpo", language=language)
    base = f"{live_server.url}/admin/begaranden"
    look(page, f"{base}/{erasure.ref}/beslut/", f"papper-beslut-{language}")
    decided(scene, erasure)
    decided(scene, proposed(scene, other, delivered="paper"))
    look(page, f"{base}/{erasure.ref}/", f"papper-radering-{language}")
    look(page, f"{base}/brev/", f"papper-brev-{language}")
    look(page, f"{base}/{other.ref}/", f"papper-ombud-{language}")
    letter = other.letters.get(event="request_answered")
    look(page, f"{base}/brev/{letter.ref}/", f"papper-ombud-brev-{language}")
    look(page, f"{base}/ny/winston/access/?person={scene.sara.ref}", f"papper-ny-{language}")


def decided(scene: building.Scene, found: DataSubjectRequest) -> None:
    """Let the DPO decide what was proposed."""
    decide(request=found, outcome=State(found.file.plan["outcome"]), at=NOW, **by(scene, "dpo"))


def look(page: Page, address: str, name: str) -> None:
    """Look at a page in every width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.wait_for_selector("main h1")
        hold_to_account(page, f"{name}-{width}")
