"""A question from the contact page is seen, answered and written down (WL-35, RT-8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from law.calendar import stockholm_day
from ledger.models import LedgerEntry
from requests_dsr.models import DataSubjectRequest
from subjects.models import AccessLog, DataSubject, Inquiry
from tests import factories as make
from tests.staff.clients import staff_client
from tests.staff.scene import TODAY, Scene

WORDS = "Kan ni visa schemat? \u202e<b>Tack</b>"


@pytest.fixture
def question(scene: Scene) -> Inquiry:
    person = make.create_subject(scene.winston, name="Maja Ström", email="maja@example.se")
    return make.create_inquiry(person, received_on=TODAY - timedelta(days=3), message=WORDS)


def listed(client: Any, **asked: str) -> list[Inquiry]:
    return list(client.get(reverse("admin:inquiries"), asked).context["rows"])


def note(client: Any, question: Inquiry, deed: str) -> Any:
    return client.post(reverse("admin:inquiry", args=[question.pk]), {"deed": deed}, follow=True)


def test_who_has_waited_longest_stands_first_and_the_answered_are_gone(
    scene: Scene, question: Inquiry
) -> None:
    client = staff_client(scene, "winston", "handler")
    waiting = listed(client)
    assert [row.received_at for row in waiting] == sorted(row.received_at for row in waiting)
    assert question in waiting
    note(client, question, "contact")
    assert question not in listed(client)
    assert question in listed(client, lage="alla")


def test_the_list_names_nobody(scene: Scene, question: Inquiry) -> None:
    body = staff_client(scene, "winston", "handler").get(reverse("admin:inquiries")).content.decode()
    assert "Maja" not in body
    assert "schemat" not in body


def test_reading_a_question_is_written_down_and_nothing_in_it_is_active(
    scene: Scene, question: Inquiry
) -> None:
    client = staff_client(scene, "winston", "handler")
    body = client.get(reverse("admin:inquiry", args=[question.pk])).content.decode()
    assert "Maja Ström" in body
    assert "maja@example.se" in body
    assert "⟨U+202E⟩&lt;b&gt;Tack" in body
    read = AccessLog.objects.get(subject=question.subject)
    assert (read.role, read.page) == ("handler", "inquiry")


@pytest.mark.parametrize(("deed", "converted"), [("contact", False), ("converted", True)])
def test_what_came_of_it_is_noted_and_its_year_begins_again(
    scene: Scene, question: Inquiry, deed: str, converted: bool
) -> None:
    before = DataSubject.objects.get(pk=question.subject_id).facts_version
    note(staff_client(scene, "winston", "dpo"), question, deed)
    question.refresh_from_db()
    assert question.converted is converted
    assert question.last_contact_at is not None
    assert stockholm_day(question.last_contact_at) == stockholm_day(timezone.now())
    assert DataSubject.objects.get(pk=question.subject_id).facts_version > before
    assert LedgerEntry.objects.filter(action__startswith="inquiry.", actor_role="dpo").count() == 1


def test_an_unknown_deed_and_another_companys_question_are_not_there(scene: Scene, question: Inquiry) -> None:
    assert note(staff_client(scene, "winston", "handler"), question, "erase").status_code == 404
    assert note(staff_client(scene, "winlas", "handler"), question, "contact").status_code == 404
    question.refresh_from_db()
    assert question.last_contact_at is None


def test_an_inquiry_that_is_a_request_becomes_one_whose_clock_has_run_since_it_came(
    scene: Scene, question: Inquiry
) -> None:
    client = staff_client(scene, "winston", "handler")
    link = f"{reverse('admin:request_new')}?forfragan={question.pk}"
    assert link in client.get(reverse("admin:inquiry", args=[question.pk])).content.decode()
    register = f"{reverse('admin:request_register', args=['winston', 'access'])}?forfragan={question.pk}"
    assert register in client.get(link).content.decode()
    form = client.get(register).context["form"]
    filled = {name: form[name].value() for name in form.fields}
    client.post(register, {name: value for name, value in filled.items() if value not in (None, "")})
    opened = DataSubjectRequest.objects.get()
    assert (opened.subject, opened.channel) == (question.subject, "web_form")
    assert stockholm_day(opened.received_at) == stockholm_day(question.received_at)
    question.refresh_from_db()
    assert question.last_contact_at is not None


def test_another_companys_inquiry_opens_no_request(scene: Scene, question: Inquiry) -> None:
    client = staff_client(scene, "winlas", "handler")
    assert client.get(f"{reverse('admin:request_new')}?forfragan={question.pk}").status_code == 404
