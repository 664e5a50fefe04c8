"""Every page x every role x another company: who comes in, and what they never see."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from accounts.models import AccessGrant, Role, StaffRole, User
from requests_dsr.models import DataSubjectRequest
from requests_dsr.selectors import recipients_told
from staff.urls import urlpatterns
from subjects.models import AccessLog
from tests import factories as make
from tests.mailintake.making import create_mail
from tests.staff.asking import asked_by
from tests.staff.clients import opened, staff_client
from tests.staff.scene import TODAY, Scene

ALL = {"handler", "dpo", "accounting", "auditor", "admin"}
OPENS_TO: dict[str, set[str]] = {
    "index": ALL,
    "runs": ALL,
    "run": ALL,
    "run_items": {"handler", "dpo", "auditor"},
    "run_release": {"dpo"},
    "people": {"handler", "dpo", "accounting"},
    "person": {"handler", "dpo", "accounting"},
    "person_block": {"handler", "dpo"},
    "person_consents": {"handler", "dpo"},
    "person_yes": {"handler", "dpo"},
    "mails": {"handler", "dpo"},
    "mail": {"handler", "dpo"},
    "mail_attachment": {"handler", "dpo"},
    "mail_attachment_drop": {"handler", "dpo"},
    "mail_take_back": {"handler", "dpo"},
    "requests": {"handler", "dpo"},
    "request_new": {"handler", "dpo"},
    "request_register": {"handler", "dpo"},
    "request_job": {"handler", "dpo"},
    "request_letters": {"handler", "dpo"},
    "request_letter": {"handler", "dpo"},
    "request_letter_posted": {"handler", "dpo"},
    "request_suppliers": {"handler", "dpo"},
    "request": {"handler", "dpo"},
    "request_act": {"handler", "dpo"},
    "request_match": {"handler", "dpo"},
    "request_answered": {"handler", "dpo"},
    "request_copy": {"handler", "dpo"},
    "request_preview": {"handler", "dpo"},
    "request_propose": {"handler", "dpo"},
    "request_refuse": {"handler", "dpo"},
    "request_decide": {"handler", "dpo"},
    "request_recipient": {"handler", "dpo"},
    "inquiries": {"handler", "dpo"},
    "inquiry": {"handler", "dpo"},
    "organisations": {"handler", "dpo", "accounting"},
    "organisation": {"handler", "dpo", "accounting"},
    "organisation_block": {"handler", "dpo"},
    "blocks": {"handler", "dpo"},
    "block_release": {"handler", "dpo"},
    "policies": ALL,
    "policy": ALL,
    "policy_approve": {"dpo"},
    "policy_consequences": ALL,
    "assessments": {"dpo", "auditor", "admin"},
    "assessment": {"dpo", "auditor", "admin"},
    "assessment_write": {"dpo", "admin"},
    "findings": {"handler", "dpo", "auditor", "admin"},
    "visits": ALL,
    "ledger": {"dpo", "auditor"},
    "ledger_check": {"dpo", "auditor"},
    "installation": {"admin"},
    "role_give": {"admin"},
    "role_end": {"admin"},
}
ONLY_POSTED = {"request_copy", "request_preview",
    "mail_attachment_drop",
    "request_job",
    "run_release", "policy_approve", "ledger_check", "request_letter_posted", "request_recipient",
    "mail_take_back",
}  # fmt: skip
RUNS_IT = {"index", "policies", "policy", "installation", "role_give", "role_end"}
"""What whoever runs the installation sees without any role: configuration, and no figures of anybody."""
NAMES = [pattern.name or "" for pattern in urlpatterns]


def address(scene: Scene, name: str) -> str:
    """Give the address of a page about something of Winston's."""
    block = make.create_block(scene.sara) if name == "block_release" else None
    found = a_request(scene) if name.startswith("request_") or name == "request" else None
    arguments: dict[str, list[object]] = {
        "run": [scene.runs["winston"].ref],
        "person": [scene.sara.ref],
        "organisation": [scene.org.ref],
        "block": [block.decision_ref] if block else [],
        "policy": ["winston", 1],
        "assessment": ["winston", "marketing"],
        **({"inquiry": [make.create_inquiry(scene.sara).pk]} if name == "inquiry" else {}),
        **(_about_a_mail(scene) if name.startswith("mail") else {}),
        **({"role_end": [_role_at_winston()]} if name == "role_end" else {}),
    }
    if found is not None:
        arguments |= arguments_about(found)
    named = name if name in arguments else name.partition("_")[0]
    return reverse(f"admin:{name}", args=arguments.get(named, []))


