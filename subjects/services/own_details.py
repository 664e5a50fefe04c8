"""A person corrects their own details: at once, without a request or a review (Art. 16; WL-37, WL-38)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime

from accounts.models import User
from ledger.actor import SUBJECT
from ledger.services import record
from subjects.models import ActivityKind, DataSubject, SupportProfile
from subjects.services.deed import deed
from subjects.services.locking import lock_subject
from subjects.services.statements import forget_statements
from subjects.services.support import record_activity


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnDetails:
    """What a person may change alone. The telephone belongs to the support profile, where there is one."""

    full_name: str
    language: str
    work_phone: str = ""

    @classmethod
    def of(cls, person: DataSubject) -> OwnDetails:
        """Read what stands now."""
        profile = SupportProfile.objects.filter(subject=person).first()
        phone = profile.work_phone if profile else ""
        return cls(full_name=person.full_name, language=person.language, work_phone=phone)


@deed
def correct_own_details(*, subject: DataSubject, details: OwnDetails, at: datetime) -> int:
    """Write what differs, and give how many fields that was; the old values are kept nowhere.

    With a support profile it counts as using it (RT-4, profile_update_by_user). Nothing changed
    writes nothing. Raises HolderErased when a purge came first.
    """
    person = lock_subject(subject.pk)
    before = OwnDetails.of(person)
    changed = [f.name for f in fields(OwnDetails) if getattr(before, f.name) != getattr(details, f.name)]
    if not changed:
        return 0
    person.full_name, person.language = details.full_name, details.language
    person.save(update_fields=["full_name", "language"])
    forget_statements(person, changed)
    User.objects.filter(subjects=person).update(language=details.language)
    _write_on_profile(person, details, changed, at=at)
    record(
        controller=person.controller.slug,
        by=SUBJECT,
        action="own_details.correct",
        object_type="data_subject",
        counts={"fields": len(changed)},
        at=at,
    )
    return len(changed)


def _write_on_profile(
    person: DataSubject, details: OwnDetails, changed: Collection[str], *, at: datetime
) -> None:
    profile = SupportProfile.objects.filter(subject=person).first()
    if profile is None:
        return
    profile.work_phone = details.work_phone
    profile.save(update_fields=["work_phone"])
    forget_statements(profile, changed)
    record_activity(profile=profile, kind=ActivityKind.PROFILE_UPDATE, at=at)
