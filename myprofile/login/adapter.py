"""What allauth asks of us: no open sign-up, our own mails, and where to go afterwards."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from accounts.asked_for import controller_asked_for
from accounts.models import Controller, SecurityKind
from accounts.selectors import live_roles
from accounts.services.security import note_event
from consents import outgoing
from law.calendar import stockholm_day
from myprofile.login.known import entrant, greeter
from myprofile.persons import logged_in
from subjects.services.registration import offers_support

EVENTS = {
    "account/email/login_code": "login_code",
    "account/email/unknown_account": "login_unknown",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The one way in: a code mailed to a known address, and to any other a mail that says it is not known."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: a login comes with a data subject or a staff role, never by itself (WL-02)."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send an account mail through the one gate; raises KeyError for a mail nobody has written."""
        asked_for, now = controller_asked_for(allauth_context.request), timezone.now()
        user = entrant(email, controller=asked_for, at=now)
        sender = greeter(user, asked_for=asked_for, at=now)
        kind = SecurityKind.CODE_SENT if user else SecurityKind.UNKNOWN_ADDRESS
        note_event(
            kind=kind,
            user=user,
            request=allauth_context.request,
            controller=None if user else asked_for,
            at=now,
        )
        outgoing.send(
            controller=sender,
            subject=sender.subjects.filter(user=user).first() if user and sender else None,
            to=email,
            event=EVENTS[template_prefix],
            context={"code": context.get("code", ""), "link": registration_link(sender)},
            language=user.language if user else (get_language() or "sv"),
            message_class="legal",  # answers the person: a restriction must not shut them out (Art. 12(2))
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send staff to their pages and everybody else to their own."""
        user = logged_in(request)
        works_here = live_roles(user, on=stockholm_day(timezone.now())).exists()
        return reverse("admin:index") if works_here or user.is_superuser else reverse("my_profiles")


def registration_link(controller: Controller | None) -> str:
    """Give the address where somebody unknown may register again (WL-34); empty where nobody can."""
    if controller is not None and not offers_support(controller):
        return ""
    path = reverse("register", args=[controller.slug]) if controller else reverse("front")
    return f"{settings.SITE_URL}{path}"
