"""What the mailbox is told when somebody asks to register: the page itself tells nothing."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from accounts.models import Controller
from consents import outgoing
from subjects.services.newcomers import newcomer_token
from subjects.services.registration import (
    anyone_may_register,
    has_profile,
    registrable,
    registration_token,
)


def answer_registration(*, email: str, controller: Controller, language: str, at: datetime) -> None:
    """Send one mail to the address, whoever it is: a link, "you already have one", or "not a customer's".

    One mail in each case, so that neither the page nor its time says which (WL-02). Where the policy
    lets anyone register, somebody we do not know gets a link too.
    """
    identity = registrable(email=email, controller=controller, at=at)
    if identity is None and anyone_may_register(controller):
        event, token = "registration_confirm", newcomer_token(email=email, controller=controller, at=at)
        path = reverse("register_newcomer", args=[controller.slug, token])
    elif identity is None:
        event, path = "registration_refused", reverse("front")
    elif has_profile(identity.subject):
        event, path = "registration_known", reverse("my_profile", args=[controller.slug])
    else:
        event = "registration_confirm"
        path = reverse("register_confirm", args=[controller.slug, registration_token(identity)])
    outgoing.send(
        controller=controller,
        subject=identity.subject if identity else None,
        to=email,
        event=event,
        context={"link": f"{settings.SITE_URL}{path}"},
        language=identity.subject.language if identity else language,
        message_class="service",
    )
