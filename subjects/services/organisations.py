"""The customer relation: organisations, who speaks for them, and their contracts (RT-7)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import Controller
from law.calendar import stockholm_day
from ledger.actor import Actor
from ledger.services import record
from subjects.models import Contact, Contract, CustomerData, CustomerOrg, DataSubject
from subjects.services.blocks import extend_to_organisation
from subjects.services.deed import deed
from subjects.services.errors import AlreadyThere, NotPossible
from subjects.services.locking import lock, lock_org, lock_subject
from subjects.services.people import Source, note_source


@deed
def register_org(
    *,
    controller: Controller,
    name: str,
    number: str,
    org_number: str = "",
    address: str = "",
    country: str = "",
    natural_person: bool = False,
) -> CustomerOrg:
    """Take in a customer organisation. A sole trader is one too, with `natural_person`.

    Raises AlreadyThere when the customer number is in use at the controller.
    """
    org, new = CustomerOrg.objects.get_or_create(
        controller=controller,
        number=number,
        defaults={
            "name": name,
            "org_number": org_number,
            "address": address,
            "country": country,
            "natural_person": natural_person,
        },
    )
    if not new:
        raise AlreadyThere(_("Kundnumret används redan."))
    return org


@deed
def add_contact(
    *, subject: DataSubject, org: CustomerOrg, source: Source, at: datetime, title: str = ""
) -> Contact:
    """Let a person speak for an organisation; somebody who had left speaks for it again (WL-05).

    A block on the person that reaches what organisations hold is written for this one too. Raises
    NotPossible when the two belong to different controllers, HolderErased when one is gone.
    """
    if subject.controller_id != org.controller_id:
        raise NotPossible(_("Personen och organisationen hör till olika personuppgiftsansvariga."))
    lock(orgs=[org.pk], subjects=[subject.pk])
    contact, new = Contact.objects.get_or_create(subject=subject, org=org)
    if contact.left_on is not None:
        contact.left_on = None
        contact.save(update_fields=["left_on"])
    CustomerData.objects.get_or_create(contact=contact, defaults={"title": title, **source.columns})
    note_source(subject=subject, source=source, at=at)
    if new:
        extend_to_organisation(subject=subject, org=org, on=stockholm_day(at))
    return contact


@deed
def contact_left(*, contact: Contact, left_on: date) -> None:
    """Note the day a person stopped speaking for an organisation; from it 24 months run (RT-7b)."""
    lock_subject(contact.subject_id)
    Contact.objects.filter(pk=contact.pk).update(left_on=left_on)


@deed
def start_contract(*, org: CustomerOrg, number: str, start_on: date, end_on: date | None = None) -> Contract:
    """Start a contract, open or for a fixed time; the end day is included.

    Raises AlreadyThere when the organisation has a contract with the number, NotPossible when it
    would end before it starts.
    """
    _in_order(start_on, end_on)
    contract, new = Contract.objects.get_or_create(
        org=lock_org(org.pk), number=number, defaults={"start_on": start_on, "end_on": end_on}
    )
    if not new:
        raise AlreadyThere(_("Organisationen har redan ett avtal med det numret."))
    return contract


@deed
def end_contract(*, contract: Contract, end_on: date) -> None:
    """End a running contract, now or on a coming day; from the latest end 24 months run (RT-7).

    Raises NotPossible when it has an end already: that is a correction, with rules of its own.
    """
    _in_order(contract.start_on, end_on)
    lock_org(contract.org_id)
    if not Contract.objects.filter(pk=contract.pk, end_on=None).update(end_on=end_on):
        raise NotPossible(_("Avtalet har redan ett slutdatum. Rätta slutdatumet i stället."))


@deed
def correct_contract_end(*, contract: Contract, end_on: date, by: Actor, at: datetime) -> None:
    """Correct the end of a contract after the fact; nothing goes within 14 days of it (RT-7c)."""
    _in_order(contract.start_on, end_on)
    org = lock_org(contract.org_id)
    Contract.objects.filter(pk=contract.pk).update(end_on=end_on, end_corrected_on=stockholm_day(at))
    record(
        controller=org.controller.slug,
        by=by,
        action="contract.correct_end",
        object_type="contract",
        category="customer_data",
        at=at,
    )


def _in_order(start_on: date, end_on: date | None) -> None:
    if end_on is not None and end_on < start_on:
        raise NotPossible(_("Avtalet kan inte sluta innan det börjar."))
