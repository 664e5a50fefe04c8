"""Questions about websites and what their banners ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from accounts.models import Controller
from cookies.wording import Question
from register.models import CookieCategory, LivePolicy, PolicyVersion
from register.policyfile import PolicyFile
from register.policyfile.websites import Website
from register.selectors import policy_file


@dataclass(frozen=True)
class Site:
    """A website of a controller, under the policy that holds now."""

    controller: Controller
    key: str
    website: Website
    version: PolicyVersion
    policy: PolicyFile

    @property
    def name(self) -> str:
        """Give the name in the address of its script: `winlas-www`."""
        return f"{self.controller.slug}-{self.key}"

    @property
    def host(self) -> str:
        """Give its host, as visits name it: `www.winlas.se`."""
        return urlsplit(self.website.origin).netloc

    @property
    def question(self) -> Question:
        """Give what its banner asks now."""
        return asked_in(self.version.pk)


def site_named(name: str) -> Site | None:
    """Give a website by the name in its script's address; None when no live policy has it."""
    slug, _, key = name.rpartition("-")
    live = (
        LivePolicy.objects.filter(controller__slug=slug)
        .select_related("policy_version", "controller")
        .first()
    )
    if live is None:
        return None
    policy = file_of(live.policy_version_id)
    website = policy.websites.get(key)
    return None if website is None else Site(live.controller, key, website, live.policy_version, policy)


def question_shown(controller: Controller, number: int, digest: str) -> PolicyVersion | None:
    """Give the version whose question a visitor answered; None when it never held or had other words."""
    held = PolicyVersion.objects.filter(controller=controller, activation__isnull=False, number=number)
    version = held.only("pk").first()
    return version if version is not None and asked_in(version.pk).digest == digest else None


@lru_cache(maxsize=64)
def file_of(version_id: int) -> PolicyFile:
    """Read a version once a process: the database lets nobody change it."""
    return policy_file(PolicyVersion.objects.get(pk=version_id))


@lru_cache(maxsize=64)
def asked_in(version_id: int) -> Question:
    """Give what the banners of a version ask, in the order of the file, which its rows keep."""
    rows = CookieCategory.objects.filter(policy_version=version_id).order_by("pk")
    return Question(file_of(version_id), tuple(rows.values_list("key", flat=True)))
