"""Tell somebody who sent a job application here where it goes (WL-15): one mail, and nothing kept of them."""

from __future__ import annotations

from consents import outgoing
from consents.law import MessageClass
from mailintake.guessing import language_of
from mailintake.models import Mail
from mailintake.own import own_addresses
from mailintake.services.handling import Handling
from register.selectors import NoLivePolicy, live_policy
from register.wording import RECRUITMENT, policy_words


def tell_applicant(mail: Mail, how: Handling) -> None:
    """Mail the sender that the application was passed on, with the company's jobs page where it has one.

    No answer goes to a machine, to ourselves or to nobody: two mailboxes that answer each other never
    stop. The mail leaves when the deed commits; of it stands that it was sent, not to whom.
    """
    if (
        not mail.from_email
        or mail.machine
        or mail.from_email.strip().lower() in own_addresses(mail.controller)
    ):
        return
    language = language_of(f"{mail.title}\n{mail.body}")
    try:
        jobs = policy_words(live_policy(mail.controller), language).elsewhere(RECRUITMENT)
    except NoLivePolicy:
        jobs = None
    outgoing.send(
        controller=mail.controller,
        to=mail.from_email,
        event="recruitment",
        context={"jobs": jobs},
        language=language,
        message_class=MessageClass.SERVICE,
        at=how.at,
    )
