"""An erasure (Art. 17): planned by the law as if granted, reviewed, carried out by the one path, proved."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from consents.services import suppress_addresses_of
from law.calendar import stockholm_day
from ledger.actor import Actor
from requests_dsr.answers.base import Choices, Plain, Plan, plan_of, subject_of
from requests_dsr.answers.erasing import Erasing, tell_what_is
from requests_dsr.answers.erasure_came_to import (
    TO_TELL,
    is_granted,
    left_to_erase,
    read_anew,
    tell_what_it_came_to,
    what_is_left_of_somebody_gone,
    what_it_came_to,
)
from requests_dsr.answers.erasure_plan import (
    Unit,
    fact_of,
    goes_and_stays,
    if_granted,
    proposal_lines,
)
from requests_dsr.answers.erasure_stays import beside_of
from requests_dsr.answers.recipients import named, recipients_of
from requests_dsr.exceptions import exceptions_of
from requests_dsr.letters.address import addressee_of
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.reaching.keeping import as_if_let_go, keep
from requests_dsr.states import State
from requests_dsr.waiting import answers_on_their_way, only_waits, waits_for
from retention.live import live_policy


class ErasureAnswer(Plain):
    """What goes, what stays until when, and by what law: each unit as `decide` would say it if granted."""

    def draft(self, request: DataSubjectRequest, choices: Choices, *, at: datetime) -> Plan:
        """Propose per category: erased, anonymised, or kept until a day because of a law (domain.md 4.4)."""
        subject, today = subject_of(request), stockholm_day(at)
        live = live_policy(request.controller)
        units = if_granted(request, today, live)
        gone, kept = goes_and_stays(units)
        told = recipients_of(subject, {key.category for key, _decision in gone})
        held = {key.category for key, decision in kept if only_waits(decision.reasons)}
        waiting = waits_for(subject, at=at, kept=set() if gone else held)
        return plan_of(
            "erasure",
            outcome=None if waiting else _outcome(gone, kept),
            basis=[fact_of(*unit) for unit in units],
            choices=choices,
            exemptions=() if waiting else exceptions_of(decision.reasons for _key, decision in kept),
            waits_for=waiting,
            lines=proposal_lines(units),
            beside=beside_of(request, units, today, live),
            recipients=named(told),
        )

    def carry_out(
        self, request: DataSubjectRequest, plan: Plan, *, by: Actor, user: User | None, at: datetime
    ) -> None:
        """Close the addresses for good; what was decided on stays until the answer has arrived."""
        subject = subject_of(request)
        if not request.categories:
            suppress_addresses_of(
                subject_ids=[subject.pk], controller=request.controller, at=at, no_reimport=True
            )
        keep(request, subject, by=by, at=at)
        to = addressee_of(request, at=at)  # after the erasure the file alone knows where it is sent
        request.file.requester_email = to.email
        request.file.requester_name = request.file.requester_name or to.name  # what they called themselves
        request.file.language = to.language
        request.file.save(update_fields=["requester_email", "requester_name", "language"])

    def afterwards(self, request: DataSubjectRequest, plan: Plan, *, by: Actor, at: datetime) -> None:
        """Erase now and give the certificate; what cannot be done now is tried again every morning."""
        self.finish(request, by=by, at=at)

    def finish(self, request: DataSubjectRequest, *, by: Actor, at: datetime) -> bool:
        """Carry out what is left of a granted erasure, once its answer has arrived. Tells whether any went.

        What something else holds back since the decision is told once, and tried again every morning. What
        a worker has erased and not lived to certify is certified first.
        """
        request = read_anew(request)
        if TO_TELL in request.file.plan:
            return tell_what_it_came_to(request, at=at)
        if not is_granted(request) or answers_on_their_way(request).exists():
            return False
        left, today = left_to_erase(request.file.plan), stockholm_day(at)
        if request.subject is None:  # the night has taken the person
            return tell_what_is(request, left, what_is_left_of_somebody_gone(left), at=at)
        with as_if_let_go(request, by=by, at=at):
            now = what_it_came_to(left, if_granted(request, today))
        if now.due:
            return Erasing(request, left, by=by, at=at).erase()
        return tell_what_is(request, left, now, at=at)


def _outcome(gone: list[Unit], kept: list[Unit]) -> State:
    if not gone:
        return State.REFUSED
    return State.PARTLY_FULFILLED if kept else State.FULFILLED
