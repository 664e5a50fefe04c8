"""Take in what an outsider sends: sealed, and unread until the owner of the address presses the button.

Nothing is looked up here. Known or unknown, an address gets the same mail, in the same time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Controller
from consents import outgoing
from consents.models import MessageStatus
from publicforms.models import Unconfirmed
from publicforms.sealing import digest_of, new_token, seal

LINK_LIVES = timedelta(days=7)  # [POLICY] as an unconfirmed registration (domain.md 5)


class NotMailed(Exception):
    """The mail could not be handed over: nothing was kept. `by_relay`: our relay, not the address, is why."""

    def __init__(self, *, by_relay: bool) -> None:
        super().__init__("the mail could not be handed over")
        self.by_relay = by_relay


def take_in(
    *, controller: Controller, content: dict[str, Any], email: str, language: str, at: datetime
) -> Unconfirmed:
    """Keep a form, sealed, and mail the link that opens it. Raises NotMailed.

    The mail holds nothing that was typed: nobody can send their own words to strangers through it.
    """
    token = new_token()
    with transaction.atomic():
        letter = Unconfirmed.objects.create(
            controller=controller,
            token_digest=digest_of(token),
            sealed=seal({**content, "email": email, "language": language}, token),
            submitted_at=at,
            expires_at=at + LINK_LIVES,
        )
        message = outgoing.send(
            controller=controller,
            to=email,
            event="form_confirm",
            context={"link": f"{settings.SITE_URL}{reverse('form_confirm', args=[controller.slug, token])}"},
            language=language,
            message_class="service",  # says that a machine wrote it, so that none answers (RFC 3834)
            at=at,
        )
    if message.status == MessageStatus.FAILED:
        letter.delete()
        raise NotMailed(by_relay=not any(reason.startswith("SMTP_5") for reason in message.reasons))
    return letter


def forget_old(*, at: datetime) -> int:
    """Delete the letters whose seven days are over; give how many."""
    return Unconfirmed.objects.filter(expires_at__lte=at).delete()[0]
