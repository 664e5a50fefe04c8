"""What the mailbox is told when somebody asks to register: the page itself tells nothing."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from accounts.models import Controller
from consents import outgoing
from subjects.services.registration import has_profile, registrable, registration_token


def answer_registration(*, email: str, controller: Controller, language: str, at: datetime) -> None:
    """Send one mail to the address, whoever it is: a link, "you already have one", or "not a customer's".

    One mail in each case, so that neither the page nor its time says which (WL-02).
    """
    identity = registrable(email=email, controller=controller, at=at)
    if identity is None:
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
