"""What a form calls voluntary can always be left empty."""

from __future__ import annotations

from django.template.loader import render_to_string

from staff.requests.forms.acting import CommentForm
from staff.requests.forms.proposing import RestrictForm


def test_what_an_answer_can_make_needed_is_not_called_voluntary() -> None:
    html = render_to_string("staff/_form.html", {"form": RestrictForm()})
    assert "(frivilligt)" not in html
    assert "Krävs för ett nej" in html
    assert "(frivilligt)" in render_to_string("staff/_form.html", {"form": CommentForm()})
