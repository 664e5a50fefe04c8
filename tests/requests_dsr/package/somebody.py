"""A person with a row in every table, a canary in every column, and a neighbour with the same.

The canaries are written by SQL straight into the tables that the data map names, so that a new
column is found by the test and not by its author.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from accounts.models import AccessGrant, SecurityEvent, StaffRole, User
from connectors.models import NoticeKind, RecipientKind, RecipientNotice
from consents import models as c
from consents.keyed import Address, digest
from mailintake.models import Attachment, Mail
from register.models import ConsentText, PolicyVersion
from register.selectors import live_policy
from requests_dsr import models as r
from retention.models import Reminder
from subjects import models as m
from tests import factories as make
from tests.factories import LONG_AGO, noon

TODAY = date(2026, 11, 25)


def somebody_whole(controller, mark: str, *, sole_trader: bool = True) -> m.DataSubject:
    """Make a person with at least one row in every table of personal data; every text carries `mark`."""
    subject = make.create_subject(
        controller, name=f"{mark}Namn Kanarie", email=f"{mark}@example.se", phone=_phone(mark)
    )
    user = make.create_user_for(subject)
    org = make.create_org(
        controller, name=f"{mark}bolag", number=f"{mark}kund", natural_person=sole_trader,
        org_number=f"{mark}orgnr", address=f"{mark}gatan", country=f"{mark}land",
    )  # fmt: skip
    contact = make.create_contact(subject, org, title=f"{mark}titel", left_on=TODAY)
    m.CustomerData.objects.filter(contact=contact).update(
        notes=f"{mark}notis", preferences=f"{mark}önskan", source_name=f"{mark}källa"
    )
    _money(org, contact, subject, mark)
    _dialogue(subject, contact, mark)
    _support(subject, mark)
    _consents(subject, mark)
    _oversight(subject, user, mark)
    _login(user, controller, mark)
    _requests(subject, user, mark)
    return subject


def _phone(mark: str) -> str:
    return "070" + f"{sum(map(ord, mark)):07d}"[:7]


def _money(org, contact, subject, mark):
    make.create_contract(org, number=f"{mark}avtal")
    invoice = make.create_invoice(
        org, number=f"{mark}faktura", reference_contact=contact, paid_on=TODAY, source_name=f"{mark}fk"
    )
    m.ClaimInterruption.objects.create(invoice=invoice, happened_on=date(2026, 3, 4))
    make.create_voucher(
        org, number=f"{mark}ver", counterparty=f"{mark}motpart", reference_name=subject.full_name,
        source_name=f"{mark}vk", document=f"vouchers/{mark}.pdf",
    )  # fmt: skip
    make.create_credit_check(org, outcome=f"{mark}risk", source_name=f"{mark}kk")


def _dialogue(subject, contact, mark):
    make.create_inquiry(subject, last_contact_on=TODAY, message=f"{mark}fråga", source_name=f"{mark}ik")
    make.create_correspondence(contact, title=f"{mark}ämne", body=f"{mark}brev", source_name=f"{mark}ck")
    make.create_phone_message(subject, message=f"{mark}ring", source_name=f"{mark}pk")
    make.create_marketing(
        subject, given_on=LONG_AGO, withdrawn_on=TODAY, objected_on=TODAY, last_interaction_on=TODAY,
        interests=f"{mark}intresse", username=f"{mark}användare", device=f"{mark}enhet",
        source_name=f"{mark}mk", ip_masked="192.0.2.0",
    )  # fmt: skip
    make.create_record(
        subject, category="kurs", triggers={"on": TODAY}, content={"kurs": f"{mark}kurs"},
        source_name=f"{mark}rk",
    )  # fmt: skip


def _support(subject, mark):
    profile = make.create_support_profile(
        subject, activity=[TODAY], organisation_name=f"{mark}so", work_phone=_phone(mark),
        interests=f"{mark}si", course_preferences=f"{mark}sc", ip_masked="192.0.2.0", device=f"{mark}sd",
        source_name=f"{mark}sk",
    )  # fmt: skip
    ticket = make.create_ticket(
        subject, title=f"{mark}ärende", body=f"{mark}text", source_name=f"{mark}tk",
    )  # fmt: skip
    m.TicketAttachment.objects.create(ticket=ticket, file=f"tickets/{mark}.pdf")
    Reminder.objects.create(
        subject=subject, profile_id=profile.pk, point_on=TODAY, status="sent", at=noon(TODAY),
        message_id=f"{mark}mid", promised_on=TODAY,
    )  # fmt: skip


def _consent_text(controller) -> ConsentText:
    version: PolicyVersion = live_policy(controller)
    return ConsentText.objects.get_or_create(
        policy_version=version,
        key="nyhetsbrev",
        defaults={
            "number": 1, "digest": "ab" * 32, "purpose_key": "marketing", "channel": "email",
            "categories": ["marketing_profile"], "title_sv": "Nyheter", "title_en": "News",
            "text_sv": "Ja tack till nyheter", "text_en": "Yes to news",
        },
    )[0]  # fmt: skip


def _consents(subject, mark):
    controller = subject.controller
    record = c.ConsentRecord.objects.create(
        controller=controller, subject=subject, purpose=f"{mark}syfte"[:63], channel="email",
        text=_consent_text(controller), status="given", given_at=noon(TODAY), decided_at=noon(TODAY),
        expires_at=noon(TODAY),
    )  # fmt: skip
    c.ConsentEvent.objects.create(
        record=record, subject=subject, kind="given", at=noon(TODAY), way="web_form",
        actor_role="subject", form_digest="cd" * 32, ip_masked="192.0.2.0", evidence=f"{mark}bevis",
        confirmed_at=noon(TODAY),
    )  # fmt: skip
    own = digest(controller.slug, Address("email", f"{mark}@example.se"))
    c.ConsentEvidence.objects.create(
        controller=controller, record_ref=record.ref, person_digest=own.value, key_version=own.key_version,
        purpose=f"{mark}bevissyfte"[:63], channel="email", text_digest="ef" * 32, text_number=1,
        way="web_form", given_at=noon(TODAY), ended_at=noon(TODAY),
    )  # fmt: skip
    c.Suppression.objects.create(
        controller=controller, kind="email", channel="email", digest=own.value, key_version=own.key_version
    )
    c.Objection.objects.create(
        controller=controller, subject=subject, purpose=f"{mark}invändning"[:63], channel="email",
        way="email", outcome="absolute", ended_at=noon(TODAY),
    )  # fmt: skip
    c.AddressCollection.objects.create(
        controller=controller, subject=subject, channel="email", in_a_sale=True, opt_out_offered=True,
        collected_on=TODAY,
    )  # fmt: skip
    c.OutgoingMessage.objects.create(
        controller=controller, subject=subject, event=f"{mark}händelse"[:40], message_class="service",
        purpose=f"{mark}mp"[:63], channel="email", language="sv", status="sent", reasons=["SERVICE_MESSAGE"],
        message_id=f"{mark}{uuid4()}", title=f"{mark}mejl", body=f"{mark}mejltext",
        campaign=f"{mark}utskick",
    )  # fmt: skip


def _oversight(subject, user, mark):
    make.create_block(subject, ground=f"{mark}grund", until_on=TODAY)
    m.AccessLog.objects.create(
        controller=subject.controller, subject=subject, user=user, role="handler", page="p",
        reason=f"{mark}skäl", at=noon(TODAY),
    )  # fmt: skip
    m.Disclosure.objects.create(
        controller=subject.controller, subject=subject, recipient=f"{mark}mottagare", context="partner",
        legal_basis=f"{mark}stöd", categories=["customer_data"], disclosed_on=TODAY,
    )  # fmt: skip
    m.SourceRecord.objects.create(
        subject=subject, kind="colleague", name=f"{mark}kollega", obtained_on=TODAY, notified_on=TODAY
    )


def _login(user: User, controller, mark):
    from allauth.account.models import EmailAddress, EmailConfirmation
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession
    from django.contrib.admin.models import LogEntry

    User.objects.filter(pk=user.pk).update(last_login=noon(TODAY), password=f"{mark}hash")
    role = StaffRole.objects.create(user=user, controller=controller, role="auditor")
    AccessGrant.objects.create(staff_role=role, confidentiality_signed_on=TODAY, ends_on=TODAY)
    address = EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    EmailConfirmation.objects.create(email_address=address, key=f"{mark}nyckel"[:64])
    Authenticator.objects.create(
        user=user, type="totp", data={"secret": f"{mark}hemlis"}, last_used_at=noon(TODAY)
    )
    key = f"{mark}session"[:40]
    UserSession.objects.create(
        user=user, session_key=key, ip="192.0.2.0", user_agent=f"{mark}webb", data={"x": f"{mark}data"},
        last_seen_at=noon(TODAY),
    )  # fmt: skip
    Session.objects.create(
        session_key=key, session_data=f"{mark}sdata", expire_date=timezone.now() + timedelta(days=1)
    )
    LogEntry.objects.create(user=user, action_flag=1, object_repr="", change_message="")
    SecurityEvent.objects.create(
        user=user, controller=controller, kind="login", network="192.0.2.0", at=noon(TODAY)
    )


def _requests(subject, user, mark):
    request = r.DataSubjectRequest.objects.create(
        controller=subject.controller, subject=subject, right="access", channel="phone",
        received_at=noon(TODAY), identity_method="session", state="refused", categories=["inquiry"],
        extended_at=noon(TODAY), extension_reasons=["complexity"], decided_at=noon(TODAY),
        exception_codes=["A12_NO_DATA"], closed_at=noon(TODAY), reopened_at=noon(TODAY), due_on=TODAY,
        target_on=TODAY,
    )  # fmt: skip
    r.RequestFile.objects.create(
        request=request, requester_name=f"{mark}sökande", requester_email=f"{mark}@example.se",
        requester_address=f"{mark}adress", on_behalf="power_of_attorney",
        words=f"{mark}ord", about_name=f"{mark}den",
        proposed={"full_name": f"{mark}föreslaget"},
        plan={"kind": "access", "note": f"{mark}plan", "masking": ["Hemliga Namnet"]},
    )  # fmt: skip
    r.RequestEvent.objects.create(
        request=request,
        at=noon(TODAY),
        source="received",
        target="refused",
        role="subject",
        comment=f"{mark}kommentar",
    )
    r.IdentityCheck.objects.create(
        request=request, kind="identity", question=f"{mark}tvivel", asked_at=noon(TODAY),
        answered_at=noon(TODAY), evidence_kind=f"{mark}slag"[:24],
    )  # fmt: skip
    r.Letter.objects.create(
        request=request, event="request_received", version=1, language="sv", title=f"{mark}brevrubrik",
        body=f"{mark}brevtext", status="sent", sent_at=noon(TODAY), addressee_name=f"{mark}mottagare",
        addressee_email=f"{mark}mottagare@example.se", addressee_address=f"{mark}postadress",
    )  # fmt: skip
    r.Package.objects.create(
        request=request, kind="access", wrapped_key=b"", expires_at=noon(TODAY), last_opened_at=noon(TODAY),
        deleted_at=noon(TODAY),
    )  # fmt: skip
    r.Certificate.objects.create(
        request=request, erased_at=noon(TODAY), backups_until_on=TODAY, lines=[{"x": f"{mark}rad"}],
        proofs=[{"x": f"{mark}kvitto"}],
    )  # fmt: skip
    RecipientNotice.objects.create(
        controller=subject.controller, request_ref=request.ref, kind=NoticeKind.ERASURE,
        recipient=f"{mark}biträde", recipient_kind=RecipientKind.PROCESSOR, categories=["customer_data"],
        state="confirmed", reason=f"{mark}varför", sent_at=noon(TODAY), confirmed_at=noon(TODAY),
    )  # fmt: skip
    RecipientNotice.objects.create(
        controller=subject.controller, request_ref=request.ref, kind=NoticeKind.RECTIFICATION,
        recipient="CRM", recipient_kind=RecipientKind.SYSTEM, about=[f"email:{mark}om"],
        values={"full_name": f"{mark}nyttvärde"},
    )  # fmt: skip
    Attachment.objects.create(mail=_mail(subject, request, mark), number=1, name=f"{mark}bilaga.pdf",
                              kind="pdf", size=9, content=b"x", wrapped_key=b"x")  # fmt: skip
    Attachment.objects.create(mail=_mail(subject, None, mark), number=1, name="x", size=9, refused="TYPE")


def _mail(subject, request, mark):
    outcome = {"state": "handled", "outcome": "request", "handled_at": noon(TODAY)} if request else {}
    return Mail.objects.create(
        round_trip=request is None,
        controller=subject.controller, subject=None if request else subject, file=request and request.file,
        uidvalidity=1, uid=1, digest=uuid4().hex, words_digest="x", message_id=f"{mark}mejlnr",
        received_at=noon(TODAY), fetched_at=noon(TODAY), from_name=f"{mark}avsändare",
        from_email=f"{mark}@example.se", title=f"{mark}mejlämne", body=f"{mark}mejlord",
        suggestion="access", because=["registerutdrag"], **outcome,
    )  # fmt: skip


def stored(table: str, column: str, ids: list[Any]) -> list[Any]:
    """Read a column as the database has it, as text."""
    with connection.cursor() as cursor:
        cursor.execute(f'select "{column}"::text from {table} where id = any(%s)', [ids])
        return [value for (value,) in cursor.fetchall()]
