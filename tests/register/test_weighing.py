"""A weighing of interests carries a use from its approval to its last day, and not past a later no."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from ledger.actor import Actor
from ledger.models import LedgerEntry
from register.interests import interests_of
from register.models import Finding, WrittenAssessment
from register.policyfile.words import Decision
from register.services import load_policy
from register.services.weighing import (
    NoSuchInterest,
    NotToBeDecided,
    Weighing,
    decide_assessment,
    watch_assessments,
    write_assessment,
)
from register.weighing import Standing, Weighed, standing_of
from tests.register.sample import TEXT, policy

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = date(2026, 11, 25)
AUTHOR, DPO = Actor(role="admin", ref="user:1"), Actor(role="dpo", ref="user:2")
WORDS = Weighing(
    interest="Att kunna svara dem som hör av sig.",
    necessity="Det går inte utan namn och nummer.",
    balancing="De väntar sig ett svar, och det är få uppgifter.",
    safeguards="Kort tid, och få som kommer åt.",
    review_on=date(2027, 11, 25),
)


NEXT_YEAR = date(2027, 1, 1)


def weighed(decided: date, until: date = NEXT_YEAR, *, approved: bool = True) -> Weighed:
    return Weighed(decided_on=decided, until_on=until, approved=approved)


@pytest.mark.parametrize(
    ("weighings", "standing"),
    [
        ([], Standing.MISSING),
        ([weighed(TODAY, TODAY)], Standing.HOLDS),
        ([weighed(TODAY + timedelta(days=1))], Standing.MISSING),
        ([weighed(date(2025, 1, 1), TODAY - timedelta(days=1))], Standing.EXPIRED),
        ([weighed(date(2026, 1, 1), approved=False)], Standing.REJECTED),
        ([weighed(date(2026, 1, 1)), weighed(date(2026, 2, 1), approved=False)],
         Standing.REJECTED),
        ([weighed(date(2026, 2, 1)), weighed(date(2026, 1, 1), approved=False)],
         Standing.HOLDS),
        ([weighed(TODAY), weighed(TODAY, approved=False)], Standing.REJECTED),
        ([weighed(date(2025, 1, 1), date(2030, 1, 1)), weighed(date(2026, 1, 1), date(2026, 2, 1))],
         Standing.EXPIRED),
    ],
    ids=["none", "from its day to its last", "to come", "the day after its last", "rejected", "a later no",
         "an earlier no", "of one day the last", "the newer one ran out"],
)  # fmt: skip
def test_the_newest_decision_counts(weighings: list[Weighed], standing: Standing) -> None:
    assert standing_of(weighings, TODAY) is standing


@pytest.fixture
def controller(db: None):
    return load_policy(policy=policy(TEXT), by=AUTHOR, at=AT).version.controller


def write(controller, purpose="building", *, by=AUTHOR, at=AT, **changes):
    weighing = Weighing(**{**{n: getattr(WORDS, n) for n in WORDS.__slots__}, **changes})
    return write_assessment(controller=controller, purpose=purpose, weighing=weighing, by=by, at=at)


def decide(row, decision=Decision.APPROVED, *, by=DPO, at=AT):
    decide_assessment(row=row, decision=decision, comment="", by=by, at=at)


def standing(controller, on=TODAY):
    return interests_of(controller, on)["building"].standing


def test_what_is_written_changes_nothing_until_somebody_else_approves_it(controller) -> None:
    late = date(2027, 11, 10)  # the file's own has run out by then
    assert standing(controller, late) is Standing.EXPIRED
    row = write(controller)
    assert standing(controller, late) is Standing.EXPIRED
    assert interests_of(controller, TODAY)["building"].waiting == row
    decide(row)
    assert standing(controller, late) is Standing.HOLDS


def test_a_no_in_the_panel_stops_the_use_whatever_the_file_says(controller) -> None:
    assert standing(controller) is Standing.HOLDS
    decide(write(controller), Decision.REJECTED)
    assert standing(controller) is Standing.REJECTED


@pytest.mark.parametrize(
    "by", [Actor(role="dpo", ref="user:1"), Actor(role="admin", ref="user:3"), Actor(role="dpo")]
)
def test_whoever_wrote_it_or_is_no_dpo_does_not_decide_it(controller, by: Actor) -> None:
    row = write(controller)
    with pytest.raises(NotToBeDecided):
        decide(row, by=by)
    row.refresh_from_db()
    assert row.decision == ""


def test_only_the_newest_version_is_decided_and_once(controller) -> None:
    first, second = write(controller), write(controller)
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(NotToBeDecided):
        decide(first)
    decide(second)
    with pytest.raises(NotToBeDecided):
        decide(second, Decision.REJECTED)


def test_one_past_its_own_last_day_is_not_approved(controller) -> None:
    row = write(controller, review_on=TODAY)
    with pytest.raises(NotToBeDecided):
        decide(row)


def test_a_purpose_without_interests_has_nothing_to_weigh(controller) -> None:
    with pytest.raises(NoSuchInterest):
        write(controller, "finns_inte")


@pytest.mark.parametrize(
    "change", [{"interest": "x"}, {"number": 9}, {"review_on": date(2030, 1, 1)}, {"written_by": "user:9"}]
)
def test_the_database_refuses_to_rewrite_what_was_written(controller, change) -> None:
    row = write(controller)
    with pytest.raises(IntegrityError), transaction.atomic():
        WrittenAssessment.objects.filter(pk=row.pk).update(**change)


def test_the_database_refuses_to_undo_a_decision_and_to_let_the_author_make_it(controller) -> None:
    row = write(controller)
    own = {"decision": "approved", "decided_by": "user:1", "decided_at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        WrittenAssessment.objects.filter(pk=row.pk).update(**own)
    decide(row)
    for undo in ({"decision": "rejected"}, {"decision": "", "decided_by": "", "decided_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WrittenAssessment.objects.filter(pk=row.pk).update(**undo)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()


def test_every_deed_has_its_line(controller) -> None:
    decide(write(controller))
    decide(write(controller), Decision.REJECTED)
    lines = LedgerEntry.objects.filter(action__startswith="lia.").order_by("pk")
    assert [line.action for line in lines] == ["lia.write", "lia.approve", "lia.write", "lia.reject"]


def test_a_use_that_stands_still_is_a_finding_until_it_is_approved(controller) -> None:
    late = datetime(2027, 11, 10, 9, tzinfo=UTC)
    assert watch_assessments(controller=controller, at=AT) == 0
    assert watch_assessments(controller=controller, at=late) > 0
    standing_still = Finding.objects.filter(code="F-LIA", where="lia.building")
    assert standing_still.get().closed_at is None
    decide(write(controller, at=late, review_on=date(2028, 11, 1)), at=late)
    assert standing_still.get().closed_at == late


def test_the_standings_are_read_in_two_queries(controller, django_assert_num_queries) -> None:
    for _version in range(3):
        decide(write(controller))
    with django_assert_num_queries(2):
        interests_of(controller, TODAY)
