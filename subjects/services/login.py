"""A person's first access: a login is made when somebody known asks for a code, and never before."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password

from accounts.models import Controller, User
from ledger.actor import SUBJECT
from ledger.services import record
from subjects.identifiers import normalise_email
from subjects.models import DataSubject, Identity, IdentityKind
from subjects.services.deed import deed
from subjects.services.locking import lock


@deed
def open_login(*, email: str, controller: Controller | None, at: datetime) -> User | None:
    """Give the login of whoever has this address, and make or link it where it is missing.

    None when nobody live has the address at the controller (at any controller when it is None).
    The login gives nobody a right yet: the code goes to the address itself. It is linked at once, so
    that it has a holder and goes with the holder's last link (domain.md RT-15, account).
    """
    people = DataSubject.objects.filter(
        identities__kind=IdentityKind.EMAIL, identities__normalised=normalise_email(email)
    )
    _orgs, without_login = lock(subjects=people.filter(user=None).values_list("pk", flat=True))
    for person in without_login:
        link_login(person=person, user=login_for(email, language=person.language), at=at)
    if controller is not None:
        people = people.for_controller(controller)
    return User.objects.filter(subjects__in=people, is_active=True).first()


def login_for(email: str, *, language: str) -> User:
    """Give the login of an address, made without a password when there is none."""
    no_password = {"password": make_password(None), "language": language}
    return User.objects.get_or_create(email=normalise_email(email), defaults=no_password)[0]


def link_login(*, person: DataSubject, user: User, at: datetime) -> None:
    """Link a login to a locked person, with its ledger line.

    Nothing is done where the login already is another person's at that controller (an address that
    changed hands): one login never opens two people's data.
    """
    if user.subjects.filter(controller=person.controller).exists():
        return
    person.user = user
    person.save(update_fields=["user"])
    record(
        controller=person.controller.slug, by=SUBJECT, action="login.link", object_type="data_subject", at=at
    )


@deed
def prove_address(*, user: User, email: str, at: datetime) -> int:
    """Note that a code mailed to an address came back from it: it is confirmed as the person's own.

    Gives at how many companies it was not confirmed before.
    """
    own = Identity.objects.filter(
        subject__user=user, kind=IdentityKind.EMAIL, normalised=normalise_email(email), verified_at=None
    )
    return own.update(verified_at=at)
