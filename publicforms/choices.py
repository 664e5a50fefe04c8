"""What somebody outside can ask for: every right of the policies, each with its own short form.

The addresses are Swedish words, as all addresses of the public pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consents.law import MARKETING, PROFILING
from law.rights import Right
from register.categories import NO_UNIT
from register.policyfile.words import ON_WEBSITES
from register.rights import RIGHTS, WITHIN_A_MONTH, RightInWords
from register.wording import PolicyWords
from requests_dsr.lanes import weighed_uses
from subjects.offering import Option

INQUIRIES = "crm_inquiry"
ADVERTISING = "reklam"
"""Against advertising there is nothing to weigh, so it has a shorter form than other objections."""
ONCE_CONFIRMED: Mapping[Right, Promise] = {
    Right.CONSENT_WITHDRAWAL: _("Gäller så snart du har bekräftat"),
    Right.SUBPROCESSOR_OVERVIEW: _("Svar så snart du har bekräftat"),
    Right.OTHER_CONTROLLER: _("Kvitto så snart du har bekräftat"),
    Right.RESTRICTION: _("Pausen börjar när du har bekräftat och vi har hittat dig. Svar inom en månad"),
    Right.OBJECTION: _("Användningen pausas när du har bekräftat och vi har hittat dig. Svar inom en månad"),
}
"""What acts or is answered at once waits, from somebody without a login, for the button in the mail."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing to ask for, as somebody without a login asks for it."""

    words: RightInWords

    @property
    def key(self) -> str:
        """Give its word in the address."""
        return self.words.key

    @property
    def right(self) -> Right:
        """Give the right that is exercised."""
        return self.words.right

    @property
    def needs_words(self) -> bool:
        """Tell whether it cannot be answered without the person's own words."""
        return self.right is Right.COMPLAINT

    @property
    def is_weighed(self) -> bool:
        """Tell whether it is an objection that is weighed: reasons help, and none is needed to ask."""
        return self.right is Right.OBJECTION and not self.is_advertising

    @property
    def pauses(self) -> bool:
        """Tell whether asking pauses the use of what is asked about (Art. 18(1))."""
        return self.right is Right.RESTRICTION or self.is_weighed

    @property
    def is_advertising(self) -> bool:
        """Tell whether it is the objection that holds at once, without a reason (Art. 21(2))."""
        return self.key == ADVERTISING

    @property
    def answer(self) -> Promise:
        """Say when it is answered."""
        if self.is_advertising:
            return ONCE_CONFIRMED[Right.CONSENT_WITHDRAWAL]
        return ONCE_CONFIRMED.get(self.right, WITHIN_A_MONTH)


CHOICES = tuple(Choice(words=words) for words in RIGHTS)
ABSOLUTE = (
    (MARKETING, _("Reklam och nyheter")),
    (PROFILING, _("Profilering: att ni gissar vad som passar mig")),
)
"""What a no holds against at once (Art. 21(2)-(3)): two switches, one leaves the other (WL-55)."""
BY_KEY = {choice.key: choice for choice in CHOICES}


def open_to_all(words: PolicyWords | None) -> list[Choice]:
    """Give what can be asked of a company; what its policy has nothing of is left out."""
    return [choice for choice in CHOICES if is_open(choice, words)]


def is_open(choice: Choice, words: PolicyWords | None) -> bool:
    """Tell whether a company's policy has what a choice is about."""
    if choice.right is Right.OBJECTION and not choice.is_advertising:
        return bool(objectionable(words))
    return choice.right is not Right.SUBPROCESSOR_OVERVIEW or words is not None


def objectionable(words: PolicyWords | None) -> list[tuple[str, Option]]:
    """Give the purposes that rest on legitimate interests, each explained: those can be objected to.

    Marketing and profiling have their own choice: against them there is nothing to weigh (Art. 21(2)).
    """
    if words is None:
        return []
    return [(key, Option(words.purpose(key), words.purpose_text(key))) for key in weighed_uses(words)]


def pausable(words: PolicyWords | None) -> list[tuple[str, str]]:
    """Give the kinds of data that a pause can be narrowed to, by title: what a block can name."""
    if words is None:
        return []
    kinds = [(key, words.category(key)) for key in words.policy.categories if key not in NO_UNIT]
    return sorted(kinds, key=lambda kind: kind[1])


def consents(words: PolicyWords | None) -> list[tuple[str, str]]:
    """Give the consents that a company asks for, as `purpose:channel` with their titles.

    Those to cookies are not among them: they sit in a browser, and are taken back there (WL-57).
    """
    if words is None:
        return []
    asked = {(text.purpose, text.channel): None for text in words.policy.consent_texts.values()}
    return [
        (f"{purpose}:{channel}", words.consent(purpose, channel))
        for purpose, channel in asked
        if channel != ON_WEBSITES
    ]
