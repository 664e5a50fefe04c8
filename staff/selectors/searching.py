"""Find people and organisations within some companies, however what was typed is spelled."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Controller
from law.identifiers import NotAnIdentifier, normalise_org_number
from staff.masking import masked_name, masked_org
from subjects.identifiers import normalise
from subjects.models import Contact, CustomerOrg, DataSubject, Identity, IdentityKind

HITS = 25
SHORTEST = 3
"""What is shorter recognises nobody: a name typed as a phone number leaves no digits at all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A person found, as far as a list of hits may tell."""

    ref: str
    name: str
    company: str
    organisations: list[str]
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The hits, whether there are more, and whether one was recognised by exactly what was typed."""

    hits: list[Hit]
    more: bool
    exact: bool


def find_people(controllers: Iterable[Controller], typed: str) -> Found:
    """Find people by what they are recognised by; else by their name or their organisation's."""
    people = DataSubject.objects.filter(controller__in=list(controllers))
    exact = people.filter(pk__in=_recognised(controllers, typed))
    rows = _listed(exact)
    if rows:
        return Found(hits=_hits(rows), more=len(rows) > HITS, exact=True)
    orgs = find_organisations(controllers, typed).values("pk")
    rows = _listed(people.filter(Q(full_name__icontains=typed) | Q(contacts__org__in=orgs)).distinct())
    return Found(hits=_hits(rows), more=len(rows) > HITS, exact=False)


def find_organisations(controllers: Iterable[Controller], typed: str) -> QuerySet[CustomerOrg]:
    """Find organisations by number or name."""
    orgs = CustomerOrg.objects.filter(controller__in=list(controllers)).select_related("controller")
    matches = Q(number__iexact=typed) | Q(org_number__in=_org_numbers(typed)) | Q(name__icontains=typed)
    return orgs.filter(matches).order_by("name", "pk")


def _recognised(controllers: Iterable[Controller], typed: str) -> QuerySet[Identity]:
    spelled = Q(pk=None)
    for kind in IdentityKind.values:
        if len(form := normalise(kind, typed)) >= SHORTEST:
            spelled |= Q(kind=kind, normalised=form)
    identities = Identity.objects.filter(spelled, controller__in=list(controllers))
    return identities.values("subject_id")  # type: ignore[return-value]


def _org_numbers(typed: str) -> list[str]:
    """Give the spellings under which an organisation number may stand."""
    with suppress(NotAnIdentifier):
        number = normalise_org_number(typed)
        return [typed, number, number.replace("-", "")]
    return [typed]


def _listed(people: QuerySet[DataSubject]) -> list[DataSubject]:
    contacts = Prefetch("contacts", Contact.objects.select_related("org").order_by("org__name"))
    rows = people.select_related("controller").prefetch_related(contacts).order_by("full_name", "pk")
    return list(rows[: HITS + 1])


def _hits(rows: list[DataSubject]) -> list[Hit]:
    return [
        Hit(
            ref=str(person.ref),
            name=masked_name(person.full_name),
            company=person.controller.name,
            organisations=[
                masked_org(contact.org.name, natural_person=contact.org.natural_person)
                for contact in person.contacts.all()
            ],
            kind=person.get_kind_display(),
        )
        for person in rows[:HITS]
    ]
