"""A finding is open once for one code and place, and closes when the look that covers it is clean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, transaction

from accounts.models import Controller
from register.models import Finding
from register.policyfile.linting import LintFinding
from register.policyfile.values import Text
from register.selectors import open_findings
from register.services import close_finding, keep_findings, raise_finding, raise_findings
from tests.factories import create_controller

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)
TEXT = Text(sv="Fel.", en="Wrong.")


@pytest.fixture
def controller() -> Controller:
    return create_controller("winlas")


def found(*places: str, code: str = "F-RULE") -> list[LintFinding]:
    return [LintFinding(code, place, TEXT) for place in places]


def places(controller: Controller) -> list[str]:
    return list(open_findings(controller).values_list("where", flat=True))


def test_the_same_finding_is_open_once(controller: Controller) -> None:
    for at in (AT, LATER):
        raise_finding(controller=controller, code="F-RULE", where="unit:1", text=TEXT, at=at)
    assert Finding.objects.get().opened_at == AT


def test_many_are_raised_in_a_fixed_number_of_statements(
    controller: Controller, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        new = raise_findings(controller=controller, found=found(*(f"unit:{n}" for n in range(3000))), at=AT)
    assert new == 3000
    assert raise_findings(controller=controller, found=found("unit:1", "unit:x"), at=LATER) == 1


def test_a_closed_finding_can_open_again(controller: Controller) -> None:
    raise_finding(controller=controller, code="F-RULE", where="unit:1", text=TEXT, at=AT)
    assert close_finding(controller=controller, code="F-RULE", where="unit:1", at=LATER)
    assert not close_finding(controller=controller, code="F-RULE", where="unit:1", at=LATER)
    raise_finding(controller=controller, code="F-RULE", where="unit:1", text=TEXT, at=LATER)
    assert Finding.objects.count() == 2
    assert places(controller) == ["unit:1"]


def test_a_look_closes_what_it_no_longer_finds_and_leaves_other_places(controller: Controller) -> None:
    raise_findings(controller=controller, found=found("unit:1", "unit:2", "sentences.WL-01"), at=AT)
    keep_findings(controller=controller, found=found("unit:2", "unit:3"), within=["unit:"], at=LATER)
    assert places(controller) == ["sentences.WL-01", "unit:2", "unit:3"]
    assert Finding.objects.get(where="unit:1").closed_at == LATER


def test_one_companys_findings_are_not_anothers(controller: Controller) -> None:
    other = create_controller("winston")
    raise_findings(controller=other, found=found("unit:1"), at=AT)
    keep_findings(controller=controller, found=[], within=["unit:"], at=LATER)
    assert places(other) == ["unit:1"]


def test_a_code_has_the_form_of_one(controller: Controller) -> None:
    with pytest.raises(Error, match="finding_code_known_form"), transaction.atomic():
        raise_finding(controller=controller, code="fel", where="unit:1", text=TEXT, at=AT)
