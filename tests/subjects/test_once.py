"""What a form asks for is done once, and its mark stands if, and only if, that was committed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import SentForm, User
from subjects.services.once import do_once
from tests.factories import noon

pytestmark = pytest.mark.django_db
MARK, TODAY = "a1b2" * 8, date(2026, 11, 23)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fails", [False, True], ids=["first is done", "first fails"])
def test_of_two_presses_at_once_one_is_carried_out(fails: bool) -> None:
    inside, go_on, done = threading.Event(), threading.Event(), []

    def first() -> None:
        inside.set()
        go_on.wait(60)
        if fails:
            raise ValueError("refused")
        done.append("first")

    def press(do: Callable[[], Any]) -> None:
        try:
            do_once(user=User(pk=1), mark=MARK, do=do, at=noon(TODAY))
        except ValueError:
            pass
        finally:
            connection.close()

    presses = [threading.Thread(target=press, args=[do]) for do in (first, lambda: done.append("second"))]
    presses[0].start()
    assert inside.wait(60)
    presses[1].start()
    go_on.set()
    for one in presses:
        one.join(60)
    assert done == (["second"] if fails else ["first"])


def test_marks_are_forgotten_after_a_day_and_one_persons_is_not_anothers() -> None:
    def press(pk: int, *, days: int = 0, mark: str = MARK) -> tuple[str] | None:
        at = noon(TODAY + timedelta(days=days))
        return do_once(user=User(pk=pk), mark=mark, do=lambda: "done", at=at)

    assert [press(1), press(1), press(2)] == [("done",), None, ("done",)]
    assert [press(1, mark=mark) for mark in ("", "", "å", "x" * 41)] == [("done",)] * 4
    press(3, days=2)
    assert SentForm.objects.count() == 1
