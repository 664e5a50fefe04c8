"""Questions about people and organisations; nothing here writes."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Controller
from subjects.identifiers import normalise
from subjects.models import Contact, CustomerOrg, DataSubject, Identity, IdentityKind, ProcessingBlock


def find_subject(*, controller: Controller, kind: IdentityKind, value: str) -> DataSubject | None:
    """Give the person who is recognised by this at a controller, however it is spelled."""
    identities = Identity.objects.for_controller(controller)
    found = identities.filter(kind=kind, normalised=normalise(kind, value)).select_related("subject").first()
    return found.subject if found else None


def organisations_of(subject: DataSubject) -> QuerySet[CustomerOrg]:
    """Give the organisations a person speaks for or spoke for, by name."""
    return CustomerOrg.objects.filter(contacts__subject=subject).order_by("name", "pk")


def live_contacts(*, org: CustomerOrg, on: date) -> QuerySet[Contact]:
    """Give the people who speak for an organisation that Stockholm day."""
    return Contact.objects.filter(Q(left_on=None) | Q(left_on__gt=on), org=org).select_related("subject")


def standing_blocks(holder: DataSubject | CustomerOrg, *, on: date) -> QuerySet[ProcessingBlock]:
    """Give what blocks a holder that Stockholm day: half-open, from `from_on` until before `until_on`."""
    whose = Q(subject=holder) if isinstance(holder, DataSubject) else Q(org=holder)
    return ProcessingBlock.objects.filter(whose, Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)
