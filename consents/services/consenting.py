"""Say yes, say no, take a yes back (Art. 7; domain.md 4.8). Effective in the same transaction (DL-8)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from consents.keyed import Address
from consents.law import MARKETING, Channel
from consents.models import ConsentRecord, RecordStatus, Way
from consents.services.answers import Said, answer, standing, withdraw
from consents.services.errors import EvidenceMissing, NotTheirsToGive, TextHasChanged, UnknownUse
from consents.services.marketing import marketing_was_chosen, marketing_was_withdrawn
from consents.services.objecting import end_objections
from consents.services.suppressing import lift, suppress_addresses_of
from ledger.actor import SUBJECT
from register.models import ConsentText
from register.selectors import NoLivePolicy, consent_text, live_policy
from subjects.models import DataSubject, Identity
from subjects.services.deed import deed
from subjects.services.locking import lock_subject


@deed
def give_consent(
    *, subject: DataSubject, text: ConsentText, said: Said, language: str = "sv"
) -> ConsentRecord:
    """Take a person's yes to exactly these words, for their purpose on their channel (Art. 7(1)).

    By the person's own act, or by staff who have the person's word on record. Said twice it is said
    once. The person's own yes opens a closed address again for that channel, and ends an objection to
    it; a yes brought by staff does neither. Raises TextHasChanged when other words hold now,
    NotTheirsToGive, EvidenceMissing, HolderErased.
    """
    _refuse_words_put_in_a_mouth(said)
    person = lock_subject(subject.pk)
    _refuse_other_words(person, text)
    now = standing(person, text.purpose_key, text.channel)
    if now is not None and _is_the_same_yes(now, text, said.at):
        return now
    record = answer(person, text, RecordStatus.GIVEN, said, language=language)
    if said.by == SUBJECT and record.status == RecordStatus.GIVEN:
        _open_again(person, text, said.at)
    if text.purpose_key == MARKETING and record.status == RecordStatus.GIVEN:
        marketing_was_chosen(person, at=said.at)
    return record


@deed
def refuse_consent(
    *, subject: DataSubject, text: ConsentText, said: Said, language: str = "sv"
) -> ConsentRecord:
    """Take a person's no to words they were asked. Over a standing yes it is a withdrawal."""
    person = lock_subject(subject.pk)
    _refuse_other_words(person, text)
    now = standing(person, text.purpose_key, text.channel)
    if now is not None and now.status == RecordStatus.GIVEN and now.decided_at <= said.at:
        _take_back(person, [now], said)
        return now
    return answer(person, text, RecordStatus.REFUSED, said, language=language)


@deed
def withdraw_consent(*, subject: DataSubject, purpose: str, said: Said, channel: str | None = None) -> int:
    """Take back a person's yes for a purpose, on one channel or all; give how many it was (Art. 7(3)).

    By any way, with one step, for staff as well. A yes to marketing taken back closes the person's
    addresses on that channel, and ends a marketing profile that rests on consent. Done twice it
    changes nothing. A yes given later than the withdrawal stands.
    """
    person = lock_subject(subject.pk)
    given = ConsentRecord.objects.filter(
        subject=person, purpose=purpose, status=RecordStatus.GIVEN, decided_at__lte=said.at
    ).select_related("text", "controller", "subject")
    if channel is not None:
        given = given.filter(channel=channel)
    records = list(given)
    _take_back(person, records, said)
    return len(records)


@deed
def import_consent(
    *, subject: DataSubject, text: ConsentText, given_at: datetime, said: Said, language: str = "sv"
) -> ConsentRecord:
    """Take in a yes given before our time, on its own day and to its own words (issue 3).

    It opens no closed address. Words that no longer hold make it stale, and a later answer stands.
    """
    person = lock_subject(subject.pk)
    then = Said(by=said.by, at=given_at, way=Way.IMPORT, evidence=said.evidence, noted_at=said.done_at)
    now = standing(person, text.purpose_key, text.channel)
    if now is not None and now.given_at == given_at and now.text.digest == text.digest:
        return now
    record = answer(person, text, RecordStatus.GIVEN, then, language=language)
    if text.purpose_key == MARKETING and record.status == RecordStatus.GIVEN:
        marketing_was_chosen(person, at=given_at)
    return record


def text_for(subject: DataSubject, purpose: str, channel: str) -> ConsentText:
    """Give the words a person is asked now. Raises UnknownUse where the policy asks nothing."""
    try:
        text = consent_text(live_policy(subject.controller), purpose, channel)
    except NoLivePolicy:
        text = None
    if text is None:
        raise UnknownUse(
            _("Policyn frågar inte om %(purpose)s via %(channel)s.")
            % {"purpose": purpose, "channel": channel}
        )
    return text


def _refuse_words_put_in_a_mouth(said: Said) -> None:
    if said.by == SUBJECT:
        return
    if said.by.role not in ("handler", "dpo"):
        raise NotTheirsToGive(_("Bara personen själv, eller handläggare med underlag, kan säga ja."))
    if not said.evidence.strip():
        raise EvidenceMissing(_("Ange var personens ja finns, till exempel numret på telefonanteckningen."))


def _refuse_other_words(person: DataSubject, text: ConsentText) -> None:
    holds = text_for(person, text.purpose_key, text.channel)
    if holds.digest != text.digest or text.policy_version.controller_id != person.controller_id:
        raise TextHasChanged(_("Texten har ändrats sedan sidan öppnades. Läs den nya och svara igen."))


def _is_the_same_yes(now: ConsentRecord, text: ConsentText, at: datetime) -> bool:
    lasts = now.expires_at is None or now.expires_at > at
    return now.status == RecordStatus.GIVEN and now.text.digest == text.digest and lasts


def _open_again(person: DataSubject, text: ConsentText, at: datetime) -> None:
    end_objections(person, purpose=text.purpose_key, channel=text.channel, at=at)
    if text.purpose_key == MARKETING and text.channel in set(Channel):
        known = Identity.objects.filter(subject=person).values_list("kind", "normalised")
        addresses = [Address(kind, value) for kind, value in known]
        lift(controller=person.controller, addresses=addresses, channel=Channel(text.channel))


def _take_back(person: DataSubject, records: list[ConsentRecord], said: Said) -> None:
    for record in records:
        withdraw(record, said)
    marketing = [record for record in records if record.purpose == MARKETING]
    if marketing:
        suppress_addresses_of(
            subject_ids=[person.pk],
            controller=person.controller,
            at=said.at,
            channels=[Channel(r.channel) for r in marketing if r.channel in set(Channel)],
        )
        marketing_was_withdrawn(person, at=said.at)
