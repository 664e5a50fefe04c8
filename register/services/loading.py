"""Load a policy file: a new version, its rows, and the version that holds from now on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from accounts.models import Controller
from law.calendar import stockholm_day
from ledger.actor import Actor
from register.models import PolicyVersion
from register.policyfile import PolicyFile
from register.policyfile.diffing import Change, changes
from register.policyfile.digesting import digest
from register.policyfile.linting import LintFinding, lint
from register.services.making_live import make_live, record
from register.services.rows import write_rows


class Outcome(StrEnum):
    """What loading a file came to."""

    LIVE = "live"
    ALREADY_LIVE = "already_live"
    WAITING = "waiting"
    ALREADY_WAITING = "already_waiting"


class NotYetValid(ValueError):
    """The file says that it holds from a later day: load it that day."""


@dataclass(frozen=True)
class Loaded:
    """The outcome, the version it is about, what it changes and what is wrong with it."""

    outcome: Outcome
    version: PolicyVersion
    changes: tuple[Change, ...]
    findings: tuple[LintFinding, ...]


@transaction.atomic
def load_policy(
    *, policy: PolicyFile, published: str | None = None, by: Actor, at: datetime, reason: str = ""
) -> Loaded:
    """Make a file the policy of its controller: at once, or once a second person has agreed.

    The first version holds at once. A later one waits where it shortens a period or widens the use
    (`register.policyfile.diffing`). The same content again changes nothing. `published` is the text
    of the published notice, which the sentences of the file have to cover. Two loads at once follow
    each other. Raises NotYetValid where the file holds from a day after `at`.
    """
    if policy.valid_from > stockholm_day(at):
        raise NotYetValid(f"holds from {policy.valid_from}; load it that day or later")
    now = _Standing.of(_locked_controller(policy))
    content = policy.model_dump(mode="json")
    found = tuple(lint(policy, published))
    changed = tuple(changes(now.live.content, content)) if now.live else ()
    if known := now.has(digest(content)):
        return Loaded(known, now.version(known), changed, found)
    version = _new_version(now, content, changed, found, by=by, at=at, reason=reason)
    record("policy.load", version, by=by, at=at, counts=write_rows(version, policy, before=now.newest))
    if version.needs_approval:
        return Loaded(Outcome.WAITING, version, changed, found)
    make_live(version, by=by, at=at)
    return Loaded(Outcome.LIVE, version, changed, found)


@dataclass(frozen=True)
class _Standing:
    """What holds for a controller now, and the newest version, which may wait for a second person."""

    controller: Controller
    live: PolicyVersion | None
    newest: PolicyVersion | None

    @classmethod
    def of(cls, controller: Controller) -> _Standing:
        versions = PolicyVersion.objects.filter(controller=controller)
        return cls(
            controller,
            versions.filter(live__isnull=False).first(),
            versions.order_by("-number").first(),
        )

    def has(self, content_digest: str) -> Outcome | None:
        """Tell whether this content holds already, or waits already."""
        if self.live and self.live.digest == content_digest:
            return Outcome.ALREADY_LIVE
        if self.newest and self.newest.digest == content_digest:
            return Outcome.ALREADY_WAITING
        return None

    def version(self, outcome: Outcome) -> PolicyVersion:
        version = self.live if outcome == Outcome.ALREADY_LIVE else self.newest
        assert version is not None
        return version


def _new_version(
    now: _Standing,
    content: dict[str, Any],
    changed: Iterable[Change],
    found: Iterable[LintFinding],
    *,
    by: Actor,
    at: datetime,
    reason: str,
) -> PolicyVersion:
    return PolicyVersion.objects.create(
        controller=now.controller,
        number=now.newest.number + 1 if now.newest else 1,
        digest=digest(content),
        content=content,
        valid_from_on=content["valid_from"],
        loaded_at=at,
        loaded_by=by.ref,
        reason=reason,
        changes=[change.as_json() for change in changed],
        findings=[{"code": f.code, "where": f.where, "sv": f.text.sv, "en": f.text.en} for f in found],
        needs_approval=any(change.weight for change in changed),
    )


def _locked_controller(policy: PolicyFile) -> Controller:
    """Give the controller, locked, so that two loads of its policy follow each other."""
    slug, name = policy.controller.slug, policy.controller.name
    Controller.objects.get_or_create(slug=slug, defaults={"name": name})
    return Controller.objects.select_for_update(no_key=True).get(slug=slug)
