"""Whose package it is: the person with everything the paths start from, read in two statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from accounts.models import Controller
from connectors.asking import known_from
from connectors.protocol import Known
from consents.keyed import Address, digests
from subjects.models import DataSubject
from subjects.own_business import OWN_BUSINESS

THEIR_REQUESTS = """
select r.id from requests_dsr_datasubjectrequest r where r.subject_id = s.id
union
select r.id from requests_dsr_datasubjectrequest r join requests_dsr_requestfile f on f.request_id = r.id
    join subjects_identity i on i.subject_id = s.id and i.kind = 'email'
        and i.normalised = lower(btrim(f.requester_email))
where r.subject_id is null and r.controller_id = s.controller_id and r.identity_method <> ''
    and (i.verified_at is not null or i.normalised = lower(btrim(u.email)))"""
"""Requests that name the person, and those of nobody yet that were proved to come from an address which
is proved to be the person's: what somebody else wrote under that address is not theirs to read."""

WHO = f"""
select s.full_name, s.language, s.user_id, u.email,
    (select coalesce(json_agg(json_build_array(i.kind, i.value, i.normalised) order by i.id), '[]')
        from subjects_identity i where i.subject_id = s.id),
    (select coalesce(json_agg(json_build_array(c.id, c.org_id, {OWN_BUSINESS}) order by c.id), '[]')
        from subjects_contact c join subjects_customerorg o on o.id = c.org_id where c.subject_id = s.id),
    (select coalesce(json_agg(r.id), '[]') from ({THEIR_REQUESTS}) r),
    (select coalesce(json_agg(t.number), '[]') from subjects_supportticket t where t.subject_id = s.id),
    (select coalesce(json_agg(o.full_name), '[]') from subjects_datasubject o where o.id <> s.id and o.id in (
        select k.subject_id from subjects_contact c join subjects_contact k on k.org_id = c.org_id
        where c.subject_id = s.id))
from subjects_datasubject s left join accounts_user u on u.id = s.user_id where s.id = %s
"""


class PersonGone(LookupError):
    """The person is no longer there: nothing can be put together."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person with their identities, login, contacts and organisations.

    An organisation is the person's own when it is a sole trader's and nobody else speaks for it:
    only then are its contracts and credit reports data of this person.
    """

    subject: DataSubject
    full_name: str
    language: str
    user_id: int | None
    login: str
    identities: tuple[tuple[str, str, str], ...]
    contact_ids: tuple[int, ...]
    org_ids: tuple[int, ...]
    own_org_ids: tuple[int, ...]
    request_ids: tuple[int, ...]
    ticket_numbers: tuple[str, ...]
    colleagues: tuple[str, ...]
    """Full names of everybody else at the same organisations."""

    @property
    def controller(self) -> Controller:
        """Give the company that holds the data."""
        return self.subject.controller

    @property
    def known(self) -> Known:
        """Give what connected systems recognise the person by."""
        return known_from((kind, normalised) for kind, _value, normalised in self.identities)

    @property
    def is_party(self) -> bool:
        """Tell whether the person is the customer, not only a contact at one (WN-14)."""
        return bool(self.own_org_ids)

    def values(self) -> dict[str, Any]:
        """Give the parameters of the paths' statement."""
        addresses = [Address(kind, normalised) for kind, _value, normalised in self.identities]
        return {
            "subject": self.subject.pk,
            "ref": str(self.subject.ref),
            "controller": self.subject.controller_id,
            "user": self.user_id,
            "full_name": self.full_name,
            "contacts": list(self.contact_ids),
            "orgs": list(self.org_ids),
            "own_orgs": list(self.own_org_ids),
            "requests": list(self.request_ids),
            "digests": list(digests(self.controller.slug, addresses)),
        }


def person_of(subject: DataSubject) -> Person:
    """Read a person. Raises PersonGone when they were erased."""
    with connection.cursor() as cursor:
        cursor.execute(WHO, [subject.pk])
        row = cursor.fetchone()
    if row is None:
        raise PersonGone(subject.ref)
    full_name, language, user_id, login, identities, contacts, requests, tickets, others = row
    return Person(
        subject=subject,
        full_name=full_name,
        language=language,
        user_id=user_id,
        login=login or "",
        identities=tuple((kind, value, normalised) for kind, value, normalised in identities),
        contact_ids=tuple(contact for contact, _org, _own in contacts),
        org_ids=tuple(org for _contact, org, _own in contacts),
        own_org_ids=tuple(org for _contact, org, own in contacts if own),
        request_ids=tuple(requests),
        ticket_numbers=tuple(tickets),
        colleagues=tuple(others),
    )
