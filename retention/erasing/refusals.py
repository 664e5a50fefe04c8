"""Before a person goes for having said no, their addresses are closed: a no survives the erasure (RT-12)."""

from __future__ import annotations

from typing import Any

from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from accounts.models import Controller
from consents.services.suppressing import suppress_addresses_of
from law.reasons import Code
from retention.units.requests import asked_to_be_forgotten

SAID_NO = [Code.CONSENT_WITHDRAWN.value, Code.OBJECTION_ART21_2.value]
ASKED_TO_GO = [Code.DSR_ERASURE_GRANTED.value]

WHO = """
select distinct i.subject_id from retention_purgeitem i
where i.run_id = %(run)s and i.holder between %(first)s and %(last)s and i.state = 'done'
    and i.subject_id is not null and i.reasons && %(codes)s::varchar[]
"""


def close_addresses(cursor: CursorWrapper, controller: Controller, values: dict[str, Any]) -> None:
    """Close the addresses of everybody in the batch who goes by their own word, in its transaction.

    The services of consent close them at once; this holds whatever wrote the word. Whoever was
    granted an erasure of everything is also not read in again by an import (domain.md 4.2); one of a
    single kind of data closes nothing.
    """
    for codes, no_reimport in ((SAID_NO, False), (ASKED_TO_GO, True)):
        cursor.execute(WHO, {**values, "codes": codes})
        people = [pk for (pk,) in cursor.fetchall()]
        if no_reimport:
            people = sorted(asked_to_be_forgotten(people))
        if people:
            suppress_addresses_of(
                subject_ids=people, controller=controller, at=timezone.now(), no_reimport=no_reimport
            )
