"""Take in a person, with what they are recognised by and from whom we have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import Controller
from law.calendar import stockholm_day
from subjects.identifiers import normalise
from subjects.models import DataSubject, Identity, IdentityKind, SourceKind, SourceRecord, SubjectKind
from subjects.services.deed import deed
from subjects.services.errors import IdentityTaken, NotPossible
from subjects.services.locking import lock_subject


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """From whom data came (Art. 14(2)(f)); the day is that of the deed when left out."""

    kind: SourceKind = SourceKind.SELF
    name: str = ""
    obtained_on: date | None = None

    @property
    def columns(self) -> dict[str, str]:
        """Give the columns of an item that says where it came from (`Sourced`)."""
        return {"source_kind": self.kind, "source_name": self.name}


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognised:
    """Something a person is recognised by."""

    kind: IdentityKind
    value: str

    @property
    def normalised(self) -> str:
        """Give the form that is compared."""
        return normalise(self.kind, self.value)


@deed
def create_subject(
    *,
    controller: Controller,
    full_name: str,
    identities: Iterable[Recognised],
    source: Source,
    at: datetime,
    kind: SubjectKind = SubjectKind.CUSTOMER_CONTACT,
    language: str = "sv",
) -> DataSubject:
    """Take in a new person, with at least one thing to recognise them by (Art. 14, WL-08).

    Raises IdentityTaken when somebody else at the controller is already recognised by one of them,
    and NotPossible without any: a person nobody can find again could never use their rights.
    """
    given = {(one.kind, one.normalised): one for one in identities}
    if not given:
        raise NotPossible(
            _("Ange minst en sak att känna igen personen på: e-post, telefon eller kundnummer.")
        )
    subject = DataSubject.objects.create(
        controller=controller, full_name=full_name, kind=kind, language=language, created_at=at
    )
    for one in given.values():
        _recognise(subject, one, at=at)
    note_source(subject=subject, source=source, at=at)
    return subject


@deed
def add_identity(
    *, subject: DataSubject, identity: Recognised, at: datetime, verified_at: datetime | None = None
) -> Identity:
    """Let a person be recognised by one more thing; one that is theirs already is given back as it is.

    Raises IdentityTaken when it is somebody else's, HolderErased when the person is gone.
    """
    return _recognise(lock_subject(subject.pk), identity, at=at, verified_at=verified_at)


def note_source(*, subject: DataSubject, source: Source, at: datetime) -> SourceRecord:
    """Write from whom we have the person; once for each source and day."""
    return SourceRecord.objects.get_or_create(
        subject=subject,
        kind=source.kind,
        name=source.name,
        obtained_on=source.obtained_on or stockholm_day(at),
    )[0]


def _recognise(
    subject: DataSubject, one: Recognised, *, at: datetime, verified_at: datetime | None = None
) -> Identity:
    identity, _new = Identity.objects.get_or_create(
        controller=subject.controller,
        kind=one.kind,
        normalised=one.normalised,
        defaults={"subject": subject, "value": one.value.strip(), "added_at": at, "verified_at": verified_at},
    )
    if identity.subject_id != subject.pk:
        raise IdentityTaken(_("En annan person känns redan igen på detta."))
    return identity
