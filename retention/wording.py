"""What a decision does, in a word."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from retention.law import Action

ACTIONS = {
    Action.KEEP: _("sparas"),
    Action.REMIND: _("påminns"),
    Action.ERASE: _("raderas"),
    Action.ANONYMISE: _("avidentifieras"),
    Action.PARTIAL: _("raderas delvis"),
}


def action_word(action: str) -> str:
    """Say what is done with a unit."""
    return str(ACTIONS.get(Action(action), action))
