"""Count presses on the links of a newsletter, of those alone who said yes to it (WL-06, LEK 9:28).

There is no picture that tells of an opening. A link is rewritten only in the mail of somebody whom the
gate lets be followed, to an address that is the same for all of them; what is kept is a number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import Controller
from consents.facts import Asked
from consents.gate import may_use_all
from consents.law import Channel, MessageClass, Use
from consents.models import CountedLink
from consents.policy import live_file
from register.policyfile.schema import ConsentText

MAIL_TRACKING = "mail_tracking"
"""The group of techniques in the policy file that stands for pictures and links in mail."""
LONGEST = 1000


def who_may_be_followed(controller: Controller, subject_ids: Collection[int], at: datetime) -> frozenset[int]:
    """Give those who said yes to it and may be followed now; nobody where the policy asks nobody."""
    text = _asked_text(controller)
    if text is None:
        return frozenset()
    use = Use(
        purpose=text.purpose,
        channel=Channel(text.channel.value),
        message_class=MessageClass.NONE,
        opt_out_offered=True,
        sender_address_valid=True,
        contains_promotion=False,
    )
    allowed = frozenset(subject_ids)
    for category in text.categories:
        asked = Asked(controller=controller, use=use, at=at, category=category)
        allowed &= {pk for pk, decision in may_use_all(allowed, asked).items() if decision.allowed}
    return allowed


@dataclass(kw_only=True, slots=True)
class Links:
    """The counted links of one campaign; each is written down when it is met first."""

    controller: Controller
    campaign: str
    known: dict[str, str] = field(default_factory=dict)

    def counted(self, context: Mapping[str, Any]) -> dict[str, Any]:
        """Give what a mail says with the sender's own links counted; all other links stay direct."""
        return {
            name: self._address(value) if _is_link(name, value) else value for name, value in context.items()
        }

    def _address(self, url: str) -> str:
        if url not in self.known:
            row, _new = CountedLink.objects.get_or_create(
                controller=self.controller, campaign=self.campaign, url=url
            )
            self.known[url] = f"{settings.SITE_URL}{reverse('counted_link', args=[row.ref])}"
        return self.known[url]


def _is_link(name: str, value: object) -> bool:
    """Tell a link out into the world from other words; one of our own site is not counted."""
    if not (name == "link" or name.endswith("_link")) or not isinstance(value, str):
        return False
    ours = value.startswith(settings.SITE_URL)
    return value.startswith(("http://", "https://")) and not ours and len(value) <= LONGEST


def _asked_text(controller: Controller) -> ConsentText | None:
    policy = live_file(controller)
    group = policy.cookies.get(MAIL_TRACKING) if policy else None
    return policy.consent_texts[group.consent_text] if policy and group and group.consent_text else None
