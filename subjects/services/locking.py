"""Lock the holders of facts before looking: organisations, then people, each by ascending id.

Everybody who changes a fact takes the same order, and so does the purge (purge.md, rule 4). The
lock leaves foreign keys of others alone (FOR NO KEY UPDATE); the triggers raise the versions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subjects.models import Contact, CustomerOrg, DataSubject
from subjects.services.errors import HolderErased, HoldersChanged

M = TypeVar("M", CustomerOrg, DataSubject)


def lock(
    *, orgs: Iterable[int] = (), subjects: Iterable[int] = ()
) -> tuple[list[CustomerOrg], list[DataSubject]]:
    """Lock the organisations and people with these ids until the transaction ends, and read them.

    Raises HolderErased when one of them is no longer there.
    """
    return _locked(CustomerOrg.objects.all(), orgs), _locked(DataSubject.objects.all(), subjects)


def lock_org(pk: int) -> CustomerOrg:
    """Lock one organisation and read it."""
    return lock(orgs=[pk])[0][0]


def lock_subject(pk: int) -> DataSubject:
    """Lock one person and read them."""
    return lock(subjects=[pk])[1][0]


def lock_with_orgs(subjects: Iterable[int]) -> tuple[list[CustomerOrg], list[DataSubject]]:
    """Lock people and every organisation they speak for, and read them.

    Whoever may block somebody, or end a block, begins with this: a block is written for the person's
    organisations too, and an organisation locked after its person meets whoever locks them in order.
    Linking somebody meanwhile waits for the person's lock. Raises HolderErased when a person is no longer
    there, HoldersChanged when their organisations became others before they were locked.
    """
    people = set(subjects)
    reached = _orgs_of(people)
    orgs = CustomerOrg.objects.filter(pk__in=reached).order_by("pk").select_for_update(no_key=True)
    locked = list(orgs) if reached else []
    holders = _locked(DataSubject.objects.all(), people)
    if _orgs_of(people) != {org.pk for org in locked}:
        raise HoldersChanged(_("Personens organisationer ändrades under tiden. Försök igen."))
    return locked, holders


def _orgs_of(people: Iterable[int]) -> set[int]:
    return set(Contact.objects.filter(subject__in=people).values_list("org_id", flat=True))


def _locked(rows: QuerySet[M], ids: Iterable[int]) -> list[M]:
    wanted = set(ids)
    if not wanted:
        return []
    found = list(rows.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True))
    if len(found) < len(wanted):
        raise HolderErased(_("Uppgifterna är gallrade. Det går inte att lägga till något på dem."))
    return found