def _about_a_mail(scene: Scene) -> dict[str, list[object]]:
    found = create_mail(scene.winston)
    return {
        "mails": [],
        "mail": [found.ref],
        "mail_attachment": [found.ref, 1],
        "mail_attachment_drop": [found.ref, 1],
    }


def a_request(scene: Scene) -> DataSubjectRequest:
    """Give a request of Sara's, with a letter to print and somebody to tell."""
    return DataSubjectRequest.objects.filter(subject=scene.sara).first() or asked_by(scene.sara)


def arguments_about(found: DataSubjectRequest) -> dict[str, list[object]]:
    """Give what the addresses of a request's pages are made of."""
    letter, notice = found.letters.first(), recipients_told(found).first()
    assert letter is not None
    assert notice is not None
    return {
        "request_new": [],
        "request_letters": [],
        "request_register": ["winston", "access"],
        "request_suppliers": ["winston"],
        "request_job": ["winston"],
        "request_letter": [letter.ref],
        "request_letter_posted": [letter.ref],
        "request": [found.ref],
        "request_act": [found.ref, "withdraw"],
        "request_recipient": [found.ref, notice.pk],
    }


def _role_at_winston() -> int:
    return StaffRole.objects.filter(controller__slug="winston", role=Role.HANDLER).latest("pk").pk


def ask(client: Client, scene: Scene, name: str) -> int:
    """Open a page, or send what only is sent, and give the status."""
    path = address(scene, name)
    return (client.post(path) if name in ONLY_POSTED else client.get(path)).status_code


def test_the_table_names_every_page() -> None:
    assert set(OPENS_TO) == set(NAMES)


def test_no_table_is_registered_for_change() -> None:
    assert not admin.site._registry


@pytest.mark.parametrize("role", sorted(ALL))
def test_a_page_opens_to_the_roles_of_the_table_alone(scene: Scene, role: str) -> None:
    client = staff_client(scene, "winston", role)
    answers = {name: ask(client, scene, name) for name in NAMES}
    assert {name for name, status in answers.items() if status != 403} == {
        name for name in NAMES if role in OPENS_TO[name]
    }
    assert set(answers.values()) <= {200, 302, 403}
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("role", sorted(ALL))
def test_what_belongs_to_another_company_is_not_there(scene: Scene, role: str) -> None:
    client = staff_client(scene, "winlas", role)
    about_winston = [name for name in NAMES if "winston" in address(scene, name) or _has_id(name)]
    answers = {name: ask(client, scene, name) for name in about_winston}
    assert set(answers.values()) <= {403, 404}, answers


def _has_id(name: str) -> bool:
    if name in {"request_new", "request_letters"}:
        return False
    return name == "role_end" or name.partition("_")[0] in {
        "assessment",
        "inquiry",
        "mail",
        "run",
        "person",
        "organisation",
        "block",
        "policy",
        "request",
    }


@pytest.mark.parametrize("role", sorted(ALL))
def test_no_list_shows_anything_of_another_company(scene: Scene, role: str) -> None:
    make.create_block(scene.sara)
    asked_by(scene.sara)
    create_mail(scene.winston)
    client = staff_client(scene, "winlas", role)
    for name in NAMES:
        if role in OPENS_TO[name] and not _has_id(name) and name not in ONLY_POSTED:
            body = client.get(reverse(f"admin:{name}")).content.decode()
            for secret in _of_winston(scene):
                assert secret not in body, f"{name} shows {secret}"


def _of_winston(scene: Scene) -> list[str]:
    return [
        str(scene.sara.ref),
        str(scene.org.ref),
        str(scene.runs["winston"].ref),
        "Granvika",
        "Winston",
        "winston.",
    ]


def test_a_search_finds_nobody_of_another_company(scene: Scene) -> None:
    client = staff_client(scene, "winlas", "dpo")
    for typed in ("sara.nystrom@example.se", "Nyström", "Granvika", "W-10482", "070-174 06 35"):
        answer = client.post(reverse("admin:people"), {"q": typed, "reason": "R-1"})
        assert answer.context["found"].hits == []
    assert b"Granvika" not in client.post(reverse("admin:organisations"), {"q": "Granvika"}).content.replace(
        b'value="Granvika"', b""
    )


