"""Finish what could not be finished at once, and let go what has had its time."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Controller
from connectors.asking import carry_out, known_from, known_of
from connectors.models import NoticeKind, NoticeState, RecipientNotice
from connectors.protocol import Known
from law.rights import Right
from ledger.actor import WORKER
from requests_dsr.answers.erasure import ErasureAnswer
from requests_dsr.letters import deliver_again
from requests_dsr.models import DataSubjectRequest, Letter, LetterStatus, Package, RequestFile
from requests_dsr.package.sealing import packages_folder
from requests_dsr.services.certificates import forget_proofs
from requests_dsr.services.packages import LIVES, delete_package
from requests_dsr.states import State
from subjects.identifiers import normalise_email
from subjects.models import IdentityKind

LONG_ENOUGH = timedelta(hours=1)
"""A letter that is still on its way after so long was lost with its process."""


def send_letters_again(controller: Controller, *, at: datetime) -> int:
    """Send the letters that never left: an answer does not end at a relay that was down."""
    lost = Letter.objects.filter(
        request__controller=controller,
        status__in=[LetterStatus.QUEUED, LetterStatus.FAILED],
        written_at__lte=at - LONG_ENOUGH,
    )
    found = list(lost.select_related("request__controller", "request__subject").order_by("pk"))
    for letter in found:
        deliver_again(letter=letter, at=at)
    return len(found)


def finish_erasures(controller: Controller, *, at: datetime) -> int:
    """Carry out granted erasures that something held up, and certify those the night has taken."""
    waiting = DataSubjectRequest.objects.filter(
        controller=controller,
        right=Right.ERASURE,
        state__in=[State.FULFILLED, State.PARTLY_FULFILLED],
        decided_at__gt=at - timedelta(days=30),
        certificates=None,
        file__plan__kind="erasure",
    )
    answer, done = ErasureAnswer(), 0
    for request in waiting.select_related("controller", "subject", "file").order_by("pk"):
        done += answer.finish(request, by=WORKER, at=at)
    return done


def tell_systems_again(controller: Controller, *, at: datetime) -> int:
    """Do in the connected systems what they have not answered for yet."""
    waiting = RecipientNotice.objects.filter(
        controller=controller, state=NoticeState.PENDING, system__active=True
    ).select_related("system")
    return sum(_tell_again(notice, at=at) for notice in waiting)


def _tell_again(notice: RecipientNotice, *, at: datetime) -> bool:
    file = RequestFile.objects.filter(request__ref=notice.request_ref).select_related("request").first()
    if file is None:
        return False
    values = {}
    if notice.kind == NoticeKind.RECTIFICATION:
        values = {one["field"]: one["new"] for one in file.plan.get("fields", ()) if one["accepted"]}
    return carry_out(notice, _known(file), values, at=at)


def _known(file: RequestFile) -> Known:
    """Give what the person is recognised by; after an erasure, the address the answer went to."""
    if file.request.subject is not None:
        return known_of(file.request.subject)
    return known_from([(IdentityKind.EMAIL, normalise_email(file.requester_email))])


def delete_expired_packages(controller: Controller, *, at: datetime) -> int:
    """Delete the packages whose seven days are over, and those of persons who are gone."""
    live = Package.objects.filter(request__controller=controller, deleted_at=None)
    over = (live.filter(expires_at__lte=at) | live.filter(request__subject=None)).order_by("pk")
    found = list(over)
    for package in found:
        delete_package(package=package, by=WORKER, at=at)
    return len(found)


def forget_old_proofs(controller: Controller, *, at: datetime) -> int:
    """Forget the proofs that were not fetched in time."""
    return forget_proofs(controller=controller, at=at)


def sweep_folder(*, at: datetime) -> int:
    """Unlink what no row speaks of: a half-written package of a process that was killed."""
    known = set(Package.objects.filter(deleted_at=None).values_list("path", flat=True))
    gone = 0
    for file in packages_folder().iterdir():
        age = at.timestamp() - file.stat().st_mtime
        if (
            file.name not in known
            and (age > LIVES.total_seconds() or file.name.startswith("."))
            and age > 3600
        ):
            file.unlink(missing_ok=True)
            gone += 1
    return gone
