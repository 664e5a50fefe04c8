"""A mail that asks for several things gives one request for each, however often the button is pressed."""

from __future__ import annotations

import pytest

from law.rights import Right
from mailintake.services import AlreadyHandled, Handling, also_request, as_request
from requests_dsr.models import DataSubjectRequest
from requests_dsr.services.receiving.opening import Asked, Requester
from tests.mailintake.conftest import NOW, RECEIVED
from tests.mailintake.imap import mail
from tests.mailintake.making import create_mail
from tests.requests_dsr.cases import asking

pytestmark = pytest.mark.django_db
STRANGER = Requester(name="Okänd", email="okand@example.se")


@pytest.fixture
def how(handler):
    return Handling(at=NOW, **handler)


@pytest.fixture
def taken(company, how):
    """A mail of somebody nobody knows, that has given its first request."""
    found = create_mail(company, mail("Kopia, och radera sedan"), at=RECEIVED)
    as_request(mail=found, asked=Asked(right=Right.ACCESS), requester=STRANGER, how=how)
    return found


def twice(found, asked, requester, how) -> DataSubjectRequest:
    request = also_request(mail=found, asked=asked, requester=requester, how=how)
    with pytest.raises(AlreadyHandled, match="redan gett en sådan begäran"):
        also_request(mail=found, asked=asked, requester=requester, how=how)
    return request


def test_a_stranger_has_one_request_though_the_button_was_pressed_twice(taken, how):
    twice(taken, Asked(right=Right.ERASURE), STRANGER, how)
    assert DataSubjectRequest.objects.filter(right=Right.ERASURE).count() == 1


def test_what_the_mail_was_taken_for_first_is_not_opened_beside(taken, how):
    with pytest.raises(AlreadyHandled):
        also_request(mail=taken, asked=Asked(right=Right.ACCESS), requester=STRANGER, how=how)


def test_the_words_of_a_mail_are_added_once_to_what_was_open(taken, anna, how):
    first = asking(anna, Right.ERASURE, words="Radera", identity="")
    request = twice(taken, Asked(right=Right.ERASURE), Requester(subject=anna, email="anna@example.se"), how)
    assert request == first
    assert DataSubjectRequest.objects.get(pk=first.pk).file.words.count("Kopia, och radera sedan") == 1


def test_another_value_or_another_person_is_something_else(taken, how):
    for name, value in (("full_name", "Ann Ek"), ("phone", "070-111 22 33"), ("phone", "070-444 55 66")):
        asked = Asked(right=Right.RECTIFICATION, proposed={name: value})
        twice(taken, asked, STRANGER, how)
    other = Requester(name="En till", email="annan@example.se")
    twice(taken, Asked(right=Right.ACCESS), other, how)
    assert DataSubjectRequest.objects.count() == 5
