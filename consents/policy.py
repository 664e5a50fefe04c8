"""What the live policy says that consent and mail depend on: purposes, senders, switches."""

from __future__ import annotations

from functools import lru_cache

from accounts.models import Controller
from register.models import LivePolicy, PolicyVersion
from register.policyfile import PolicyFile


def live_file(controller: Controller) -> PolicyFile | None:
    """Give the policy that holds for a controller now; None before one is loaded."""
    live = LivePolicy.objects.filter(controller=controller)
    version_id = live.values_list("policy_version_id", flat=True).first()
    return None if version_id is None else file_of(version_id)


@lru_cache(maxsize=64)
def file_of(version_id: int) -> PolicyFile:
    """Read a version once a process: the database lets nobody change it."""
    return PolicyFile.model_validate(PolicyVersion.objects.get(pk=version_id).content)
