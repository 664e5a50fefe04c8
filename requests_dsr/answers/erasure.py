"""An erasure (Art. 17): planned by the law as if granted, reviewed, carried out by the one path, proved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import User
from connectors.asking import marks_of
from connectors.models import NoticeKind
from connectors.services import note_recipients
from consents.services import suppress_addresses_of
from law.calendar import stockholm_day
from law.reasons import PROVISIONS
from ledger import services as ledger
from ledger.actor import Actor
from ledger.models import LedgerEntry
from ledger.selectors import NotSealed, receipt
from requests_dsr.answers.base import Choices, Plain, Plan, plan_of, subject_of
from requests_dsr.answers.recipients import carry_out_notices, recipients_of
from requests_dsr.exceptions import exceptions_of
from requests_dsr.letters.address import addressee_of
from requests_dsr.models import Certificate, DataSubjectRequest, Package
from requests_dsr.services.certificates import send_certificate
from requests_dsr.services.packages import delete_package
from requests_dsr.states import State
from requests_dsr.waiting import only_waits, waits_for
from retention.law import Action, RetentionDecision
from retention.law.facts import Outcome, Request, RequestType
from retention.live import BoundPolicy, live_policy
from retention.purge.one_person import NotAsDecided, erase_now
from retention.selectors import kept_for_others
from retention.units.assess import decision_on
from retention.units.holders import Holder, UnitKey
from retention.units.requests import asked_about
from retention.units.whole_person import load_whole_person

Unit = tuple[UnitKey, RetentionDecision]
PROOFS_LIVE = timedelta(days=7)


class ErasureAnswer(Plain):
    """What goes, what stays until when, and by what law: each unit as `decide` would say it if granted."""

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Propose per category: erased, anonymised, or kept until a day because of a law (domain.md 4.4)."""
        subject, today = subject_of(request), stockholm_day(at)
        units = sorted(if_granted(request, today), key=lambda unit: unit[0])
        gone = [unit for unit in units if unit[1].is_destructive]
        kept = [unit for unit in units if not unit[1].is_destructive]
        told = recipients_of(subject, {key.category for key, _decision in gone})
        blocked = not gone and any(only_waits(decision.reasons) for _key, decision in kept)
        waiting = waits_for(subject, at=at, blocked=blocked)
        return plan_of(
            "erasure",
            outcome=None if waiting else _outcome(gone, kept),
            basis=[_fact(*unit) for unit in units],
            choices=choices,
            exemptions=exceptions_of(code for _key, d in kept for code in d.reasons)
            if kept and not waiting
            else (),
            waits_for=waiting,
            lines=[*_lines(gone), *_lines(kept)],
            recipients=[one.name for one in told],
            backups_until=(today + timedelta(days=settings.BACKUP_DAYS)).isoformat(),
        )

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Close the addresses for good and note whom to tell; the erasure follows the answer."""
        subject = subject_of(request)
        if not request.categories:
            suppress_addresses_of(
                subject_ids=[subject.pk], controller=request.controller, at=at, no_reimport=True
            )
        gone = {line["category"] for line in plan["lines"] if line["action"] != "keep"}
        note_recipients(
            controller=request.controller,
            request_ref=request.ref,
            kind=NoticeKind.ERASURE,
            recipients=recipients_of(subject, gone),
            by=by,
            at=at,
            about=marks_of(subject),
        )
        to = addressee_of(request)  # after the erasure the file alone knows where to send the certificate
        request.file.requester_email, request.file.requester_name = to.email, to.name
        request.file.language = to.language
        request.file.save(update_fields=["requester_email", "requester_name", "language"])

    def afterwards(self, request: DataSubjectRequest, plan: Plan, *, by: Actor, at: datetime) -> None:
        """Erase now, seal the ledger, and give the certificate; what cannot be done now the night does."""
        self._erase(request, plan, by=by, at=at)

    def finish(self, request: DataSubjectRequest, *, by: Actor, at: datetime) -> bool:
        """Carry out a granted erasure that was held up; one that the night has taken is certified."""
        plan = request.file.plan
        if request.subject is None:
            _certify(request, plan, (), at=at)
            return True
        return self._erase(request, plan, by=by, at=at)

    def _erase(self, request: DataSubjectRequest, plan: Plan, *, by: Actor, at: datetime) -> bool:
        subject = request.subject
        if subject is None:
            return False
        decided = {(category, item) for category, item, action, *_rest in plan["basis"] if action != "keep"}
        for package in Package.objects.filter(request__subject=subject, deleted_at=None):
            delete_package(package=package, by=by, at=at)
        try:
            erased = erase_now(subject=subject, decided=decided, by=by, at=at, today=stockholm_day(at))
        except NotAsDecided:
            return False
        carry_out_notices(request, at=at)
        request.refresh_from_db()
        _certify(request, plan, erased.unit_refs, at=at)
        return True


def if_granted(request: DataSubjectRequest, today: date) -> Iterator[Unit]:
    """Decide every unit of a request's person as if the erasure were granted today (fine point 6)."""
    subject = subject_of(request)
    live = live_policy(request.controller)
    granted = Request(
        RequestType.ERASURE,
        stockholm_day(request.received_at),
        closed_on=today,
        decided_on=today,
        outcome=Outcome.GRANTED,
        categories=frozenset(request.categories) or None,
    )
    for holder in load_whole_person(subject.pk, live):
        for key, decision in _assess(holder, granted, live, today):
            if granted.asks_about(key.category):
                yield key, decision
    # What other organisations hold that names the person is not the person's alone: it stays by its own rule.
    for kept in kept_for_others(subject, today, live):
        if granted.asks_about(kept.category):
            yield kept.key, replace(kept.decision, action=Action.KEEP)


