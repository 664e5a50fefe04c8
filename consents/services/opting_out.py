"""Stop marketing mail to an address, by its link: at once, idempotent, also after the person is gone."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Controller
from consents.law import MARKETING, Channel
from consents.models import Suppression, SuppressionScope, Way
from consents.opting_out import OptOut
from consents.services.answers import Said
from consents.services.objecting import object_to
from ledger.actor import SUBJECT
from subjects.models import DataSubject, IdentityKind
from subjects.services.deed import deed
from subjects.services.errors import HolderErased


@deed
def opt_out(*, link: OptOut, at: datetime) -> None:
    """Close the address of a link to marketing mail, and note the objection of the person it reached.

    Nothing to weigh and nobody to identify (Art. 21(2)-(3), domain.md 4.4). Of somebody erased or of
    nobody's address only the closed address is kept.
    """
    controller = Controller.objects.filter(pk=link.controller_id).first()
    if controller is None:
        return
    Suppression.objects.bulk_create(
        [
            Suppression(
                controller=controller,
                kind=IdentityKind.EMAIL,
                channel=Channel.EMAIL,
                digest=link.address.value,
                key_version=link.address.key_version,
                scope=SuppressionScope.MARKETING,
                added_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    person = DataSubject.objects.for_controller(controller).filter(pk=link.subject_id).first()
    if person is not None:
        _note_objection(person, at)


def _note_objection(person: DataSubject, at: datetime) -> None:
    said = Said(by=SUBJECT, at=at, way=Way.MAIL_LINK)
    try:
        object_to(subject=person, purpose=MARKETING, channel=Channel.EMAIL, said=said)
    except HolderErased:
        return  # a purge came first: the closed address is all there is to keep
