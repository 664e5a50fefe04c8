"""Paper: that a letter was posted, and the copy that is printed to go with it.

That a letter was posted gives an extension its time and lets an erasure begin, so who said it and which
day it was stand in the request's file and in the ledger. A printed copy is a delivery like an opening:
counted, written down, and only while the package lives.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import User
from connectors.services import instant_of
from law.calendar import stockholm_day
from law.rights import Right
from ledger.actor import Actor
from ledger.services import record
from register.wording.when import day_in_words
from requests_dsr.delivery import PROFILE, way_of
from requests_dsr.lasting import packages_that_last
from requests_dsr.letters import mark_posted
from requests_dsr.letters.with_copy import waits_for_its_copy
from requests_dsr.models import BY_HAND, DataSubjectRequest, Letter, LetterStatus, Package
from requests_dsr.package.files.zipping import PAGES
from requests_dsr.selectors import deliveries_frozen
from requests_dsr.services.moving.noting import note
from requests_dsr.services.reaching.packages import OPENINGS, CannotOpenPackage, count_opening, locked_package
from retention.permission import Permission
from subjects.services.deed import deed
from subjects.services.errors import NotPossible

ON_PAPER = (*BY_HAND, LetterStatus.POSTED)
IN_MEMORY = 1 << 22


@deed
def note_posted(
    *, letter: Letter, on: date | None, by: Actor, at: datetime, user: User | None = None
) -> None:
    """Note that a printed letter was posted on a Stockholm day, none being today.

    Raises NotPossible for a letter that does not wait for it, for a day to come, for one before the
    letter was written, and while the copy that the letter says comes along is not printed.
    """
    if waits_for_its_copy(letter):
        raise NotPossible(_no_copy(letter.request, at=at))
    posted_at = instant_of(on, not_before=letter.written_at, at=at)
    mark_posted(letter=letter, at=at, posted_at=posted_at)
    earlier = "" if on is None or on == stockholm_day(at) else day_in_words(on)
    comment = ", ".join(filter(None, [letter.title, earlier]))
    note(letter.request, "POSTED", by=by, at=at, user=user, comment=comment)
    record(
        controller=letter.request.controller.slug,
        by=by,
        action="letter.post",
        object_type="requests_dsr.letter",
        category=letter.request.right,
        at=at,
    )


def _no_copy(request: DataSubjectRequest, *, at: datetime) -> str:
    """Say what to do about a letter whose copy has not been made ready."""
    if live_copy(request, at=at) is None:
        return _("Kopian som ska följa med brevet är raderad. Öppna ärendet igen och gör en ny.")
    return _("Skriv ut kopian först, eller hämta filerna: brevet säger att de följer med.")


def may_print(request: DataSubjectRequest, *, at: datetime) -> Permission:
    """Answer whether the copy of a request may be printed: its answer is on paper, and it is there."""
    if not request.letters.filter(event="request_answered", status__in=ON_PAPER).exists():
        return Permission(False, _("Svaret går med mejl. Personen öppnar själv kopian i Min profil."))
    if way_of(request.file.plan) == PROFILE:
        return Permission(False, _("Kopian lämnas bara i personens egen Min profil: så är det beslutat."))
    if request.subject is None:
        return Permission(False, _("Uppgifterna är raderade, och paketet med dem."))
    if deliveries_frozen(request.subject, at):
        return Permission(
            False,
            _("E-postadressen ändrades nyss. För säkerhets skull lämnas inget ut förrän efter 72 timmar."),
        )
    if live_copy(request, at=at) is None:
        return Permission(False, _("Kopian är raderad efter sju dagar eller tre öppningar. Gör en ny."))
    return Permission(True)


def live_copy(request: DataSubjectRequest, *, at: datetime) -> Package | None:
    """Give the newest copy of a request that can still be printed."""
    kind = "portability" if request.right == Right.PORTABILITY else "access"
    live = request.packages.filter(packages_that_last(at), kind=kind, openings__lt=OPENINGS)
    return live.order_by("-made_at").first()


@deed
def print_copy(*, request: DataSubjectRequest, by: Actor, at: datetime, user: User | None = None) -> str:
    """Count a printing, and give the copy as a page in the language of its letter.

    Only ever called by a POST. Raises CannotOpenPackage, and Unreadable for a file that is damaged.
    """
    package = _to_hand_over(request, at=at)
    letter = request.letters.filter(event="request_answered", status__in=ON_PAPER).latest("written_at")
    name = next(name for name, language in PAGES.items() if language == letter.language)
    note(request, "COPY_PRINTED", by=by, at=at, user=user)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as whole:
        for chunk in count_opening(package, action="package.print", by=by, at=at):
            whole.write(chunk)
        with zipfile.ZipFile(whole) as archive:
            return archive.read(name).decode()


@deed
def take_out_files(
    *, request: DataSubjectRequest, by: Actor, at: datetime, user: User | None = None
) -> Iterator[bytes]:
    """Count a handing over, and give what may be taken along as the ZIP that follows the letter (Art. 20).

    Only ever called by a POST. Raises CannotOpenPackage, and Unreadable for a file that is damaged.
    """
    package = _to_hand_over(request, at=at)
    note(request, "FILES_TAKEN_OUT", by=by, at=at, user=user)
    return count_opening(package, action="package.take_out", by=by, at=at)


def _to_hand_over(request: DataSubjectRequest, *, at: datetime) -> Package:
    """Give the package that goes with the letter, locked. Raises CannotOpenPackage."""
    found = live_copy(request, at=at)
    permission = may_print(request, at=at)
    if found is None or not permission:
        raise CannotOpenPackage(permission.reason)
    package = locked_package(found)
    if package.deleted_at is not None:
        raise CannotOpenPackage(_("Kopian är raderad efter sju dagar eller tre öppningar. Gör en ny."))
    return package
