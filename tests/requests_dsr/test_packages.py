"""A package at rest and in hand: unreadable on the disk, opened three times in seven days, then gone."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from ledger.actor import SUBJECT, WORKER, Actor
from ledger.models import LedgerEntry
from requests_dsr.models import Letter, Package
from requests_dsr.package.content import put_together
from requests_dsr.package.files import sealing, zipping
from requests_dsr.package.files.sealing import CHUNK, SealedWriter, Unreadable, new_key, opened, unwrap
from requests_dsr.services.reaching import packages
from requests_dsr.services.reaching.counting_days import begin_to_count
from requests_dsr.services.reaching.packages import (
    CannotOpenPackage,
    delete_package,
    may_open,
    open_package,
    store_package,
)
from subjects.models import DataSubject
from tests import factories as make
from tests.factories import noon
from tests.policies import make_live
from tests.requests_dsr.package.somebody import TODAY
from tests.requests_dsr.test_moving import ask

NOW = noon(TODAY)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / "packages"


@pytest.fixture
def anna(transactional_db):
    subject = make.create_subject(make_live("winston"), name="Kanariefågel Ek", email="anna@example.se")
    DataSubject.objects.filter(pk=subject.pk).update(created_at=noon(make.LONG_AGO))
    subject.identities.update(added_at=noon(make.LONG_AGO))
    make.create_user_for(subject)
    subject.refresh_from_db()
    return subject


def stored(subject):
    content = put_together(subject, kind="access", as_of=TODAY, at=NOW)
    dpo = make.create_staff(subject.controller, "dpo")
    return store_package(
        request=ask(subject, on=TODAY), content=content, signed_by=dpo, by=Actor(role="dpo"), at=NOW
    )


def whose(package):
    subject = package.request.subject
    return subject.user if subject else make.create_staff(package.request.controller)


def opened_at(package, at=NOW):
    return b"".join(open_package(package=package, user=whose(package), by=SUBJECT, at=at))


def test_what_is_opened_is_what_was_written(anna):
    package = stored(anna)
    archive = zipfile.ZipFile(io.BytesIO(data := opened_at(package)))
    assert archive.testzip() is None
    assert len(data) == package.size
    assert "Kanariefågel" in archive.read("las-mig.html").decode()


def test_on_the_disk_nothing_can_be_read(anna, folder):
    package = stored(anna)
    raw = (folder / package.path).read_bytes()
    assert "Kanariefågel".encode() not in raw
    assert b"package.json" not in raw
    assert oct(folder.stat().st_mode)[-3:] == "700"
    assert [one.name for one in folder.iterdir()] == [package.path]


def test_it_opens_three_times_and_is_gone_after_the_third(anna, folder):
    package = stored(anna)
    for _time in range(3):
        assert opened_at(package)
    assert list(folder.iterdir()) == []
    with pytest.raises(CannotOpenPackage, match="raderat"):
        opened_at(package)
    package.refresh_from_db()
    assert (package.openings, package.path, bytes(package.wrapped_key)) == (3, "", b"")
    assert LedgerEntry.objects.filter(action="package.open").count() == 3


def test_a_third_opening_that_has_begun_is_read_to_its_end(anna, folder):
    package = stored(anna)
    opened_at(package), opened_at(package)
    chunks = open_package(package=package, user=whose(package), by=SUBJECT, at=NOW)
    assert list(folder.iterdir()) == []
    assert len(b"".join(chunks)) == package.size


def test_it_opens_until_the_seventh_day_is_over_and_not_after(anna):
    package = stored(anna)
    assert may_open(package, user=whose(package), at=NOW + timedelta(days=30))  # nobody knows of it yet
    begin_to_count(Letter(request=package.request, event="request_answered"), NOW)
    package.refresh_from_db()
    last = NOW + timedelta(days=7)
    assert may_open(package, user=whose(package), at=last - timedelta(seconds=1))
    assert not may_open(package, user=whose(package), at=last)
    with pytest.raises(CannotOpenPackage, match="sju dagar"):
        opened_at(package, at=last)


def test_a_changed_address_freezes_it_for_72_hours(anna):
    package = stored(anna)
    identity = make.add_identity(anna, "email", "ny@example.se")
    type(identity).objects.filter(pk=identity.pk).update(added_at=NOW)
    with pytest.raises(CannotOpenPackage, match="72 timmar"):
        opened_at(package, at=NOW + timedelta(hours=71, minutes=59))
    assert opened_at(package, at=NOW + timedelta(hours=72))


@pytest.mark.parametrize("who", ["dpo", "somebody else", "without a login"])
def test_nobody_else_opens_it(anna, folder, who):
    package = stored(anna)
    other = make.create_subject(anna.controller)
    user = make.create_staff(anna.controller, "dpo") if who == "dpo" else make.create_user_for(other)
    if who == "without a login":
        DataSubject.objects.filter(pk=anna.pk).update(user=None)
    with pytest.raises(CannotOpenPackage, match="någon annans"):
        open_package(package=package, user=user, by=SUBJECT, at=NOW)
    package.refresh_from_db()
    assert package.openings == 0


def test_a_package_of_somebody_erased_cannot_be_opened(anna):
    package = stored(anna)
    package.request.subject = None
    package.request.save()
    with pytest.raises(CannotOpenPackage, match="raderade"):
        opened_at(package)


def test_a_deleted_package_leaves_no_file_and_no_key(anna, folder):
    package = stored(anna)
    delete_package(package=package, by=WORKER, at=NOW)
    delete_package(package=package, by=WORKER, at=NOW)
    assert list(folder.iterdir()) == []
    assert LedgerEntry.objects.filter(action="package.delete").count() == 1


def test_an_opening_that_is_undone_is_not_counted_and_keeps_the_file(anna, folder):
    package = stored(anna)
    Package.objects.filter(pk=package.pk).update(openings=2)

    @transaction.atomic
    def opened_and_undone():
        open_package(package=package, user=whose(package), by=SUBJECT, at=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        opened_and_undone()
    assert len(list(folder.iterdir())) == 1
    assert opened_at(package)


@pytest.mark.parametrize("where", [0, 20, -1])
def test_a_damaged_file_is_refused(anna, folder, where):
    package = stored(anna)
    path = folder / package.path
    data = bytearray(path.read_bytes())
    data[where] ^= 1
    path.write_bytes(data)
    with pytest.raises(Unreadable):
        opened_at(package)


def test_a_missing_file_is_said_so_and_no_opening_is_counted(anna, folder):
    package = stored(anna)
    (folder / package.path).unlink()
    with pytest.raises(CannotOpenPackage, match="gör ett nytt"):
        opened_at(package)
    package.refresh_from_db()
    assert package.openings == 0


def test_another_key_opens_nothing(anna, settings):
    package = stored(anna)
    settings.PACKAGE_KEY = b"x" * 32
    with pytest.raises(Unreadable, match="PACKAGE_KEY"):
        opened_at(package)


# --- nothing half done ---------------------------------------------------------------------------------
def test_a_full_disk_leaves_neither_row_nor_file(anna, folder, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packages, "move_into_place", full)
    with pytest.raises(OSError, match="No space"):
        stored(anna)
    assert list(folder.iterdir()) == []
    assert not Package.objects.exists()
    monkeypatch.undo()
    assert stored(anna)


def test_a_row_that_cannot_be_written_takes_the_file_with_it(anna, folder, monkeypatch):
    monkeypatch.setattr(packages, "record", None)
    with pytest.raises(TypeError):
        stored(anna)
    assert list(folder.iterdir()) == []
    assert not Package.objects.exists()


# --- the sealed form --------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])
def test_every_length_comes_back_as_it_was(tmp_path, size):
    data = bytes(range(256)) * (size // 256 + 1)
    key, file = sealed(tmp_path, data[:size])
    assert b"".join(opened(file.open("rb"), key, REF)) == data[:size]


@pytest.mark.parametrize("cut", ["last chunk", "first chunk", "in the middle", "swapped"])
def test_what_is_cut_or_moved_is_seen(tmp_path, cut):
    key, file = sealed(tmp_path, b"a" * (2 * CHUNK + 100))
    size = CHUNK + sealing.TAG
    whole = file.read_bytes()
    broken = {
        "last chunk": whole[: 2 * size],
        "first chunk": whole[size:],
        "in the middle": whole[: size + 50],
        "swapped": whole[size : 2 * size] + whole[:size] + whole[2 * size :],
    }[cut]
    file.write_bytes(broken)
    with pytest.raises(Unreadable):
        list(opened(file.open("rb"), key, REF))


def test_a_key_is_its_packages_own():
    (first, wrapped), (second, _other) = new_key(), new_key()
    assert first != second
    assert unwrap(wrapped) == first
    assert first not in wrapped


REF = Package().ref


def sealed(tmp_path: Path, data: bytes):
    key, _wrapped = new_key()
    file = tmp_path / "sealed"
    with file.open("wb") as stream:
        writer = SealedWriter(stream, key, REF)
        for start in range(0, len(data), 70_000):
            writer.write(data[start : start + 70_000])
        writer.finish()
    return key, file


def test_the_zip_is_written_without_going_back(anna):
    class Forward(io.RawIOBase):
        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, data):
            self.data += bytes(data)
            return len(data)

    stream = Forward()
    zipping.write_zip(put_together(anna, kind="access", as_of=TODAY, at=NOW), stream, at=NOW)
    assert zipfile.ZipFile(io.BytesIO(stream.data)).testzip() is None
