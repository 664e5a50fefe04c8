"""A canary in every text of a person: found first, erased, then nowhere (I12)."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import CharField, JSONField, Model, TextField
from django.utils import timezone

from consents.models import OutgoingMessage
from retention.models import Reminder, RunState
from subjects import models as m
from tests import factories as make
from tests.factories import noon
from tests.retention.purge.conftest import TODAY

CANARY = "Zqxkanarie"
OLD = date(2015, 5, 5)
KEPT_BY_DESIGN = {"subjects_disclosure"}  # whom we told, for 60 months; it names recipients only


@pytest.fixture
def somebody(winston, settings, tmp_path):
    """A person with a row in every table, every one of them past its date, and a canary in every text."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    subject = make.create_subject(
        winston, name=f"Anna {CANARY}", email=f"anna.{CANARY}@example.se".lower(), phone=f"07{CANARY}"
    )
    user = make.create_user_for(subject, email=f"anna.{CANARY.lower()}@example.se")
    contact = make.create_contact(subject, make.create_org(winston, natural_person=True))
    make.create_contract(contact.org, start=OLD, end=OLD)
    make.create_correspondence(contact, sent_on=OLD)
    make.create_invoice(contact.org, origin=OLD, paid_on=OLD, reference_contact=contact, interruptions=[OLD])
    voucher = make.create_voucher(contact.org, posting_on=OLD)
    voucher.document.save(f"{CANARY}.txt", ContentFile(CANARY.encode()))
    make.create_credit_check(contact.org, obtained_on=OLD)
    profile = make.create_support_profile(subject, registered_on=OLD, activity=[OLD])
    Reminder.objects.create(
        subject=subject, profile_id=profile.pk, point_on=OLD, status="sent", at=noon(date(2026, 9, 1))
    )
    ticket = make.create_ticket(subject, opened_on=OLD)
    attachment = m.TicketAttachment(ticket=ticket)
    attachment.file.save(f"{CANARY}.txt", ContentFile(CANARY.encode()))
    make.create_inquiry(subject, received_on=OLD)
    make.create_phone_message(subject, taken_on=OLD)
    make.create_marketing(subject, given_on=OLD, last_interaction_on=OLD)
    make.create_look(subject, on=date(2026, 5, 5))
    make.create_block(subject, from_on=OLD, until_on=date(2016, 1, 1))
    OutgoingMessage.objects.create(
        controller=winston,
        subject=subject,
        at=noon(TODAY),
        event="reminder",
        channel="email",
        message_class="service",
        language="sv",
        title=f"Hej {CANARY}",
        body=CANARY,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True)
    Session.objects.create(session_key="k" * 32, session_data=CANARY, expire_date=timezone.now())
    UserSession.objects.create(user=user, session_key="k" * 32, ip="192.0.2.0", user_agent=CANARY)
    fill_every_text()
    return subject


def fill_every_text() -> None:
    """Put the canary into every free text of the tables of people."""
    for model in apps.get_app_config("subjects").get_models():
        for field in free_texts(model):
            value = (
                {"x": CANARY}
                if isinstance(field, JSONField)
                else f"{CANARY} {field.name}"[: field.max_length]
            )
            model.objects.update(**{field.name: value})


def free_texts(model: type[Model]) -> list[CharField | TextField | JSONField]:
    """Give the personal fields of a model that can hold any text."""
    declared = model.PersonalData.personal
    return [
        f
        for f in model._meta.local_fields
        if f.name in declared
        and isinstance(f, CharField | TextField | JSONField)
        and not f.choices
        and f.name not in ("triggers", "currency", "value", "normalised", "role")
    ]


def tables_with(text: str) -> set[str]:
    """Search every table of the database, whatever model it has or has not."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'select count(*) from "{table}" t where lower(t::text) like %s', [f"%{text.lower()}%"]
            )
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def files_with(folder: str, text: str) -> list[Path]:
    return [f for f in Path(folder).rglob("*") if f.is_file() and text in f.name + f.read_text()]


def test_the_canary_is_nowhere_after_the_purge(somebody, purge, settings, caplog):
    caplog.set_level(logging.DEBUG)
    before = tables_with(CANARY)
    assert len(before) >= 22, sorted(before)
    assert len(files_with(settings.MEDIA_ROOT, CANARY)) == 2
    run = purge(somebody.controller)
    assert run.state == RunState.DONE
    assert tables_with(CANARY) - KEPT_BY_DESIGN == set()
    assert files_with(settings.MEDIA_ROOT, CANARY) == []
    said = "\n".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    assert CANARY.lower() not in said.lower()
