"""What a visitor is asked, in the words of a policy; its digest names the words (LEK 9:28, Art. 7(1))."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from register.policyfile import PolicyFile
from register.policyfile.digesting import digest
from register.policyfile.schema import ConsentText
from register.policyfile.websites import CookieCategory


@dataclass(frozen=True)
class Group:
    """A group of cookies, with what is asked about it; a necessary one is not asked about."""

    key: str
    part: CookieCategory
    asks: ConsentText | None
    receivers: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Everything one banner asks: the groups named in `order`, the file's own."""

    policy: PolicyFile
    order: tuple[str, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Give the groups of a website, in the order of the policy: the necessary and those asked about."""
        asked = set(self.policy.asked_on_websites())
        parts = [(key, self.policy.cookies[key]) for key in self.order]
        return tuple(self._group(key, part) for key, part in parts if part.necessary or key in asked)

    @property
    def choices(self) -> tuple[str, ...]:
        """Give the keys a visitor may say yes to."""
        return tuple(group.key for group in self.groups if group.asks)

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 of the words in both languages: with the same words no one is asked again."""
        return digest({group.key: self._words(group) for group in self.groups})

    @property
    def days_of_a_no(self) -> int:
        """Give for how many days a refusal is remembered: the policy's, 12 months where it is silent."""
        return self.policy.settings.cookie_choice.days_at_most

    @property
    def days_of_a_yes(self) -> int:
        """Give for how many days a yes holds: never longer than any text says, or a choice is remembered."""
        valid = [
            group.asks.valid_for.days_at_most for group in self.groups if group.asks and group.asks.valid_for
        ]
        return min([self.days_of_a_no, *valid])

    def _group(self, key: str, part: CookieCategory) -> Group:
        asks = self.policy.consent_texts.get(part.consent_text or "")
        receivers = [*part.processors, *(asks.recipients if asks else ())]
        return Group(key, part, asks, tuple(dict.fromkeys(receivers)))

    def _words(self, group: Group) -> dict[str, Any]:
        return {
            "part": group.part.model_dump(mode="json", exclude={"names"}),
            "asks": group.asks.model_dump(mode="json") if group.asks else None,
            "receivers": group.receivers,
        }
