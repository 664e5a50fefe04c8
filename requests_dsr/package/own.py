"""What is the person's own among addresses and numbers: it is never masked as somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from law.identifiers import normalise_email, normalise_phone
from register.policyfile import PolicyFile
from requests_dsr.package.others.masking import PHONE, REFERENCE, bare_number
from requests_dsr.package.person import Person
from requests_dsr.package.rows import Row

ByTable = Mapping[str, Sequence[Row]]
REFERENCES = re.compile(REFERENCE)
EMAILS = (("account_emailaddress", "email"),)
PHONES = (("subjects_supportprofile", "work_phone"),)
OF_OURS = (
    ("requests_dsr_datasubjectrequest", "ref"),
    ("subjects_invoice", "number"),
    ("subjects_contract", "number"),
    ("subjects_voucher", "number"),
    ("subjects_customerorg", "number"),
)
"""Columns with numbers that we gave, which are in texts as what they are about."""
SHORT_REFERENCE = 8
"""How many signs of a reference people say."""
NUMBERS = (("subjects_customerorg", "org_number"),)


def own_marks(person: Person, rows: ByTable, policy: PolicyFile | None) -> frozenset[str]:
    """Give the person's addresses and numbers, spelled to be compared, and the company's own mailboxes.

    Beside what we recognise the person by, these are what they saved about themselves.
    """
    own = {normalised for _kind, _value, normalised in person.identities} | {normalise_email(person.login)}
    own |= {normalise_email(text) for text in _texts(rows, EMAILS)}
    own |= {normalise_phone(number) for text in _texts(rows, PHONES) for number in _numbers(text)}
    own |= {bare_number(text) for text in _texts(rows, NUMBERS)}
    if policy is not None:
        own |= {policy.controller.dpo_mailbox.lower(), policy.controller.sender_mailbox.lower()}
    return frozenset(own - {""})


def own_numbers(person: Person, rows: ByTable) -> frozenset[str]:
    """Give the numbers of ours that are about the person: no pattern may take them for a telephone number."""
    numbers = {*_texts(rows, OF_OURS), *person.ticket_numbers}
    short = {one[:SHORT_REFERENCE] for one in numbers if REFERENCES.fullmatch(one)}
    return frozenset(numbers | short)


def _texts(rows: ByTable, columns: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for table, column in columns:
        yield from (row[column] for row in rows.get(table, ()) if row.get(column))


def _numbers(text: str) -> Iterator[str]:
    """Give what was typed as a number, and each number in it: `060-12 34 56, 070-123 45 67`."""
    yield text
    yield from PHONE.findall(text)
