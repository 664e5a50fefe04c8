"""Whose public page it is, and the words of its policy, where it has one."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Controller
from publicforms.choices import INQUIRIES
from register.models import PolicyVersion
from register.selectors import NoLivePolicy, live_policy
from register.wording import RECRUITMENT, Elsewhere, PolicyWords, policy_words


@dataclass(frozen=True, kw_only=True)
class Company:
    """A company as its public pages need it."""

    controller: Controller
    policy: PolicyWords | None

    @property
    def takes_inquiries(self) -> bool:
        """Tell whether the policy has a purpose and a rule for questions of this kind (WN-09, WN-30)."""
        return bool(self.policy and self.policy.rule(INQUIRIES) and self.policy.bases(INQUIRIES))

    @property
    def jobs(self) -> Elsewhere | None:
        """Give where job applications are handled (WL-15), if the policy says so."""
        return self.policy.elsewhere(RECRUITMENT) if self.policy else None


def company_of(slug: str) -> Company:
    """Give the company of an address. Raises Http404."""
    controller = get_object_or_404(Controller, slug=slug)
    version = _live(controller)
    return Company(controller=controller, policy=policy_words(version) if version else None)


def with_policy(slug: str) -> tuple[Company, PolicyWords]:
    """Give a company and its policy's words. Raises Http404 before it has a policy."""
    company = company_of(slug)
    if company.policy is None:
        raise Http404
    return company, company.policy


def _live(controller: Controller) -> PolicyVersion | None:
    try:
        return live_policy(controller)
    except NoLivePolicy:
        return None
