"""What the cookie page says, in the words of one version of the policy (WL-07)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from accounts.models import Controller
from cookies.script import receiver_names
from cookies.selectors import asked_in, file_of
from cookies.wording import Group
from register.models import PolicyVersion
from register.policyfile.websites import Website
from register.wording.numbers import period


@dataclass(frozen=True, kw_only=True)
class PageGroup:
    """A group of cookies as people read about it."""

    title: str
    text: str
    asks: str
    period: str
    receivers: list[str]
    names: tuple[str, ...]


@dataclass(frozen=True)
class CookiePage:
    """The cookie page of a version."""

    version: PolicyVersion

    @property
    def groups(self) -> list[PageGroup]:
        """Give the groups of cookies, the necessary ones among them."""
        return [self._group(group) for group in asked_in(self.version.pk).groups]

    @property
    def remembered(self) -> str:
        """Say how long a no is remembered."""
        return period(file_of(self.version.pk).settings.cookie_choice, _language())

    @property
    def asks(self) -> bool:
        """Tell whether anything is asked."""
        return bool(asked_in(self.version.pk).choices)

    @property
    def websites(self) -> list[tuple[str, Website]]:
        """Give the websites with the banner, by what they are called."""
        sites = file_of(self.version.pk).websites.values()
        return [(site.title.in_language(_language()), site) for site in sites]

    def _group(self, group: Group) -> PageGroup:
        policy, language = file_of(self.version.pk), _language()
        return PageGroup(
            title=group.part.title.in_language(language),
            text=group.part.text.in_language(language),
            asks=group.asks.text.in_language(language) if group.asks else "",
            period=period(group.part.period, language) if group.part.period else "",
            receivers=receiver_names(policy, group, language),
            names=group.part.names,
        )


def versions_with_other_words(controller: Controller) -> list[PolicyVersion]:
    """Give the versions that changed what is asked, the newest first."""
    held = PolicyVersion.objects.filter(controller=controller, activation__isnull=False)
    return list(_changes(held.order_by("number")))[::-1]


def _changes(versions: Iterable[PolicyVersion]) -> Iterator[PolicyVersion]:
    before = ""
    for version in versions:
        words = asked_in(version.pk).digest
        if words != before:
            yield version
        before = words


def _language() -> str:
    return get_language() or "sv"
