"""What an answer about marketing does to the marketing profile, which the law of retention reads (RT-12)."""

from __future__ import annotations

from datetime import datetime

from consents.law import MARKETING
from consents.models import ConsentRecord, RecordStatus
from subjects.models import DataSubject, MarketingBasis, MarketingProfile


def marketing_was_chosen(person: DataSubject, *, at: datetime) -> None:
    """Let a locked person's marketing rest on their yes; the profile begins with it where there is none."""
    profile, new = MarketingProfile.objects.get_or_create(
        subject=person, defaults={"basis": MarketingBasis.CONSENT, "given_at": at}
    )
    if not new and (profile.given_at is None or profile.given_at < at):
        profile.basis, profile.given_at = MarketingBasis.CONSENT, at
        profile.save(update_fields=["basis", "given_at"])


def marketing_was_withdrawn(person: DataSubject, *, at: datetime) -> None:
    """End a profile that rests on consent once no yes to marketing is left on any channel."""
    left = ConsentRecord.objects.filter(subject=person, purpose=MARKETING, status=RecordStatus.GIVEN)
    if not left.exists():
        MarketingProfile.objects.filter(subject=person, basis=MarketingBasis.CONSENT).update(withdrawn_at=at)


def marketing_was_objected_to(person: DataSubject, *, at: datetime) -> None:
    """End the profile, whatever it rests on: the objection is absolute (Art. 21(3))."""
    MarketingProfile.objects.filter(subject=person).update(objected_at=at)
