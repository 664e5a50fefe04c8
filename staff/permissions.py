"""May this person do this now, and why not: the button says what the POST obeys."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Controller, Role
from law.rights import Right
from register.models import PolicyVersion
from register.wording.when import day_in_words
from requests_dsr.models import DataSubjectRequest
from retention.permission import Permission
from staff.access import Staff
from staff.selectors.policies import standing
from subjects.models import BlockKind, ProcessingBlock

PLACED_BY = {
    BlockKind.LEGAL_HOLD: (Role.DPO,),
    BlockKind.RESTRICTION_ART18: (Role.DPO, Role.HANDLER),
}
"""Who places a block (domain.md 5). An open request blocks by itself, and nobody places that by hand."""


def may_place(staff: Staff, controller: Controller, kind: str) -> Permission:
    """Answer whether somebody may place a block of a kind."""
    roles = PLACED_BY.get(BlockKind(kind), ())
    if staff.has(controller, *roles):
        return Permission(True)
    return Permission(False, _("Bara dataskyddsombudet kan spärra för ett rättsligt anspråk."))


def kinds_to_place(staff: Staff, controller: Controller) -> list[BlockKind]:
    """Give the kinds of block somebody may place at a company."""
    return [kind for kind in PLACED_BY if may_place(staff, controller, kind)]


def may_release_block(
    staff: Staff, block: ProcessingBlock, *, case: DataSubjectRequest | None = None
) -> Permission:
    """Answer whether somebody may end a block by hand; `case` is the request it stands for.

    A pause that a person asked for ends in their case, where they are told of it first (Art. 18(3)).
    """
    if block.kind == BlockKind.OPEN_REQUEST:
        return Permission(False, _("Spärren hävs av sig själv när begäran är besvarad."))
    if block.until_on is not None and block.until_on <= staff.today:
        return Permission(False, _("Spärren är redan hävd."))
    if block.until_on is not None:
        return Permission(False, _("Hävs %(day)s.") % {"day": day_in_words(block.until_on)})
    if case is not None and case.right == Right.RESTRICTION:
        return Permission(False, _("Pausen hävs i ärendet, så att personen får veta det först."))
    if not staff.has(block.controller, Role.DPO):
        return Permission(False, _("Bara dataskyddsombudet kan häva en spärr."))
    return Permission(True)


def may_approve(staff: Staff, version: PolicyVersion) -> Permission:
    """Answer whether somebody may let a waiting policy version (of `versions_of`) hold."""
    if standing(version) != "waiting":
        return Permission(False, _("Versionen väntar inte på godkännande."))
    if not staff.has(version.controller, Role.DPO):
        return Permission(False, _("Bara dataskyddsombudet kan godkänna en ändrad policy."))
    if version.loaded_by == staff.actor(Role.DPO).ref:
        return Permission(False, _("Du har själv läst in versionen. Någon annan måste godkänna den."))
    return Permission(True)
