"""Whoever says that an answer is wrong need not explain which: the form knows where they came from."""

from __future__ import annotations

import pytest
from django.test import Client

from law.rights import Right
from requests_dsr.models import DataSubjectRequest
from requests_dsr.states import State
from subjects.models import DataSubject
from tests.myprofile.people import make_policy
from tests.myprofile.staff import answered
from tests.myprofile.test_request_following import HERE, NOW, _today, asking, hers, page, sara, text
from tests.myprofile.test_request_package import _own_disk

__all__ = ["_own_disk", "_today", "hers", "sara"]
pytestmark = pytest.mark.django_db
FORM = f"{HERE}ny/klaga/"


def complained() -> DataSubjectRequest:
    return DataSubjectRequest.objects.select_related("file").get(right=Right.COMPLAINT)


def test_a_complaint_names_the_answer_it_is_about(hers: Client, sara: DataSubject) -> None:
    one = answered(asking(sara), at=NOW)
    assert f'href="{FORM}?om={one.ref}"' in page(hers, one)
    html = text(hers.get(f"{FORM}?om={one.ref}"))
    assert f'<option value="{one.ref}" selected>' in html
    assert hers.post(FORM, {"about": str(one.ref), "words": "Ett mejl saknas."}).status_code == 302
    said = complained().file.words
    assert "Gäller svaret på: " in said
    assert str(one.ref) in said
    assert said.endswith("Ett mejl saknas.")


def test_it_may_be_about_something_else(hers: Client, sara: DataSubject) -> None:
    answered(asking(sara), at=NOW)
    hers.post(FORM, {"about": "", "words": "Ni ringde på natten."})
    assert complained().file.words == "Ni ringde på natten."


@pytest.mark.parametrize("about", ["x", "%00", "6f1f6f0e-0000-4000-8000-000000000000"])
def test_nobody_elses_answer_is_named(hers: Client, sara: DataSubject, about: str) -> None:
    assert " selected>" not in text(hers.get(FORM, {"om": about}))
    answered(asking(sara), at=NOW)
    assert hers.post(FORM, {"about": about, "words": "Fel."}).status_code == 200
    assert not DataSubjectRequest.objects.filter(right=Right.COMPLAINT).exists()


def test_what_waits_for_its_answer_is_not_offered(hers: Client, sara: DataSubject) -> None:
    make_policy("winlas")
    assert asking(sara).state != State.FULFILLED
    assert "Gäller det ett svar" not in text(hers.get(FORM))
