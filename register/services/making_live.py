"""Make a version the one that holds, at once or with a second person's consent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import Controller
from ledger import services as ledger
from ledger.actor import Actor
from register.models import LivePolicy, PolicyActivation, PolicyVersion
from register.policyfile.linting import LintFinding
from register.policyfile.schema import PolicyFile
from register.policyfile.values import Text
from register.services.findings import keep_findings

APPROVES = "dpo"
PLACES = (*(f"{section}." for section in PolicyFile.model_fields), "published")
"""The beginnings of `where` in findings about a policy file."""


class SamePerson(ValueError):
    """Whoever loaded a version cannot be its second person, and only a DPO can."""


class PolicyNotWaiting(ValueError):
    """The version holds already, or a later one does."""


@transaction.atomic
def approve_policy(*, version: PolicyVersion, by: Actor, at: datetime) -> None:
    """Let a waiting version hold: the consent of a second person, a DPO (design.md 4).

    Raises SamePerson for whoever loaded it or is no DPO, PolicyNotWaiting where it does not wait.
    """
    Controller.objects.select_for_update(no_key=True).get(pk=version.controller_id)
    if by.role != APPROVES or not by.ref or by.ref == version.loaded_by:
        raise SamePerson(f"{version.ref} needs the consent of a DPO other than the person who loaded it")
    live = LivePolicy.objects.filter(controller=version.controller).select_related("policy_version").first()
    if live is not None and live.policy_version.number >= version.number:
        raise PolicyNotWaiting(f"{version.ref} does not wait: {live.policy_version.ref} holds")
    record("policy.approve", version, by=by, at=at)
    make_live(version, by=by, at=at)


def make_live(version: PolicyVersion, *, by: Actor, at: datetime) -> None:
    """Let a version hold from now on; part of a greater deed, whose transaction locks the controller.

    Changing the pointer waits for the batches of a purge that hold it FOR SHARE.
    """
    PolicyActivation.objects.create(policy_version=version, activated_at=at, activated_by=by.ref)
    LivePolicy.objects.update_or_create(
        controller=version.controller, defaults={"policy_version": version, "since_at": at}
    )
    name = version.content["controller"]["name"]
    Controller.objects.filter(pk=version.controller_id).exclude(name=name).update(name=name)
    keep_findings(controller=version.controller, found=_findings(version), within=PLACES, at=at)
    record("policy.activate", version, by=by, at=at)


def record(
    action: str, version: PolicyVersion, *, by: Actor, at: datetime, counts: Mapping[str, int] | None = None
) -> None:
    """Write the ledger line of a deed about a version."""
    ledger.record(
        controller=version.controller.slug,
        by=by,
        action=action,
        object_type="register.policyversion",
        policy_version=version.ref,
        counts=counts,
        at=at,
    )


def _findings(version: PolicyVersion) -> list[LintFinding]:
    return [LintFinding(f["code"], f["where"], Text(sv=f["sv"], en=f["en"])) for f in version.findings]
