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
AUTHORITY = "imy@imy.se"
MAILBOXES = (
    "bokforing", "dataskydd", "ekonomi", "faktura", "fakturor", "gdpr", "hej", "info", "invoice", "kontakt",
    "kundservice", "kundtjanst", "kurs", "kurser", "marknad", "order", "privacy", "registrator", "reskontra",
    "sales", "support", "utbildning",
)  # fmt: skip
"""What a mailbox of a company's is called that is nobody's name."""


def own_marks(person: Person, rows: ByTable, policy: PolicyFile | None) -> frozenset[str]:
    """Give the person's addresses and numbers, spelled to be compared, and the mailboxes that are nobody's.

    Beside what we recognise the person by, these are what they saved about themselves. A mailbox is nobody's
    where it is the authority's, or the company's own and named for what it is for: info, support.
    """
    own = {normalised for _kind, _value, normalised in person.identities} | {normalise_email(person.login)}
    own |= {normalise_email(text) for text in _texts(rows, EMAILS)}
    own |= {normalise_phone(number) for text in _texts(rows, PHONES) for number in _numbers(text)}
    own |= {bare_number(text) for text in _texts(rows, NUMBERS)}
    return frozenset((own | _mailboxes(policy)) - {""})


def _mailboxes(policy: PolicyFile | None) -> set[str]:
    if policy is None:
        return {AUTHORITY}
    told = {policy.controller.dpo_mailbox.lower(), policy.controller.sender_mailbox.lower()}
    domains = {mailbox.rpartition("@")[2] for mailbox in told}
    return {AUTHORITY, *told} | {f"{name}@{domain}" for name in MAILBOXES for domain in domains}


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
