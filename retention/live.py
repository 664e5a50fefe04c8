"""The policy that holds today, bound to the law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from accounts.models import Controller
from register.models import LivePolicy, PolicyVersion
from register.policyfile import PolicyFile
from register.policyfile.words import ProcessingRole
from register.selectors import NoLivePolicy
from retention.law import RetentionPolicy
from retention.models import PurgeRun
from retention.policy import bind


@dataclass(frozen=True, slots=True)
class BoundPolicy:
    """A live policy version, its rules for the law, and what we only process on behalf of others."""

    version_id: int
    rules: RetentionPolicy
    processor_categories: frozenset[str]
    cap_units: int
    cap_percent: int


def live_policy(controller: Controller) -> BoundPolicy:
    """Give the policy that holds for a controller now, bound to the law.

    Raises NoLivePolicy: without a policy nothing is decided, so nothing is erased.
    """
    version_id = LivePolicy.objects.filter(controller=controller).values_list("policy_version_id", flat=True)
    if not version_id:
        raise NoLivePolicy(f"no policy is loaded for {controller.slug}")
    return _bound(version_id[0])


def bound(version: PolicyVersion) -> BoundPolicy:
    """Give a version bound to the law: for a page that has read which one holds."""
    return _bound(version.pk)


def old_policy_ids(controller: Controller, live: BoundPolicy) -> list[int]:
    """Give the versions of a controller's policy that no longer hold, or do not yet."""
    versions = PolicyVersion.objects.filter(controller=controller).exclude(pk=live.version_id)
    return list(versions.values_list("pk", flat=True))


def policy_is_still_live(run: PurgeRun) -> bool:
    """Lock which version is live, and tell whether it is the one a run was planned under."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select policy_version_id from register_livepolicy where controller_id = %s for share",
            [run.controller_id],
        )
        row = cursor.fetchone()
    return row is not None and row[0] == run.policy_version_id


@lru_cache(maxsize=64)
def _bound(version_id: int) -> BoundPolicy:
    """Bind a version once a process: the database lets nobody change it."""
    policy = PolicyFile.model_validate(PolicyVersion.objects.get(pk=version_id).content)
    return BoundPolicy(
        version_id=version_id,
        rules=bind(policy),
        processor_categories=frozenset(
            name for name, kind in policy.categories.items() if kind.role is ProcessingRole.PROCESSOR
        ),
        cap_units=policy.settings.purge_cap.units,
        cap_percent=policy.settings.purge_cap.percent,
    )
