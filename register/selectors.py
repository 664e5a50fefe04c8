"""Questions to the register. They write nothing and read a version that cannot change."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, QuerySet

from accounts.models import Controller
from register.models import (
    ConsentText,
    DataCategory,
    Finding,
    LegalBasisEntry,
    LivePolicy,
    PolicyVersion,
    RetentionRule,
)
from register.policyfile.schema import Company, PolicyFile, Settings
from register.policyfile.words import ProcessingRole


class NoLivePolicy(LookupError):
    """No policy holds for this controller: nothing may be used, and nothing is erased."""


def live_policy(controller: Controller) -> PolicyVersion:
    """Give the version that holds now. Raises NoLivePolicy before the first is loaded."""
    version = PolicyVersion.objects.filter(live__controller=controller).select_related("controller").first()
    if version is None:
        raise NoLivePolicy(f"no policy is loaded for {controller.slug}")
    return version


def has_live_policy(controller: Controller) -> bool:
    """Tell whether a policy holds for a controller."""
    return LivePolicy.objects.filter(controller=controller).exists()


def policy_at(controller: Controller, at: datetime) -> PolicyVersion | None:
    """Give the version that held at an instant (WN-03); None before the first."""
    versions = PolicyVersion.objects.filter(controller=controller, activation__activated_at__lte=at)
    return versions.order_by("-activation__activated_at", "-number").first()


def waiting_policies(controller: Controller) -> QuerySet[PolicyVersion]:
    """Give the versions that wait for a second person, the newest first."""
    newer = F("controller__live_policy__policy_version__number")
    waiting = PolicyVersion.objects.filter(controller=controller, needs_approval=True, activation=None)
    return waiting.filter(number__gt=newer).order_by("-number")


def retention_rules(version: PolicyVersion) -> QuerySet[RetentionRule]:
    """Give the retention rules of a version with their categories, in the order of the file."""
    return RetentionRule.objects.filter(policy_version=version).select_related("category").order_by("pk")


def processor_categories(version: PolicyVersion) -> frozenset[str]:
    """Give the categories handled on a customer's instruction, which no purge touches (WL-17, I14)."""
    held = DataCategory.objects.filter(policy_version=version, role=ProcessingRole.PROCESSOR)
    return frozenset(held.values_list("key", flat=True))


def company(version: PolicyVersion) -> Company:
    """Give the controller's own part of the file: name, mailboxes, website, colours."""
    return Company.model_validate(version.content["controller"])


def policy_file(version: PolicyVersion) -> PolicyFile:
    """Give the file a version was made of, validated again: what `retention.policy.bind` takes."""
    return PolicyFile.model_validate(version.content)


def settings(version: PolicyVersion) -> Settings:
    """Give the switches and numbers of the file."""
    return Settings.model_validate(version.content["settings"])


def bases_of(version: PolicyVersion, category: str) -> QuerySet[LegalBasisEntry]:
    """Give the purposes a category is used for, with ground, assessment and consent text."""
    entries = LegalBasisEntry.objects.filter(policy_version=version, category__key=category)
    return entries.select_related("purpose", "category", "assessment", "consent_text").order_by("pk")


def basis(version: PolicyVersion, purpose: str, category: str) -> LegalBasisEntry | None:
    """Give the one ground for using a category for a purpose; None means that it may not be (WN-09)."""
    return bases_of(version, category).filter(purpose__key=purpose).first()


def consent_text(version: PolicyVersion, purpose: str, channel: str) -> ConsentText | None:
    """Give the text a person is asked for a purpose on a channel; None where nothing is asked."""
    texts = ConsentText.objects.filter(policy_version=version, purpose_key=purpose, channel=channel)
    return texts.first()


def has_category(version: PolicyVersion, category: str) -> bool:
    """Tell whether a version has a kind of data at all."""
    return category in version.content["categories"]


def open_findings(controller: Controller) -> QuerySet[Finding]:
    """Give what is wrong and not yet settled, by code and place."""
    return Finding.objects.filter(controller=controller, closed_at=None).order_by("code", "where")
