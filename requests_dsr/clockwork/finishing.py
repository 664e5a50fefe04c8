"""Finish what could not be finished at once, and let go what has had its time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from accounts.models import Controller
from connectors.models import UNSETTLED, RecipientNotice
from law.rights import Right
from ledger.actor import WORKER
from requests_dsr.answers.erasure import ErasureAnswer
from requests_dsr.letters import NOT_GONE, deliver_again
from requests_dsr.models import Certificate, DataSubjectRequest, Letter, Package
from requests_dsr.package.files.sealing import packages_folder
from requests_dsr.services.reaching.certificates import forget_proofs, whole_body_of
from requests_dsr.services.reaching.packages import LIVES, delete_package
from requests_dsr.services.reaching.recipients import ask_system
from requests_dsr.states import State

LONG_ENOUGH = timedelta(hours=1)
"""A letter that is still on its way after so long was lost with its process."""


def send_letters_again(controller: Controller, *, at: datetime) -> int:
    """Send the letters that never left: an answer does not end at a relay that was down.

    One that another morning is sending is left to it.
    """
    lost = Letter.objects.filter(
        request__controller=controller, status__in=NOT_GONE, tried_at__lte=at - LONG_ENOUGH
    )
    found = list(lost.select_related("request__controller", "request__subject").order_by("pk"))
    return sum(deliver_again(letter=one, at=at, body=whole_body_of(one, at=at)) for one in found)


def finish_erasures(controller: Controller, *, at: datetime) -> int:
    """Carry out granted erasures that wait for their letter, or that something held up in whole or part."""
    certified = Certificate.objects.filter(request=OuterRef("pk"), erased_at__gte=OuterRef("decided_at"))
    waiting = DataSubjectRequest.objects.filter(
        ~Exists(certified) | Q(file__plan__held__0__isnull=False),
        controller=controller,
        right=Right.ERASURE,
        state__in=[State.FULFILLED, State.PARTLY_FULFILLED],
        file__plan__kind="erasure",
    )
    answer, done = ErasureAnswer(), 0
    for request in waiting.select_related("controller", "subject", "file").order_by("pk"):
        done += answer.finish(request, by=WORKER, at=at)
    return done


def tell_systems_again(controller: Controller, *, at: datetime) -> int:
    """Do in the connected systems what they have not answered for yet, in the order it was decided.

    A system that somebody told by hand is asked all the same: only its own answer says that it is done.
    """
    waiting = RecipientNotice.objects.filter(
        controller=controller, state__in=UNSETTLED, system__active=True
    ).select_related("system", "controller")
    by_ref = DataSubjectRequest.objects.in_bulk({one.request_ref for one in waiting}, field_name="ref")
    found = [(by_ref[one.request_ref], one) for one in waiting if one.request_ref in by_ref]
    return sum(ask_system(request, notice, at=at) for request, notice in found)


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
