"""Say in words what a form asks for besides its right: values, uses, a company, why and what to pause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from law.rights import Right
from publicforms.choices import ABSOLUTE
from register.wording import PolicyWords
from requests_dsr.answers.fields import FIELDS
from requests_dsr.forms import GROUNDS_IN_WORDS


def details_of(content: Mapping[str, Any], policy: PolicyWords | None) -> list[str]:
    """Give a line for each thing that a form's content asks for, in the language of the page."""
    proposed = content.get("proposed", {})
    if "channel" in proposed:
        return [_consent(proposed, policy)]
    return [
        *(str(GROUNDS_IN_WORDS[key]) for key in proposed.get("grounds", ()) if key in GROUNDS_IN_WORDS),
        *_kinds(content, policy),
        *(_purpose(key, policy) for key in proposed.get("purposes", ())),
        *(str(proposed[name]) for name in ("controller",) if name in proposed),
        *(
            _("%(field)s ska vara: %(value)s") % {"field": capfirst(str(FIELDS[name].title)), "value": value}
            for name, value in proposed.items()
            if name in FIELDS
        ),
    ]


def _kinds(content: Mapping[str, Any], policy: PolicyWords | None) -> list[str]:
    if content.get("right") != Right.RESTRICTION:
        return []
    kinds = content.get("categories", ())
    if not kinds or policy is None:
        return [_("Det gäller allt")]
    return [_("Det gäller bara: %(what)s") % {"what": ", ".join(policy.category(key) for key in kinds)}]


def _purpose(key: str, policy: PolicyWords | None) -> str:
    said = dict(ABSOLUTE).get(key)
    return str(said) if said else policy.purpose(key) if policy else key


def _consent(proposed: Mapping[str, Any], policy: PolicyWords | None) -> str:
    purpose, channel = proposed["purposes"][0], proposed["channel"]
    return (policy.consent(purpose, channel) if policy else "") or purpose
