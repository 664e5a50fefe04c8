"""Make a package, let it be opened, and delete it: seven days, three openings (domain.md 4.5)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from ledger.actor import Actor
from ledger.services import record
from requests_dsr.identity import is_identified
from requests_dsr.lasting import is_over
from requests_dsr.letters.with_copy import waits_for_its_copy
from requests_dsr.models import BY_HAND, DataSubjectRequest, Package
from requests_dsr.package.content import Content
from requests_dsr.package.files.sealing import (
    SealedWriter,
    move_into_place,
    new_key,
    opened,
    packages_folder,
    unwrap,
)
from requests_dsr.package.files.zipping import write_zip
from requests_dsr.selectors import deliveries_frozen
from requests_dsr.services.reaching.keeping import let_go
from retention.permission import Permission
from subjects.models import DataSubject
from subjects.services.deed import deed
from subjects.services.locking import lock_with_orgs

OPENINGS = 3


class CannotOpenPackage(Exception):
    """The package cannot be opened now; the message says why, and what to do."""


def store_package(
    *, request: DataSubjectRequest, content: Content, signed_by: User | None, by: Actor, at: datetime
) -> Package:
    """Write a package, encrypted, and its row. A file whose row is undone is taken away again.

    Raises OSError where the disk is full: then there is no row, no file, and it may be tried again.
    """
    key, wrapped = new_key()
    package = Package(
        request=request,
        kind=content.part.kind,
        wrapped_key=wrapped,
        masked=content.part.masked_places,
        made_at=at,
        signed_by=signed_by,
    )
    package.path = f"{package.ref}.package"
    package.size = _write(package, content, key, at=at)
    try:
        with transaction.atomic():
            package.save(force_insert=True)
            record(
                controller=request.controller.slug,
                by=by,
                action="package.make",
                object_type="requests_dsr.package",
                category=request.right,
                counts={"rows": sum(len(table.rows) for table in content.part.tables)},
                at=at,
            )
    except BaseException:
        _unlink(package.path)
        raise
    return package


def _write(package: Package, content: Content, key: bytes, *, at: datetime) -> int:
    folder = packages_folder()
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as temporary:
        try:
            writer = SealedWriter(temporary, key, package.ref)
            write_zip(content, writer, at=at)
            writer.finish()
            move_into_place(temporary, folder / package.path)
        except BaseException:
            Path(temporary.name).unlink(missing_ok=True)
            raise
    return writer.size


def may_open(package: Package, *, user: User, at: datetime) -> Permission:
    """Answer whether somebody can open a package now, and why not: only ever the person themselves."""
    if package.deleted_at is not None or package.openings >= OPENINGS:
        return Permission(False, _("Paketet är raderat. Be om ett nytt, det kostar inget."))
    if is_over(package.expires_at, at):
        return Permission(False, _("Paketet gällde i sju dagar och är raderat. Be om ett nytt."))
    subject = package.request.subject
    if subject is None:
        return Permission(False, _("Uppgifterna är raderade, och paketet med dem."))
    if subject.user_id is None or subject.user_id != user.pk:
        return Permission(False, _("Paketet är någon annans."))
    if not is_identified(package.request):
        return Permission(False, _("Vi behöver veta att det är du som frågar innan paketet kan öppnas."))
    if package.openings >= OPENINGS - 1 and _is_kept_for_paper(package.request):
        return Permission(
            False,
            _("Den sista öppningen är sparad till kopian på papper, tills den är utskriven."),
        )
    if deliveries_frozen(subject, at):
        return Permission(
            False,
            _("E-postadressen ändrades nyss. För säkerhets skull lämnas inget ut förrän efter 72 timmar."),
        )
    return Permission(True)


def _is_kept_for_paper(request: DataSubjectRequest) -> bool:
    """Tell whether a letter waits to be posted with a copy that is not printed yet."""
    answers = request.letters.filter(event="request_answered", status__in=BY_HAND)
    return any(waits_for_its_copy(letter) for letter in answers.select_related("request__file"))


@deed
def open_package(*, package: Package, user: User, by: Actor, at: datetime) -> Iterator[bytes]:
    """Count an opening and give the ZIP as chunks; with the third the file is gone from the disk.

    Only ever called by a POST of the person themselves, freshly logged in. Raises CannotOpenPackage,
    and Unreadable for a file that is damaged.
    """
    package = locked_package(package)
    permission = may_open(package, user=user, at=at)
    if not permission:
        raise CannotOpenPackage(permission.reason)
    return count_opening(package, action="package.open", by=by, at=at)


def locked_package(package: Package) -> Package:
    """Lock whose package it is, then the package, and read it anew: what is handed over ends a block."""
    lock_with_orgs(DataSubject.objects.filter(requests=package.request_id).values_list("pk", flat=True))
    rows = Package.objects.select_for_update(of=["self"])
    return rows.select_related("request__controller", "request__subject").get(pk=package.pk)


def count_opening(package: Package, *, action: str, by: Actor, at: datetime) -> Iterator[bytes]:
    """Count an opening of a locked package and give the ZIP as chunks; the third takes the file away."""
    key, file = unwrap(bytes(package.wrapped_key)), _file(package)
    package.openings += 1
    package.last_opened_at = at
    package.save(update_fields=["openings", "last_opened_at"])
    record(
        controller=package.request.controller.slug,
        by=by,
        action=action,
        object_type="requests_dsr.package",
        category=package.request.right,
        counts={"opening": package.openings},
        at=at,
    )
    if package.openings >= OPENINGS:
        _forget(package, at=at)
    let_go(package.request, by=by, at=at)
    return opened(file, key, package.ref)


@deed
def delete_package(*, package: Package, by: Actor, at: datetime) -> None:
    """Delete a package's file and key; the row that tells of it stays with the request's file."""
    package = locked_package(package)
    if package.deleted_at is not None:
        return
    _forget(package, at=at)
    let_go(package.request, by=by, at=at)
    record(
        controller=package.request.controller.slug,
        by=by,
        action="package.delete",
        object_type="requests_dsr.package",
        category=package.request.right,
        at=at,
    )


def _forget(package: Package, *, at: datetime) -> None:
    """Forget the key with the transaction, and unlink the file after it: an open one is read to its end."""
    path = package.path
    package.deleted_at, package.path, package.wrapped_key = at, "", b""
    package.save(update_fields=["deleted_at", "path", "wrapped_key"])
    transaction.on_commit(lambda: _unlink(path))


def _file(package: Package) -> IO[bytes]:
    try:
        return (packages_folder() / package.path).open("rb")
    except OSError:
        raise CannotOpenPackage(_("Paketet gick inte att läsa. Vi gör ett nytt: hör av dig.")) from None


def _unlink(path: str) -> None:
    if path:
        (packages_folder() / path).unlink(missing_ok=True)
