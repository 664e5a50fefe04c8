"""Be a member of staff, and open a person the way one must: by saying why."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.staff.scene import Scene

REASON = "R-2026-0147"


def staff_client(scene: Scene, company: str, role: str) -> Client:
    """Log in as the member of staff with a role at a company."""
    client = Client()
    client.force_login(scene.staff[company, role])
    return client


def opened(client: Client, ref: object, *, page: str = "person", reason: str = REASON) -> Any:
    """Open a person or an organisation, giving a reason."""
    address = reverse(f"admin:{page}", args=[ref])
    client.post(address, {"reason": reason})
    return client.get(address)
