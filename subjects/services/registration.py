"""Registering a support profile: only for a contact of an existing customer (WL-02), unless the policy
says that anyone may (`registration_for_customers_only: false`; `newcomers` takes in those we do not know).

Nothing is stored before the person has confirmed the address. The unverified registration is the
signed link in the mail: it dies by itself after seven days, and an outsider who types somebody
else's address leaves no trace at that person.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.core import signing
from django.db.models import Q

from accounts.models import Controller
from law.calendar import stockholm_day
from ledger.actor import SUBJECT
from ledger.services import record
from register.categories import Category
from register.selectors import NoLivePolicy, has_category, live_policy, settings
from subjects.identifiers import normalise_email
from subjects.models import Contact, DataSubject, Identity, IdentityKind, SupportProfile
from subjects.services.deed import deed
from subjects.services.locking import lock_subject
from subjects.services.login import link_login, login_for

LINK_LIVES = timedelta(days=7)  # [POLICY] unverified registrations die after 7 days (domain.md 5)
SALT = "subjects.registration"


class Details(TypedDict, total=False):
    """What a person may tell us when registering."""

    work_phone: str
    interests: str


def offers_support(controller: Controller) -> bool:
    """Tell whether the policy in force has support accounts; without one, no.

    Where it names no such kind of data there is no purpose, no ground and no rule for one.
    """
    try:
        return has_category(live_policy(controller), Category.SUPPORT_PROFILE)
    except NoLivePolicy:
        return False


def anyone_may_register(controller: Controller) -> bool:
    """Tell whether the policy in force lets others than customers register; without one, no (WL-02)."""
    if not offers_support(controller):
        return False
    return not settings(live_policy(controller)).registration_for_customers_only


def registrable(*, email: str, controller: Controller, at: datetime) -> Identity | None:
    """Give the address of somebody we know who may register.

    It belongs to a live contact of a customer; where the policy lets anyone register, to anybody; where
    the policy has no support accounts, to nobody.
    """
    if not offers_support(controller):
        return None
    known = Identity.objects.for_controller(controller).select_related("subject", "controller")
    known = known.filter(kind=IdentityKind.EMAIL, normalised=normalise_email(email))
    if not anyone_may_register(controller):
        not_left = Q(left_on=None) | Q(left_on__gt=stockholm_day(at))
        known = known.filter(subject__in=Contact.objects.filter(not_left).values("subject"))
    return known.first()


def has_profile(person: DataSubject) -> bool:
    """Answer whether the person already has a support profile."""
    return SupportProfile.objects.filter(subject=person).exists()


def registration_token(identity: Identity) -> str:
    """Sign what the mailed link carries: the row of the address, nothing about the person."""
    return signing.dumps(identity.pk, salt=SALT)


def registrant(*, token: str, controller: Controller, at: datetime) -> Identity | None:
    """Give the address a mailed link stands for; None when it is forged, too old or no longer a contact's."""
    try:
        key = signing.loads(token, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature:
        return None
    found = Identity.objects.for_controller(controller).filter(pk=key).first()
    return registrable(email=found.value, controller=controller, at=at) if found else None


@deed
def register_profile(*, identity: Identity, at: datetime, **details: Unpack[Details]) -> SupportProfile:
    """Start the person's support profile, confirmed by the mailed link; the two years start today.

    Done twice it changes nothing the second time: the profile that stands is given back. Raises
    HolderErased when the person was erased meanwhile.
    """
    person = lock_subject(identity.subject_id)
    if has_profile(person):
        return person.support_profile
    profile = SupportProfile.objects.create(
        subject=person,
        registered_at=at,
        verified_at=at,
        organisation_name=_organisation_of(person),
        **details,
    )
    Identity.objects.filter(pk=identity.pk).update(verified_at=at)
    if person.user_id is None:
        link_login(person=person, user=login_for(identity.value, language=person.language), at=at)
    record(
        controller=identity.controller.slug,
        by=SUBJECT,
        action="support_profile.register",
        object_type="support_profile",
        category="support_profile",
        at=at,
    )
    return profile


def _organisation_of(person: DataSubject) -> str:
    contact = person.contacts.filter(left_on=None).select_related("org").first()
    return contact.org.name if contact else ""
