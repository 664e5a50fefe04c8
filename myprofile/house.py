"""Whose page this is: the company a page speaks for, its colours and whom to write to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.asked_for import controller_asked_for
from accounts.models import Controller
from consents.policy import live_file
from subjects.services.registration import offers_support


@dataclass(frozen=True, kw_only=True)
class House:
    """What the header, the footer and the mails of a company say; without a slug it is nobody's page."""

    name: str = "Min profil"
    slug: str = ""
    home: str = "/"
    privacy_email: str = settings.DEFAULT_FROM_EMAIL
    controller: Controller | None = None
    colour: str = "#0b4a6f"
    dark: str = "#07334d"
    tint: str = "#eaf2f7"

    @property
    def offers_support(self) -> bool:
        """Tell whether there are support accounts to register for."""
        return self.controller is not None and offers_support(self.controller)


def house_of(controller: Controller | None) -> House:
    """Give what a page says of a company: its live policy's words and colours, ours before it has one."""
    if controller is None:
        return House()
    named: dict[str, Any] = {
        "name": controller.name,
        "slug": controller.slug,
        "controller": controller,
        "home": reverse("my_profile", args=[controller.slug]),
    }
    policy = live_file(controller)
    if policy is None:
        return House(**named)
    company = policy.controller
    return House(
        **named,
        privacy_email=company.dpo_mailbox,
        colour=company.brand.colour,
        dark=company.brand.dark,
        tint=company.brand.tint,
    )


def house(request: HttpRequest) -> dict[str, object]:
    """Tell every template whose page it is (a context processor; asks only when a template does)."""
    return {"house": SimpleLazyObject(lambda: house_of(controller_asked_for(request)))}
