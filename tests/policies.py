"""Make a small policy live in a test: the numbers of domain.md, under any controller's name."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from typing import Any

from accounts.models import Controller
from register.models import LivePolicy, PolicyVersion
from register.policyfile import PolicyFile
from tests.factories import LONG_AGO, create_controller, noon


def both(text: str) -> dict[str, str]:
    """Give a text that is the same in both languages."""
    return {"sv": text, "en": text}


SMALL: dict[str, Any] = {
    "controller": {
        "slug": "small",
        "name": "Small",
        "website": "https://www.example.se",
        "dpo_mailbox": "dataskydd@example.se",
        "sender_mailbox": "hej@example.se",
        "brand": {"colour": "#0b4a6f", "dark": "#07334d", "tint": "#eaf2f7"},
    },
    "valid_from": "2026-01-01",
    "news": both("Första versionen."),
    "settings": {"authority_gate": "court_decision", "opt_out_ways": ["mail_link"]},
    "categories": {
        "product_data": {
            "title": both("Uppgifter i produkten"),
            "text": both("Kundens egna uppgifter."),
            "role": "processor",
            "origins": ["provided"],
            "sources": ["self"],
        }
    },
    "retention": {},
    "purposes": {
        "support": {
            "title": both("Support"),
            "text": both("Hjälpa dig."),
            "subjects": ["customer_contact"],
            "contexts": ["support"],
            "bases": {"product_data": {"basis": "contract", "why": both("Avtalet.")}},
        }
    },
    "sentences": {"XX-01": {"text": "Vi sparar."}},
}
WITH_SUPPORT: dict[str, Any] = {
    **SMALL["categories"],
    "support_profile": {
        "title": both("Supportkonto"),
        "text": both("Namn och e-post."),
        "origins": ["provided"],
        "sources": ["self"],
    },
}
"""The kinds of the small policy, and support accounts to register for."""


def make_live(controller: Controller | str, **changes: Any) -> Controller:
    """Make the small policy, with top-level sections changed, the live one of a controller."""
    if isinstance(controller, str):
        controller = create_controller(controller)
    content = {**deepcopy(SMALL), **changes}
    policy = PolicyFile.model_validate(content)
    version = PolicyVersion.objects.create(
        controller=controller,
        number=PolicyVersion.objects.filter(controller=controller).count() + 1,
        digest=hashlib.sha256(repr(content).encode()).hexdigest(),
        content=policy.model_dump(mode="json"),
        valid_from_on=LONG_AGO,
        loaded_at=noon(LONG_AGO),
    )
    LivePolicy.objects.update_or_create(
        controller=controller, defaults={"policy_version": version, "since_at": noon(LONG_AGO)}
    )
    return controller