def _assess(holder: Holder, granted: Request, live: BoundPolicy, today: date) -> Iterator[Unit]:
    for key, facts in holder.units:
        if key.category in live.processor_categories:
            continue
        hypothetical = asked_about(key.category, replace(facts, dsrs=(*facts.dsrs, granted)))
        yield key, decision_on(key.category, hypothetical, today, live)


def _outcome(gone: list[Unit], kept: list[Unit]) -> State:
    if not gone:
        return State.REFUSED
    return State.PARTLY_FULFILLED if kept else State.FULFILLED


def _fact(key: UnitKey, decision: RetentionDecision) -> list[Any]:
    """Write what a decision on a unit comes to; the day of an erasure is the decision's own."""
    action = decision.action.value if decision.is_destructive else "keep"
    until = None if decision.is_destructive else _iso(decision.retain_until)
    return [key.category, key.item_id, action, until, sorted(map(str, decision.reasons))]


def _lines(units: Iterable[Unit]) -> list[dict[str, Any]]:
    """Gather units into lines: one a category and outcome, with its reasons and what they cite."""
    lines: dict[str, dict[str, Any]] = {}
    for key, decision in units:
        category, _item, action, until, codes = _fact(key, decision)
        line = lines.setdefault(
            json.dumps([category, action, until, codes]),
            {
                "category": category,
                "action": action,
                "until": until,
                "codes": codes,
                "law": sorted({PROVISIONS[code] for code in codes if code in PROVISIONS}),
                "items": 0,
            },
        )
        line["items"] += 1
    return list(lines.values())


def _certify(request: DataSubjectRequest, plan: Plan, refs: tuple[UUID, ...], *, at: datetime) -> None:
    """Seal, and write the certificate with the proof of each line; the person's own copy is mailed."""
    ledger.seal()
    entries = LedgerEntry.objects.filter(unit_ref__in=refs).order_by("pk").values_list("pk", "unit_ref")
    proofs = [
        {"reference": str(ref), "receipt": json.loads(proof)}
        for pk, ref in entries
        if (proof := _receipt(pk))
    ]
    with transaction.atomic():
        certificate = Certificate.objects.create(
            request=request,
            erased_at=at,
            lines=plan["lines"],
            backups_until_on=date.fromisoformat(plan["backups_until"]),
            proofs=proofs,
            proofs_until=at + PROOFS_LIVE,
        )
        send_certificate(certificate=certificate, references=[str(ref) for ref in refs], at=at)


def _receipt(entry: int) -> str:
    try:
        return receipt(entry)
    except NotSealed:
        return ""


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
