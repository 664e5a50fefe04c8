"""Carry a granted erasure out: what goes, whom it is told and what is to be certified stand or fall together.

Under lock the request is read anew: one that was opened again meanwhile is not erased, and of two who
finish the same one does (Art. 17(1), 19).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from connectors.asking import marks_of
from connectors.services import Told
from law.calendar import stockholm_day
from ledger.actor import Actor
from requests_dsr.answers.base import subject_of
from requests_dsr.answers.erasure_came_to import (
    CameTo,
    is_granted,
    left_to_erase,
    locked,
    note_who_is_told,
    read_anew,
    tell_what_it_came_to,
    what_it_came_to,
    write_down,
)
from requests_dsr.answers.erasure_plan import Fact, if_granted, key_of
from requests_dsr.answers.recipients import carry_out_notices, recipients_of
from requests_dsr.models import DataSubjectRequest, Package
from requests_dsr.services.reaching.keeping import keep, let_go
from requests_dsr.services.reaching.packages import delete_package
from requests_dsr.waiting import answers_on_their_way, unopened
from retention.purge.one_person import Erased, NotAsDecided, erase_now
from subjects.services.errors import HolderErased


class Overtaken(Exception):
    """Somebody has opened the request again, or finished it, since it was read: nothing is done."""


def tell_what_is(request: DataSubjectRequest, left: list[Fact], came: CameTo, *, at: datetime) -> bool:
    """Tell what an erasure came to where nothing goes now: what the night took, what is held back."""
    try:
        with transaction.atomic():
            write_down(_as_it_was(request, left), came, at=at)
    except Overtaken:
        return False
    return tell_what_it_came_to(request, at=at)


@dataclass
class Erasing:
    """One execution of a granted erasure, of the units that are `left`."""

    request: DataSubjectRequest
    left: list[Fact]
    by: Actor = field(kw_only=True)
    at: datetime = field(kw_only=True)
    packages: list[Package] = field(default_factory=list, init=False)

    def erase(self) -> bool:
        """Erase what is due, and nothing else; the night takes it where more is due than was decided on."""
        subject = subject_of(self.request)
        marks, told = marks_of(subject), recipients_of(subject, self.categories)
        try:
            try:
                erase_now(
                    subject=subject,
                    decided={key_of(fact) for fact in self.left},
                    by=self.by,
                    at=self.at,
                    today=stockholm_day(self.at),
                    first=self._let_go,
                    along=lambda erased: self._note(erased, told, marks),
                )
            except NotAsDecided:
                self._leave_to_the_night(told, marks)
                return False
        except Overtaken:
            return False
        now = read_anew(self.request)
        carry_out_notices(now, at=self.at)
        return tell_what_it_came_to(now, at=self.at)

    @property
    def categories(self) -> frozenset[str]:
        """Give the kinds of data of which something is left to erase."""
        return frozenset(fact[0] for fact in self.left)

    def _let_go(self) -> DataSubjectRequest:
        """Stop keeping what the answer has arrived for, and note which packages go with the data."""
        now = _as_it_was(self.request, self.left)
        theirs = Package.objects.filter(request__subject=now.subject_id, deleted_at=None)
        self.packages = list(theirs.exclude(pk__in=unopened(self.at)).order_by("pk"))
        let_go(now, by=self.by, at=self.at)
        return now

    def _note(self, erased: Erased, told: list[Told], marks: Collection[str]) -> None:
        now = read_anew(self.request)
        units = if_granted(now, stockholm_day(self.at)) if now.subject else ()
        came = what_it_came_to(self.left, units, erased)
        for package in self.packages:
            delete_package(package=package, by=self.by, at=self.at)
        note_who_is_told(now, told, came.categories, about=marks, by=self.by, at=self.at)
        write_down(now, came, at=self.at)
        if came.held and now.subject is not None:
            keep(now, now.subject, by=self.by, at=self.at, scope={fact[0] for fact in came.held})

    @transaction.atomic
    def _leave_to_the_night(self, told: list[Told], marks: Collection[str]) -> None:
        """Let the night's purge take it: whom to tell is noted before, as nobody knows it afterwards."""
        now = self._let_go()
        note_who_is_told(now, told, self.categories, about=marks, by=self.by, at=self.at)


def _as_it_was(request: DataSubjectRequest, left: list[Fact]) -> DataSubjectRequest:
    """Lock a request and read it anew. Raises Overtaken where it does not stand as it was read."""
    try:
        now = locked(request)
    except HolderErased:
        raise Overtaken from None
    same = is_granted(now) and now.subject_id == request.subject_id and now.decided_at == request.decided_at
    if not same or left_to_erase(now.file.plan) != left or answers_on_their_way(now).exists():
        raise Overtaken
    return now
