"""What stays of a person for as long as anything of theirs stays: who they are, their log-in, and our logs.

None of it has a unit, so no erasure plans it: the row and its log-in go with the person's last unit, the logs
by day. It is decided by the same law as everything else, on the newest row that is there, and told in the
preview, the answer and the certificate of an erasure (Art. 12(1), 17(1); domain.md 4.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection

from consents.models import ConsentRecord, RecordStatus
from law.calendar import stockholm_day
from register.categories import Category
from requests_dsr.answers.base import subject_of
from requests_dsr.answers.erasure_plan import Unit, beside, fact_of, if_granted, lines_of, proposal_lines
from requests_dsr.models import DataSubjectRequest
from retention.law import Facts
from retention.law.facts import Consent, Disclosure, Record, SecurityEvent
from retention.live import BoundPolicy, live_policy
from retention.units.assess import decision_on
from retention.units.holders import UnitKey
from subjects.models import DataSubject

Line = dict[str, Any]
NEWEST = """
select 'security_log', max(at) from accounts_securityevent
    where user_id = %(user)s and controller_id = %(controller)s
union all select 'access_log', max(at) from subjects_accesslog where subject_id = %(subject)s
union all select 'message_log', max(at) from consents_outgoingmessage where subject_id = %(subject)s
union all select 'disclosure_log', max(disclosed_on)::timestamp at time zone 'Europe/Stockholm'
    from subjects_disclosure where subject_id = %(subject)s
"""
"""The newest row of each log about a person: the last of that log to go."""


def would_come_to(request: DataSubjectRequest, today: date) -> tuple[list[Line], list[Line]]:
    """Give the lines of the proposal that would be drafted today, and of what stands beside it."""
    live = live_policy(request.controller)
    units = if_granted(request, today, live)
    return proposal_lines(units), beside_of(request, units, today, live)


def beside_of(request: DataSubjectRequest, units: list[Unit], today: date, live: BoundPolicy) -> list[Line]:
    """Give a line for all that stands beside the units of a request's person: of the erasure, and of them.

    Where everything of theirs goes, nothing stays with them: they go the same day.
    """
    itself = beside(request, today, live)
    if not request.categories and all(decision.is_destructive for _key, decision in units):
        return itself
    told = frozenset(line["category"] for line in itself)
    return [*itself, *stays_with(subject_of(request), today, live, but=told)]


def stays_with(
    person: DataSubject, today: date, live: BoundPolicy, *, but: frozenset[str] = frozenset()
) -> list[Line]:
    """Give a line for each kind of data that stays while the person does, with its rule and its last day.

    `but` are kinds that are told elsewhere. What is past its day already goes tonight, and has no line.
    """
    decided = (
        (category, decision_on(category, facts, today, live)) for category, facts in _there_is(person, but)
    )
    kept = [fact_of(UnitKey(category, 0), one) for category, one in decided if not one.is_destructive]
    return [{**line, "beside": True, "with_person": True} for line in lines_of(kept)]


def _there_is(person: DataSubject, but: frozenset[str]) -> Iterator[tuple[str, Facts]]:
    """Give what there is of the person beside units, each as the law asks about it."""
    yield Category.IDENTITY, Facts(records=(Record(Category.IDENTITY, {}),))
    if person.user_id is not None:
        yield Category.ACCOUNT, Facts(records=(Record(Category.ACCOUNT, {}),))
    newest = _newest(person)
    if day := newest.get(Category.SECURITY_LOG):
        yield Category.SECURITY_LOG, Facts(security_log=(SecurityEvent(day),))
    if day := newest.get(Category.ACCESS_LOG):
        yield Category.ACCESS_LOG, Facts(records=(Record(Category.ACCESS_LOG, {"seen_on": day}),))
    if day := newest.get(Category.MESSAGE_LOG):
        yield Category.MESSAGE_LOG, Facts(records=(Record(Category.MESSAGE_LOG, {"sent_on": day}),))
    if day := newest.get(Category.DISCLOSURE_LOG):
        yield Category.DISCLOSURE_LOG, Facts(disclosures=(Disclosure(day),))
    if Category.CONSENT_EVIDENCE not in but and (consents := tuple(_consents(person))):
        yield Category.CONSENT_EVIDENCE, Facts(consents=consents)


def _newest(person: DataSubject) -> dict[str, date]:
    values = {"user": person.user_id, "controller": person.controller_id, "subject": person.pk}
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, values)
        found: list[tuple[str, datetime | None]] = cursor.fetchall()
    return {category: stockholm_day(at) for category, at in found if at is not None}


def _consents(person: DataSubject) -> Iterator[Consent]:
    answers = ConsentRecord.objects.filter(subject=person).values_list("status", "decided_at")
    for status, at in answers:
        yield Consent(None if status == RecordStatus.GIVEN else stockholm_day(at))
