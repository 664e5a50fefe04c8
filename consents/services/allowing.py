"""Let a person take back their own no to marketing on a channel, or to profiling."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consents.keyed import Address
from consents.law import MARKETING, Channel
from consents.policy import live_file
from consents.services.answers import Said
from consents.services.errors import NotTheirsToGive, UnknownUse
from consents.services.objecting import ABSOLUTE, end_objections
from consents.services.suppressing import lift
from ledger.actor import SUBJECT
from ledger.services import record as ledger_line
from subjects.models import DataSubject, Identity
from subjects.services.deed import deed
from subjects.services.locking import lock_subject


@deed
def take_back_objection(*, subject: DataSubject, purpose: str, channel: str, said: Said) -> int:
    """End a person's own no on one channel, by their own act alone, and give how many ended: 0 or 1.

    It opens their addresses again for that channel and no other, and is no consent: what needs a yes
    still needs one, and there the yes itself is the way back. Done twice it changes nothing. Raises
    NotTheirsToGive for anybody but the person, UnknownUse for what is not taken back here.
    """
    if said.by != SUBJECT:
        raise NotTheirsToGive(_("Bara personen själv kan ta tillbaka sitt nej."))
    person = lock_subject(subject.pk)
    _refuse_what_needs_a_yes(person, purpose, channel)
    ended = end_objections(person, purpose=purpose, channel=channel, at=said.at)
    if not ended:
        return 0
    if purpose == MARKETING:
        _open_addresses(person, Channel(channel))
    ledger_line(
        controller=person.controller.slug,
        by=said.by,
        action="consent.object_end",
        object_type="objection",
        category="consent_evidence",
        counts={"objections": ended},
        at=said.done_at,
    )
    return ended


def _refuse_what_needs_a_yes(person: DataSubject, purpose: str, channel: str) -> None:
    policy = live_file(person.controller)
    asked = policy.consent_texts.values() if policy else ()
    needs_yes = (purpose, channel) in {(text.purpose, text.channel) for text in asked}
    known = purpose in ABSOLUTE and (channel in set(Channel) if purpose == MARKETING else channel == "")
    if policy is None or not known or needs_yes:
        raise UnknownUse(_("Det nej som du vill ta tillbaka finns inte här."))


def _open_addresses(person: DataSubject, channel: Channel) -> None:
    known = Identity.objects.filter(subject=person).values_list("kind", "normalised")
    lift(
        controller=person.controller,
        addresses=[Address(kind, value) for kind, value in known],
        channel=channel,
    )
