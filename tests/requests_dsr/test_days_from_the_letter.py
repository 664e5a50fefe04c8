"""The seven days of a copy and of proofs begin when the letter about them has left."""

import pytest
from django.core import mail

from consents.models import OutgoingMessage
from law.rights import Right
from requests_dsr.clockwork import every_morning
from requests_dsr.lasting import LIVES
from requests_dsr.letters import mark_posted
from requests_dsr.models import Certificate, Letter, Package
from requests_dsr.selectors import open_packages
from requests_dsr.services.deciding.proposals import preview
from requests_dsr.services.reaching.bouncing import record_returned_mail
from retention.selectors import kept_for
from tests import factories as make
from tests.policies import make_live
from tests.requests_dsr.cases import NOW, POLICY, TODAY, anna, asking, days, decided, dpo, handler, media
from tests.requests_dsr.test_undelivered import report_of

__all__ = ["anna", "dpo", "handler", "media"]

pytestmark = pytest.mark.django_db(transaction=True)
LATE = NOW + days(8)


@pytest.fixture
def company(db):
    return make_live("winston", **POLICY)


@pytest.fixture
def down(settings):
    """A relay that does not answer; called, it is up again."""
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    def up():
        settings.EMAIL_BACKEND = before

    return up


def mornings(until):
    for ahead in range(1, until):
        every_morning(at=NOW + days(ahead))


def test_a_copy_opens_for_seven_days_from_when_its_letter_left(anna, handler, dpo, down):
    make.create_inquiry(anna, received_on=TODAY)
    decided(asking(anna), handler, dpo)
    mornings(8)
    assert Package.objects.get().expires_at is None
    down()
    every_morning(at=LATE)
    assert Letter.objects.get(event="request_answered").status == "sent"
    assert Package.objects.get().expires_at == LATE + LIVES
    assert open_packages(anna, LATE + LIVES - days(1)).exists()
    assert not open_packages(anna, LATE + LIVES).exists()


def test_what_a_copy_was_made_of_stays_until_the_person_knows_of_it(anna, handler, dpo, down):
    make.create_inquiry(anna, received_on=TODAY.replace(year=2025, day=1))
    erasure = asking(anna, Right.ERASURE)
    decided(asking(anna), handler, dpo)
    mornings(9)
    on = TODAY + days(9)
    assert "erase" not in {kept.decision.action.value for kept in kept_for(anna, on)}
    waiting = preview(request=erasure, choices={}, at=NOW + days(9))["waits_for"]
    assert [(one["package"], one["package_until"]) for one in waiting] == [("unopened", "")]


def test_a_copy_on_paper_can_be_printed_until_seven_days_after_it_was_posted(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    decided(asking(anna, by_post=True, postal_address="Gatan 1"), handler, dpo)
    mornings(8)
    mark_posted(letter=Letter.objects.get(event="request_answered"), at=LATE)
    assert Package.objects.get().expires_at == LATE + LIVES


def test_a_copy_whose_letter_came_back_waits_for_it_to_be_posted(anna, handler, dpo):
    make.create_inquiry(anna, received_on=TODAY)
    decided(asking(anna), handler, dpo)
    assert Package.objects.get().expires_at == NOW + LIVES
    letter = Letter.objects.get(event="request_answered")
    record_returned_mail(report_of(OutgoingMessage.objects.get(message_id=letter.message_id)), at=NOW)
    mornings(8)
    assert Package.objects.get().deleted_at is None
    mark_posted(letter=letter, at=LATE)
    assert Package.objects.get().expires_at == LATE + LIVES


def test_a_certificate_that_leaves_late_has_its_references(anna, handler, dpo, down, settings):
    backend = settings.EMAIL_BACKEND
    make.create_inquiry(anna, received_on=TODAY)
    down()
    asked = asking(anna, Right.ERASURE)
    settings.EMAIL_BACKEND = backend
    decided(asked, handler, dpo)
    Letter.objects.filter(event="request_answered").update(status="sent", sent_at=NOW)
    mornings(10)
    [reference] = [proof["reference"] for proof in Certificate.objects.get().proofs]
    down()
    mail.outbox.clear()
    every_morning(at=NOW + days(10))
    assert Letter.objects.get(event="request_certificate").status == "sent"
    assert reference in mail.outbox[-1].body
    assert Certificate.objects.get().proofs_until == NOW + days(10) + LIVES
