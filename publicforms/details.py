"""Say in words what a form asks for besides its right: the field and its new value, the uses, the company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from publicforms.choices import ABSOLUTE
from register.wording import PolicyWords
from requests_dsr.answers.fields import FIELDS


def details_of(proposed: Mapping[str, Any], policy: PolicyWords | None) -> list[str]:
    """Give a line for each thing, in the language of the page."""
    if "channel" in proposed:
        return [_consent(proposed, policy)]
    return [
        *(_purpose(key, policy) for key in proposed.get("purposes", ())),
        *(str(proposed[name]) for name in ("controller",) if name in proposed),
        *(
            _("%(field)s ska vara: %(value)s") % {"field": FIELDS[name].title, "value": value}
            for name, value in proposed.items()
            if name in FIELDS
        ),
    ]


def _purpose(key: str, policy: PolicyWords | None) -> str:
    said = dict(ABSOLUTE).get(key)
    return str(said) if said else policy.purpose(key) if policy else key


def _consent(proposed: Mapping[str, Any], policy: PolicyWords | None) -> str:
    purpose, channel = proposed["purposes"][0], proposed["channel"]
    return (policy.consent(purpose, channel) if policy else "") or purpose
