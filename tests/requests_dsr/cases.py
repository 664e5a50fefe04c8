"""A company with a whole policy, a person, a handler and a DPO: what the tests of answers start from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from law.rights import Right
from ledger.actor import SUBJECT, Actor
from register.models import ConsentText
from register.selectors import live_policy
from requests_dsr.models import Channel, DataSubjectRequest
from requests_dsr.services.deciding.proposals import decide, draft
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.receiving.address_confirming import confirm_new_address
from requests_dsr.services.receiving.opening import Asked, Requester, open_request
from requests_dsr.states import State
from subjects.models import DataSubject
from tests import factories as make
from tests.factories import noon
from tests.policies import both, make_live

TODAY = date(2026, 11, 25)
NOW = noon(TODAY)
POLICY = {
    "purposes": {
        "marketing": {
            "title": both("Marknadsföring"), "text": both("Nyheter"), "subjects": ["customer_contact"],
            "contexts": ["marketing"],
            "bases": {"marketing_profile": {
                "basis": "consent", "consent_text": "news", "why": both("Du sa ja")}},
        },
        "statistics": {
            "title": both("Statistik"), "text": both("Räkna"), "subjects": ["customer_contact"],
            "contexts": ["improvement"],
            "bases": {"crm_inquiry": {
                "basis": "legitimate_interests", "assessment": "lia", "why": both("Förbättra")}},
        },
    },
    "categories": {
        key: {"title": both(title), "text": both(title), "origins": ["provided"], "sources": ["self"]}
        for key, title in (
            ("marketing_profile", "Nyhetsbrev"), ("crm_inquiry", "Förfrågningar"),
            ("support_profile", "Supportkonto"), ("customer_data", "Kunduppgifter"),
            ("accounting_records", "Bokföring"), ("phone_message", "Telefonmeddelanden"),
        )
    },
    "consent_texts": {
        "news": {
            "title": both("Nyheter"), "text": both("Ja tack"), "purpose": "marketing", "channel": "email",
            "categories": ["marketing_profile"],
        }
    },
    "assessments": {
        "lia": {
            **{name: both("x") for name in ("interest", "necessity", "balancing")},
            "decision": "approved", "by_role": "DPO", "decided_on": "2026-01-01", "review_on": "2027-12-31",
        }
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / "packages"


@pytest.fixture
def company(db):
    controller = make_live("winston", **POLICY)
    ConsentText.objects.create(
        policy_version=live_policy(controller), key="news", number=1, digest="ab" * 32,
        purpose_key="marketing", channel="email", categories=["marketing_profile"], title_sv="Nyheter",
        title_en="News", text_sv="Ja tack", text_en="Yes please",
    )  # fmt: skip
    return controller


@pytest.fixture
def anna(company):
    subject = make.create_subject(company, name="Anna Ek", email="anna@example.se", phone="070-123 45 67")
    long_ago = noon(make.LONG_AGO)
    DataSubject.objects.filter(pk=subject.pk).update(created_at=long_ago)
    subject.identities.update(added_at=long_ago)
    subject.refresh_from_db()
    return subject


@pytest.fixture
def handler(company):
    return as_actor(make.create_staff(company, "handler"), "handler")


@pytest.fixture
def dpo(company):
    return as_actor(make.create_staff(company, "dpo"), "dpo")


def as_actor(user, role):
    return {"by": Actor(role=role, ref=f"user:{user.pk}"), "user": user}


def asking(
    subject,
    right=Right.ACCESS,
    *,
    at=NOW,
    channel=Channel.MY_PROFILE,
    identity="session",
    email="anna@example.se",
    postal_address="",
    by_post=False,
    **asked,
) -> DataSubjectRequest:
    """Let a person ask for something."""
    return open_request(
        controller=subject.controller,
        asked=Asked(right=right, **asked),
        requester=Requester(
            subject=subject,
            email=email,
            postal_address=postal_address,
            by_post=by_post,
            identity_method=identity,
        ),
        channel=channel,
        received_at=at,
        by=SUBJECT,
        at=at,
    )


def proposed(request, handler, *, at=NOW, **choices) -> DataSubjectRequest:
    """Let the handler take a request and propose an answer."""
    if request.state == State.RECEIVED:
        request = move(request=request, to=State.IN_PROGRESS, at=at, **handler)
    return draft(request=request, choices=choices, at=at, **handler)


def decided(request, handler, dpo, outcome=State.FULFILLED, *, at=NOW, **choices) -> DataSubjectRequest:
    """Let a handler propose and the DPO decide."""
    request = proposed(request, handler, at=at, **choices)
    return decide(request=request, outcome=outcome, at=at, **dpo)


def confirmed(request, *, at=NOW) -> DataSubjectRequest:
    """Let whoever reads the new address of a granted change say yes to it."""
    confirm_new_address(request=request, at=at)
    return request


def days(number: int):
    return timedelta(days=number)
