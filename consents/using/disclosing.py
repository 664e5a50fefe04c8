"""Give data to a recipient on the person's consent, and only while it holds (WN-46)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from consents.facts.people import restricted_among
from consents.law import UseDecision
from consents.law.disclosure import judge_disclosure
from consents.policy import live_file
from consents.selectors import answers_at
from consents.services.errors import NotAllowed, UnknownUse
from consents.services.telling import CONSENTED
from law.calendar import stockholm_day
from ledger.actor import Actor
from ledger.services import record as ledger_line
from register.policyfile.schema import Recipient
from register.policyfile.words import RecipientKind
from subjects.models import DataSubject, Disclosure
from subjects.services.deed import deed
from subjects.services.locking import lock_subject


def may_disclose(subject: DataSubject, recipient: str, at: datetime) -> UseDecision:
    """Say whether a person's data may be given to a recipient of the policy now, and why not.

    Raises UnknownUse where the policy has no such recipient that is given data on consent.
    """
    _recipient(subject, recipient)
    policy = live_file(subject.controller)
    naming = {
        (text.purpose, text.channel.value)
        for text in (policy.consent_texts.values() if policy else ())
        if recipient in text.recipients
    }
    answers = [
        answer.status
        for answer in answers_at(subject, at)
        if (answer.record.purpose, answer.record.channel) in naming
    ]
    restricted = bool(restricted_among([subject.pk], on=stockholm_day(at)))
    return judge_disclosure(answers, asked=bool(naming), restricted=restricted)


@deed
def disclose(
    *, subject: DataSubject, recipient: str, categories: Iterable[str], by: Actor, at: datetime
) -> Disclosure:
    """Write down that data leave for a recipient, in the transaction in which the gate allows it.

    Raises NotAllowed with the reasons, and for a category the recipient or the consent does not name.
    """
    person = lock_subject(subject.pk)
    part, wanted = _recipient(person, recipient), frozenset(categories)
    decision = may_disclose(person, recipient, at)
    if not decision.allowed or not wanted or not wanted <= set(part.categories):
        raise NotAllowed(_("Uppgifterna får inte lämnas ut: %(why)s.") % {"why": ", ".join(decision.reasons)})
    ledger_line(
        controller=person.controller.slug,
        by=by,
        action="disclosure.release",
        object_type="disclosure",
        category="disclosure_log",
        counts={"categories": len(wanted)},
        at=at,
    )
    return Disclosure.objects.create(
        controller=person.controller,
        subject=person,
        recipient=part.title.sv,
        context=CONSENTED,
        legal_basis="Art. 6(1)(a)",
        categories=sorted(wanted),
        disclosed_on=stockholm_day(at),
    )


def _recipient(subject: DataSubject, key: str) -> Recipient:
    policy = live_file(subject.controller)
    part = policy.recipients.get(key) if policy else None
    if part is None or part.kind is not RecipientKind.CONSENTED:
        raise UnknownUse(_("Policyn har ingen sådan mottagare som får uppgifter med samtycke."))
    return part
