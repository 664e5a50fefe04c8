"""What a form calls voluntary can always be left empty."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from law.rights import Right
from register.selectors import live_policy
from register.wording import policy_words
from staff.requests.forms.acting import CommentForm, WithdrawForm
from staff.requests.forms.asked import fields_for
from staff.requests.forms.proposal import NO
from staff.requests.forms.proposing import RestrictForm
from tests.myprofile.people import make_policy


def test_what_an_answer_can_make_needed_is_not_called_voluntary() -> None:
    html = render_to_string("staff/_form.html", {"form": RestrictForm()})
    assert "(frivilligt)" not in html
    assert "Krävs för ett nej" in html
    assert "(frivilligt)" in render_to_string("staff/_form.html", {"form": CommentForm()})


def test_a_list_of_faults_ends_a_question_with_its_own_sign_alone() -> None:
    html = render_to_string("staff/_form.html", {"form": RestrictForm({"granted": NO})})
    assert "Varför inte? Skriv" in html
    assert "?:" not in html
    html = render_to_string("staff/_form.html", {"form": WithdrawForm({})})
    assert ">Hur tog personen tillbaka begäran? Skriv" in html


@pytest.mark.django_db
def test_staff_too_are_offered_only_values_of_the_policys_kinds_of_data() -> None:
    words = {slug: policy_words(live_policy(make_policy(slug))) for slug in ("winlas", "winston")}
    offered = {slug: set(fields_for(Right.RECTIFICATION, words[slug], {})) for slug in words}
    assert "field_course_preferences" in offered["winlas"]
    assert "field_course_preferences" not in offered["winston"]
    assert {"field_full_name", "field_title"} <= offered["winston"]
