"""A company whose policy names a website, and whose wording a test may change."""

from __future__ import annotations

from typing import Any

from accounts.models import Controller
from ledger.actor import WORKER
from register.policyfile import PolicyFile, load
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
