"""Who is to be reminded today: pointed out by the units, decided afresh by the law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import connection

from accounts.models import Controller
from law.shapes import When
from retention.law import Action, Code, Facts, RetentionDecision, Rule, decide
from retention.law.facts import Reminder, ReminderStatus, SupportProfile
from retention.law.triggers.activity import last_counted_activity
from retention.live import BoundPolicy
from retention.purge.planning import one_planner
from retention.units.assess import Assessment, assess
from retention.units.holders import Holder
from retention.units.people import load_people
from retention.units.store import UnitStore
from subjects.services.deed import deed

CATEGORY = "support_profile"
PEOPLE_PER_CHUNK = 500

POINTED_OUT = """
select distinct subject_id from retention_retentionunit
where controller_id = %(controller)s and category = %(category)s and subject_id > %(after)s
    and (remind_on <= %(today)s or look_on <= %(today)s)
order by subject_id limit %(size)s
"""
"""Those whose reminder is due, and those whose day to be looked at has come though no plan was made."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A person to remind: the profile, on what facts and version, and what the law says of the days."""

    subject_id: int
    profile_id: int
    version: int
    facts: Facts
    decision: RetentionDecision
    rule: Rule

    @property
    def point_on(self) -> date:
        """Give the reminder point this mail is for: the latest that has passed."""
        assert self.decision.remind_on is not None
        return self.decision.remind_on

    @property
    def months(self) -> int:
        """Give the promised months after the last use."""
        return self.rule.period.months

    def last_used_on(self, today: date) -> date | None:
        """Give the day the profile was last used."""
        assert self.facts.support_profile is not None
        return last_counted_activity(self.facts.support_profile, today).since


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """What follows if today's mail is accepted: when the profile goes, and the next reminder."""

    erased_on: date
    next_on: date | None
    first_sent_on: date | None
    """The day of our first mail, where the 30-day promise made from it moved the day; else None."""
    named_before: bool
    """The day stands because an earlier mail named it, though the policy has been shortened since."""


def pointed_out(controller: Controller, today: date) -> Iterator[list[int]]:
    """Give the persons to look at in pieces, in ascending id, from partial indexes in O(due)."""
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                POINTED_OUT,
                {
                    "controller": controller.pk,
                    "category": CATEGORY,
                    "after": after,
                    "today": today,
                    "size": PEOPLE_PER_CHUNK,
                },
            )
            ids = [pk for (pk,) in cursor.fetchall()]
        if not ids:
            return
        yield ids
        after = ids[-1]


def due_among(ids: Sequence[int], today: date, live: BoundPolicy) -> list[Due]:
    """Give those of these persons whom the law wants reminded today, by facts read now."""
    holders = load_people(ids, unpaid_scope=live.rules.unpaid_scope)
    return [due for holder in holders for due in _due(holder, today, live)]


@deed
def bring_in_line(controller: Controller, ids: Sequence[int], today: date, live: BoundPolicy) -> None:
    """Let the units of these persons say what the law says now that reminders were sent.

    A plan that is being made writes the same rows: one waits for the other.
    """
    with one_planner(controller):
        holders = load_people(ids, unpaid_scope=live.rules.unpaid_scope)
        assessed = {n: list(assess(holder, today, live)) for n, holder in enumerate(holders)}
        UnitStore(controller.pk, live).bring_in_line(holders, assessed)


def outlook(due: Due, today: date, live: BoundPolicy) -> Outlook:
    """Ask the law what follows if a reminder is accepted today."""
    profile = due.facts.support_profile
    assert profile is not None
    told = replace(profile, reminders=(*profile.reminders, Reminder(today, ReminderStatus.SENT)))
    decision = decide(CATEGORY, replace(due.facts, support_profile=told), today, live.rules)
    assert decision.action_date is not None
    assert due.rule.notice is not None
    points = (decision.action_date - timedelta(days=lead) for lead in due.rule.notice.leads)
    moved = Code.REMINDER_LATE_GRACE in decision.reasons
    return Outlook(
        erased_on=decision.action_date,
        next_on=min((point for point in points if point > today), default=None),
        first_sent_on=_first_told_on(told, today) if moved else None,
        named_before=Code.REMINDER_PROMISED in decision.reasons,
    )


def _first_told_on(profile: SupportProfile, today: date) -> date | None:
    told = last_counted_activity(profile, today).told
    return told[0].on if told else None


def _due(holder: Holder, today: date, live: BoundPolicy) -> Iterator[Due]:
    facts_by_key = dict(holder.units)
    for assessment in assess(holder, today, live):
        if _is_due(assessment):
            facts = facts_by_key[assessment.key]
            verified = facts.support_profile is not None and facts.support_profile.verified
            yield Due(
                subject_id=holder.pk,
                profile_id=assessment.key.item_id,
                version=holder.version,
                facts=facts,
                decision=assessment.decision,
                rule=live.rules.rule(CATEGORY, When.VERIFIED if verified else When.UNVERIFIED),
            )


def _is_due(assessment: Assessment) -> bool:
    return assessment.key.category == CATEGORY and assessment.decision.action is Action.REMIND
