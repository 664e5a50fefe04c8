"""Who may enter: somebody with a live data subject there, or with a role on the staff."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Controller, User
from accounts.selectors import live_roles
from law.calendar import stockholm_day
from subjects.identifiers import normalise_email
from subjects.services.login import open_login


def entrant(email: str, *, controller: Controller | None, at: datetime) -> User | None:
    """Give the login that may enter with this address, for one controller or for any.

    None is an unknown address: nobody live has it there and it has no role, even where a login
    remains (domain.md RT-6, WL-34).
    """
    user = User.objects.filter(email=normalise_email(email), is_active=True).first()
    if user and (user.is_superuser or live_roles(user, on=stockholm_day(at)).exists()):
        return user
    return open_login(email=email, controller=controller, at=at)


def greeter(user: User | None, *, asked_for: Controller | None, at: datetime) -> Controller | None:
    """Give the company in whose name an account mail is written.

    The one whose page was asked for; else the one the person belongs to; else the first there is.
    """
    if asked_for or user is None:
        return asked_for or Controller.objects.first()
    theirs = Controller.objects.filter(subjects__user=user) | Controller.objects.filter(
        pk__in=live_roles(user, on=stockholm_day(at)).values("controller_id")
    )
    return theirs.distinct().first() or Controller.objects.first()
