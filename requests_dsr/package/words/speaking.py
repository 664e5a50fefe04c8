"""Say the same in both languages: a package is read by people, whatever language they asked in."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import override

from register.models import PolicyVersion
from register.policyfile.values import Text
from register.wording import policy_words
from requests_dsr.package.files.schema import Words


class Speaker:
    """The words of a policy version and of the hub, in Swedish and in English."""

    def __init__(self, version: PolicyVersion) -> None:
        self.sv = policy_words(version, "sv")
        self.en = policy_words(version, "en")
        self._said: dict[tuple[object, ...], Words] = {}

    def policy(self, ask: str, *about: object) -> Words:
        """Ask the policy's words (`PolicyWords`) for something in each language, once."""
        if (ask, *about) not in self._said:
            said = Words(sv=getattr(self.sv, ask)(*about), en=getattr(self.en, ask)(*about))
            self._said[ask, *about] = said
        return self._said[ask, *about]

    def text(self, text: Text) -> Words:
        """Give a text of the policy file in each language."""
        return Words(sv=text.in_language("sv"), en=text.in_language("en"))


def both(say: str | Promise | Callable[[], str]) -> Words:
    """Translate a text of the hub, or what a function says, into each language."""
    found = {}
    for language in ("sv", "en"):
        with override(language):
            found[language] = say() if callable(say) and not isinstance(say, Promise) else str(say)
    return Words(**found)
