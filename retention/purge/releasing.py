"""A person lets a waiting run start: too many at once is a question, not an order (domain.md 3.4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.selectors import has_role
from law.calendar import stockholm_day
from ledger.actor import Actor
from ledger.services import record
from retention.models import PurgeRun, RunState
from retention.permission import Permission
from retention.purge.planning import plan


class MayNotRelease(Exception):
    """The run cannot be released by this person now; the message says why."""


def may_release(run: PurgeRun, by: User, *, at: datetime) -> Permission:
    """Answer whether a person may let this run start, and why not."""
    if not has_role(by, run.controller, Role.DPO, on=stockholm_day(at)):
        return Permission(False, _("Bara dataskyddsombudet kan godkänna en gallring."))
    if run.state != RunState.AWAITING_RELEASE:
        return Permission(False, _("Gallringen väntar inte på godkännande."))
    return Permission(True)


@transaction.atomic
def release_run(*, run: PurgeRun, by: User, at: datetime) -> PurgeRun:
    """Let a run start that waits for a person (role dpo), and give the run that may now be executed.

    A plan is executed on its own day: one of an earlier day is planned again first, and released
    only if it came to exactly the same items. Raises MayNotRelease.
    """
    run = PurgeRun.objects.select_for_update().select_related("controller").get(pk=run.pk)
    permission = may_release(run, by, at=at)
    if not permission:
        raise MayNotRelease(permission.reason)
    today = stockholm_day(at)
    if run.as_of != today:
        seen = run.digest
        run = plan(controller=run.controller, as_of=today, at=at)
        if run.digest != seen:
            raise MayNotRelease(
                _("Planen har ändrats sedan den visades. En ny plan är gjord: granska den och godkänn igen.")
            )
    run.state, run.released_at, run.released_by = RunState.PLANNED, at, by
    run.save(update_fields=["state", "released_at", "released_by"])
    record(
        controller=run.controller.slug,
        by=Actor(role=Role.DPO.value, ref=f"user:{by.pk}"),
        action="run.release",
        object_type="retention.purgerun",
        policy_version=run.policy_version_id,
        counts={"items": run.due_total},
        run=run.ref,
    )
    return run
