"""Walk a request through its pages, as a handler and a DPO would."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from law.rights import Right
from requests_dsr.models import DataSubjectRequest
from staff.requests.seen import seen


def page_of(client: Client, found: DataSubjectRequest) -> str:
    answer = client.get(reverse("admin:request", args=[found.ref]))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, found: DataSubjectRequest, name: str, /, *more: str, **said: Any) -> Any:
    """Send the form of a page about a request as it stands now."""
    found.refresh_from_db()
    address = reverse(f"admin:{name}", args=[found.ref, *more])
    return client.post(address, {"seen": seen(found), **said})


def decide(client: Client, found: DataSubjectRequest, **said: Any) -> Any:
    found.refresh_from_db()
    found.file.refresh_from_db()
    return send(client, found, "request_decide", digest=found.file.plan_digest, **said)


def walked(handler: Client, dpo: Client, found: DataSubjectRequest, **choices: Any) -> DataSubjectRequest:
    """Let the handler begin and propose, and the DPO read and decide."""
    assert send(handler, found, "request_act", "start").status_code == 302
    address = reverse("admin:request_propose", args=[found.ref])
    assert handler.get(address).status_code == 200
    answer = send(handler, found, "request_propose", draft="1", **choices)
    assert answer.status_code == 302, answer.context["form"].errors
    page = dpo.get(reverse("admin:request_decide", args=[found.ref]))
    assert page.status_code == 200
    signed = {"signed": "on"} if found.right in (Right.ACCESS, Right.PORTABILITY) else {}
    answer = decide(dpo, found, **signed)
    assert answer.status_code == 302, answer.context["form"].errors
    page_of(dpo, found)
    found.refresh_from_db()
    return found
