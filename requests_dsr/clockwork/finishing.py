"""Finish what could not be finished at once, and let go what has had its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db.models import Exists, OuterRef, Q

from accounts.models import Controller
from connectors.models import UNSETTLED, RecipientNotice
from law.rights import Right
from ledger.actor import WORKER
from requests_dsr.answers.erasure import ErasureAnswer
from requests_dsr.answers.erasure_came_to import GRANTED, TO_TELL
from requests_dsr.clockwork.each import for_each
from requests_dsr.lasting import LIVES
from requests_dsr.letters import NOT_GONE, deliver_again
from requests_dsr.letters.settling import settle
from requests_dsr.models import Certificate, DataSubjectRequest, Letter, LetterStatus, Package
from requests_dsr.package.files.sealing import packages_folder
from requests_dsr.services.reaching.certificates import forget_proofs, whole_body_of
from requests_dsr.services.reaching.packages import delete_package
from requests_dsr.services.reaching.recipients import ask_system

LONG_ENOUGH = timedelta(hours=1)
"""A letter that is still on its way after so long was lost with its process."""


def send_letters_again(controller: Controller, *, at: datetime) -> int:
    """Send the letters that never left: an answer does not end at a relay that was down.

    One that another morning is sending is left to it.
    """
    lost = Letter.objects.filter(
        request__controller=controller, status__in=NOT_GONE, tried_at__lte=at - LONG_ENOUGH
    )
    found = lost.select_related("request__controller", "request__subject").order_by("pk")
    return for_each(
        controller, "letters", found, partial(_send_again, at=at), ref=lambda one: one.request.ref, at=at
    )


def _send_again(letter: Letter, *, at: datetime) -> bool:
    """Send a letter that never left; of one lost with its process, settle first what became of it."""
    if letter.status == LetterStatus.QUEUED and settle(letter, at=at):
        return False
    return deliver_again(letter=letter, at=at, body=whole_body_of(letter, at=at))


def finish_erasures(controller: Controller, *, at: datetime) -> int:
    """Carry out granted erasures that wait for their letter, or that something held up in whole or part.

    One that was erased by a worker that died before it was certified is certified, whatever came after.
    """
    certified = Certificate.objects.filter(request=OuterRef("pk"), erased_at__gte=OuterRef("decided_at"))
    granted = Q(state__in=sorted(GRANTED))
    waiting = DataSubjectRequest.objects.filter(
        granted & (~Exists(certified) | Q(file__plan__held__0__isnull=False))
        | Q(file__plan__has_key=TO_TELL),
        controller=controller,
        right=Right.ERASURE,
        file__plan__kind="erasure",
    )
    found = waiting.select_related("controller", "subject", "file").order_by("pk")
    finish = partial(ErasureAnswer().finish, by=WORKER, at=at)
    return for_each(controller, "erasures", found, finish, ref=lambda one: one.ref, at=at)


def tell_systems_again(controller: Controller, *, at: datetime) -> int:
    """Do in the connected systems what they have not answered for yet, in the order it was decided.

    A system that somebody told by hand is asked all the same: only its own answer says that it is done.
    """
    waiting = RecipientNotice.objects.filter(
        controller=controller, state__in=UNSETTLED, system__active=True
    ).select_related("system", "controller")
    by_ref = DataSubjectRequest.objects.in_bulk({one.request_ref for one in waiting}, field_name="ref")
    found = [(by_ref[one.request_ref], one) for one in waiting if one.request_ref in by_ref]
    return for_each(
        controller, "notices", found, lambda one: ask_system(*one, at=at), ref=lambda one: one[0].ref, at=at
    )


def delete_expired_packages(controller: Controller, *, at: datetime) -> int:
    """Delete the packages whose seven days are over, and those of persons who are gone."""
    live = Package.objects.filter(request__controller=controller, deleted_at=None)
    over = live.filter(expires_at__lte=at) | live.filter(request__subject=None)
    found = over.select_related("request").order_by("pk")
    return for_each(
        controller, "packages", found, partial(_delete, at=at), ref=lambda one: one.request.ref, at=at
    )


def _delete(package: Package, *, at: datetime) -> bool:
    delete_package(package=package, by=WORKER, at=at)
    return True


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
