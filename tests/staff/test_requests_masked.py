"""The masking of a copy is read in its context, and the whole copy before anybody signs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from law.rights import Right
from requests_dsr.models import DataSubjectRequest, Letter, Package
from staff.requests.forms.proposing import mark
from subjects.models import AccessLog
from tests import factories as make
from tests.staff.asking import ask, started
from tests.staff.scene import Scene
from tests.staff.walking import send, walked

pytestmark = pytest.mark.usefixtures("at_once")
WORDS = "Växeln 08-123 456 78 svarade <b>inte</b>\u202e. Tjorven vet mer."


@pytest.fixture
def found(scene: Scene) -> DataSubjectRequest:
    make.create_ticket(scene.sara, body=WORDS)
    return started(scene, ask(scene.sara))


def test_both_see_the_words_around_what_is_masked_escaped_and_with_hidden_signs_shown(
    found: DataSubjectRequest, handler: Client, dpo: Client
) -> None:
    proposing = handler.get(reverse("admin:request_propose", args=[found.ref])).content.decode()
    send(handler, found, "request_propose", draft="1")
    deciding = dpo.get(reverse("admin:request_decide", args=[found.ref])).content.decode()
    for page in (proposing, deciding):
        assert "Växeln <mark>08-123 456 78</mark> svarade &lt;b&gt;inte&lt;/b&gt;⟨U+202E⟩." in page


def test_the_whole_copy_can_be_read_before_it_is_signed_and_the_look_is_written_down(
    found: DataSubjectRequest, handler: Client, dpo: Client
) -> None:
    send(handler, found, "request_propose", draft="1")
    answer = dpo.post(reverse("admin:request_preview", args=[found.ref]))
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "Växeln [annan person] svarade" in page
    assert "Tjorven" in page
    assert AccessLog.objects.filter(subject=found.subject, page="copy").count() == 1
    assert not Package.objects.exists()


def test_the_drafter_reads_it_as_it_would_be_with_what_is_chosen_so_far(
    found: DataSubjectRequest, handler: Client
) -> None:
    page = send(handler, found, "request_preview", added="Tjorven", why="smeknamn").content.decode()
    assert "Tjorven" not in page
    found.file.refresh_from_db()
    assert found.file.plan == {}


def test_what_is_signed_is_shown_and_nothing_that_is_typed_then(
    found: DataSubjectRequest, handler: Client, dpo: Client
) -> None:
    send(handler, found, "request_propose", draft="1", added="Tjorven", why="smeknamn")
    assert "Tjorven" not in send(dpo, found, "request_preview", added="").content.decode()


def test_nobody_reads_a_copy_that_is_not_about_to_be_decided(
    scene: Scene, found: DataSubjectRequest, handler: Client, dpo: Client
) -> None:
    pause, portable = ask(scene.sara, Right.RESTRICTION), ask(scene.sara, Right.PORTABILITY)
    walked(handler, dpo, portable)
    for other in (pause, portable):
        assert handler.post(reverse("admin:request_preview", args=[other.ref])).status_code == 404
    assert handler.get(reverse("admin:request_preview", args=[found.ref])).status_code == 405


@pytest.mark.parametrize("right", [Right.ACCESS, Right.PORTABILITY])
def test_words_of_ours_stand_first_in_the_letter(
    scene: Scene, handler: Client, dpo: Client, right: Right
) -> None:
    said = "Du skrev att avtalet är ditt. Det är företagets, och därför gäller rätten inte."
    walked(handler, dpo, ask(scene.sara, right), said=said)
    assert said in Letter.objects.latest("pk").body


def looked_at(
    client: Client, found: DataSubjectRequest, **said: str
) -> tuple[str, list[tuple[str, str, int]]]:
    answer = send(client, found, "request_propose", preview="1", **said)
    masked = [(one.kind, one.text, one.places) for one in answer.context["looked"].masked]
    return answer.content.decode(), masked


def test_the_list_of_what_is_hidden_is_of_what_is_chosen_so_far(
    found: DataSubjectRequest, handler: Client
) -> None:
    page, masked = looked_at(handler, found, added="Tjorven\nLillan", why="smeknamn")
    assert ("added", "Tjorven", 1) in masked
    assert "2 ställen" in page
    assert "Står ingenstans i kopian, så inget döljs: Lillan." in " ".join(page.split())
    assert "Ingenting: ingen annan nämns." not in page


def test_what_is_left_open_so_far_is_shown_as_open_and_a_word_of_ours_is_never_offered(
    found: DataSubjectRequest, handler: Client
) -> None:
    number = mark("08-123 456 78")
    answer = send(handler, found, "request_propose", preview="1", lifted=number, added="Tjorven", why="så")
    shown = {one.text: one.lifted for one in answer.context["looked"].masked}
    assert shown == {"08-123 456 78": True, "Tjorven": False}
    assert [value for value, _label in answer.context["form"].fields["lifted"].choices] == [number]


def test_a_word_that_hides_what_was_left_open_hides_it(found: DataSubjectRequest, handler: Client) -> None:
    number = mark("08-123 456 78")
    answer = send(handler, found, "request_propose", preview="1", lifted=number, added="123", why="så")
    assert answer.context["form"].errors == {}
    send(handler, found, "request_propose", draft="1", lifted=number, added="08-123 456 78", why="så")
    found.file.refresh_from_db()
    assert found.file.plan["choices"]["lifted"] == []


def test_two_looks_at_the_same_proposal_count_the_same(found: DataSubjectRequest, handler: Client) -> None:
    address = reverse("admin:request_propose", args=[found.ref])
    first = handler.get(address).context["plan"].plan
    handler.post(reverse("admin:request_preview", args=[found.ref]))
    AccessLog.objects.update(at=AccessLog.objects.latest("pk").at - timedelta(days=1))
    again = handler.get(address).context["plan"].plan
    assert (first["rows"], first["tables"]) == (again["rows"], again["tables"])
    assert AccessLog.objects.filter(subject=found.subject).count() > 1
