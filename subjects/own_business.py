"""When an organisation is one person's own: a sole trader's, for which nobody else speaks.

Then, and only then, what it holds is data of that person: their rights reach it, and their copy shows it.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from subjects.models import Contact, CustomerOrg, DataSubject

OWN_BUSINESS = """o.natural_person and not exists (
    select 1 from subjects_contact other where other.org_id = o.id and other.id <> c.id)"""
"""A condition in SQL on an organisation `o` and a contact `c` of it."""


def own_businesses(person: DataSubject) -> QuerySet[CustomerOrg]:
    """Ask for the organisations that are a person's own, by the same condition."""
    others = Contact.objects.filter(org=OuterRef("pk")).exclude(subject=person)
    return CustomerOrg.objects.filter(~Exists(others), contacts__subject=person, natural_person=True)
