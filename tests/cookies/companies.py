"""A company whose policy names a website, and whose wording a test may change."""

from __future__ import annotations

from typing import Any

from accounts.models import Controller
from ledger.actor import WORKER, Actor
from register.models import PolicyVersion
from register.policyfile import PolicyFile, load
from register.services import approve_policy
from register.services.loading import load_policy
from tests.factories import create_controller, noon
from tests.myprofile.people import POLICIES, TODAY

ORIGIN = "https://www.winston.example"


def content_of(slug: str = "winston") -> dict[str, Any]:
    """Give a company's real policy as a dictionary to change."""
    return load(POLICIES / f"{slug}.yaml").model_dump(mode="json")


def company_with(content: dict[str, Any]) -> Controller:
    """Give a company under a policy."""
    slug = content["controller"]["slug"]
    known = Controller.objects.filter(slug=slug).first()
    company = known or create_controller(slug, name=content["controller"]["name"])
    load_policy(policy=PolicyFile.model_validate(content), by=WORKER, at=noon(TODAY))
    return company


def winston(origin: str = ORIGIN) -> Controller:
    """Give Winston with its website at an origin."""
    content = content_of()
    content["websites"]["www"]["origin"] = origin
    return company_with(content)


def approve_newest(company: Controller) -> None:
    """Let a second person agree to the version that waits."""
    newest = PolicyVersion.objects.filter(controller=company).order_by("-number")[0]
    approve_policy(version=newest, by=Actor(role="dpo", ref="user:1"), at=noon(TODAY))
