"""A company with its real policy, and people to ask for their consent."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from accounts.models import Controller
from consents.models import Way
from consents.services import Said
from ledger.actor import SUBJECT, WORKER, Actor
from register.policyfile import PolicyFile, load
from register.services import load_policy
from register.services.making_live import approve_policy
from tests.factories import create_controller, noon

TODAY = date(2026, 11, 25)
NOW = noon(TODAY)
HANDLER = Actor(role="handler", ref="user:7")
POLICIES = Path(__file__).parents[2] / "policies"

__all__ = ["HANDLER", "NOW", "SUBJECT", "TODAY", "company", "later", "new_words", "said"]


def company(slug: str = "winston") -> Controller:
    """Give one of the two companies, under its real policy file."""
    policy = load(POLICIES / f"{slug}.yaml")
    found = create_controller(slug, name=policy.controller.name)
    load_policy(policy=policy, by=WORKER, at=NOW)
    return found


def new_words(slug: str, key: str, words: str, *, at: datetime = NOW) -> None:
    """Change the words of a consent text, as a new version of the policy that holds."""
    content: dict[str, Any] = deepcopy(load(POLICIES / f"{slug}.yaml").model_dump(mode="json"))
    content["consent_texts"][key]["text"] = {"sv": words, "en": words}
    loaded = load_policy(
        policy=PolicyFile.model_validate(content), by=Actor(role="admin", ref="user:1"), at=at
    )
    if loaded.version.needs_approval:
        approve_policy(version=loaded.version, by=Actor(role="dpo", ref="user:2"), at=at)


def said(at: datetime = NOW, **changes: Any) -> Said:
    """Let the person say it, in a form on the web."""
    return Said(**{"by": SUBJECT, "at": at, "way": Way.WEB_FORM, **changes})


def later(**delta: int) -> datetime:
    """Give an instant after NOW: `later(days=3)`."""
    return NOW + timedelta(**delta)