def test_whoever_runs_the_installation_sees_configuration_and_no_cases(scene: Scene) -> None:
    client = Client()
    client.force_login(scene.root)
    answers = {name: ask(client, scene, name) for name in NAMES}
    assert {name for name, status in answers.items() if status != 403} == RUNS_IT
    assert client.get(reverse("admin:index")).context["overview"] is None


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_sent_to_the_common_log_in(scene: Scene, name: str) -> None:
    answer = Client().get(address(scene, name))
    assert answer.status_code == 302
    assert "/konto/login/" in _end_of(answer["Location"])


def _end_of(location: str) -> str:
    if location.startswith("/admin/login/"):
        return str(Client().get(location)["Location"])
    return location


def test_a_customer_is_refused(scene: Scene) -> None:
    client = Client()
    client.force_login(make.create_user_for(scene.sara))
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.status_code == 403


def test_an_access_that_has_ended_by_itself_opens_nothing(scene: Scene) -> None:
    user = User.objects.create_user("underkonsult@example.se", is_staff=True)
    role = StaffRole.objects.create(user=user, controller=scene.winston, role=Role.HANDLER)
    grant = AccessGrant.objects.create(
        staff_role=role, confidentiality_signed_on=make.LONG_AGO, ends_on=TODAY
    )
    client = Client()
    client.force_login(user)
    assert client.get(reverse("admin:runs")).status_code == 200
    AccessGrant.objects.filter(pk=grant.pk).update(ends_on=make.LONG_AGO)
    assert client.get(reverse("admin:runs"), follow=True).status_code == 403


def test_accounting_sees_no_way_to_reach_a_person_but_the_vouchers(scene: Scene) -> None:
    number = scene.org.vouchers.first().number
    accounting, handler = (staff_client(scene, "winston", role) for role in ("accounting", "handler"))
    assert b"sara.nystrom@example.se" not in opened(accounting, scene.sara.ref).content
    assert b"sara.nystrom@example.se" in opened(handler, scene.sara.ref).content
    page = reverse("admin:organisation", args=[scene.org.ref])
    assert number.encode() in accounting.get(page).content
    assert number.encode() not in handler.get(page).content


def test_the_values_of_a_restricted_person_are_masked_for_everybody(scene: Scene) -> None:
    make.create_block(scene.sara, kind="restriction_art18")
    for role in ("dpo", "handler", "accounting"):
        body = opened(staff_client(scene, "winston", role), scene.sara.ref).content.decode()
        assert "artikel 18" in body
        for value in ("Sara", "Nyström", "sara.nystrom", "070-174"):
            assert value not in body


def test_scripts_that_unfold_needs_are_allowed_in_the_panel_alone(scene: Scene) -> None:
    client = staff_client(scene, "winston", "dpo")
    assert "unsafe-eval" in client.get(reverse("admin:index"))["Content-Security-Policy"]
    assert "unsafe" not in client.get("/")["Content-Security-Policy"]


def test_what_is_not_there_is_not_found_and_no_fault(scene: Scene) -> None:
    client = staff_client(scene, "winston", "dpo")
    for name in ("run", "run_items", "person", "person_block", "organisation", "organisation_block"):
        assert client.get(reverse(f"admin:{name}", args=[uuid4()])).status_code == 404
    for path in ("personer/1/", "gallring/abc/", "policyer/winston/99999999999999999999/", "auth/user/", "x"):
        assert client.get(f"/admin/{path}").status_code == 404
    assert not AccessLog.objects.exists()


def test_what_is_not_there_or_not_ones_own_is_said_within_the_panel_and_leads_back(scene: Scene) -> None:
    client = staff_client(scene, "winston", "auditor")
    for path, status in (("/admin/finns-inte/", 404), ("/admin/begaranden/", 403)):
        answer = client.get(path)
        body = answer.content.decode()
        assert answer.status_code == status
        assert f'href="{reverse("admin:index")}"' in body
        assert "startsidan" not in body
        assert "'unsafe-eval'" in answer["Content-Security-Policy"]  # the panel's menus run there too


def test_a_stranger_sees_nothing_of_the_panel_where_nothing_is() -> None:
    answer = Client().get("/finns-inte/alls/")
    body = answer.content.decode()
    assert "'unsafe-eval'" not in answer["Content-Security-Policy"]
    assert "Sidan finns inte" in body
    assert "/admin/" not in body
