"""The package in the person's own hands: three openings by a press, freshly logged in, then gone."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from law.rights import Right
from requests_dsr.models import DataSubjectRequest, Package
from requests_dsr.package.files.sealing import packages_folder
from subjects.models import DataSubject
from tests.factories import add_identity, create_subject, create_user_for, noon
from tests.myprofile.people import TODAY, make_policy, make_sara
from tests.myprofile.staff import answered
from tests.myprofile.test_request_following import asking, text

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/winlas/min-profil/begaranden/"
NOW = noon(TODAY)


@pytest.fixture(autouse=True)
def _own_disk(settings: Any, tmp_path: Any):
    settings.MEDIA_ROOT = tmp_path / "media"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sara() -> DataSubject:
    return make_sara(make_policy("winlas"))[0]


@pytest.fixture
def request_(sara: DataSubject) -> DataSubjectRequest:
    return answered(asking(sara), at=NOW)


@pytest.fixture
def package(request_: DataSubjectRequest) -> Package:
    return request_.packages.get()


@pytest.fixture
def hers(client: Client, sara: DataSubject) -> Client:
    client.force_login(sara.user)
    return client


def address(package: Package) -> str:
    return f"{HERE}{package.request.ref}/paket/{package.ref}/"


def page(client: Client, package: Package) -> str:
    return text(client.get(f"{HERE}{package.request.ref}/"))


def test_it_opens_three_times_and_says_how_many_are_left(hers: Client, package: Package) -> None:
    for left in ("Den går att öppna 3 gånger.", "Den går att öppna 2 gånger.", "öppna en gång till."):
        assert left in page(hers, package)
        answer = hers.post(address(package))
        data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
        assert int(answer["content-length"]) == len(data)
    assert list(packages_folder().iterdir()) == []
    html = page(hers, package)
    assert "Filen är raderad" in html
    assert "Den öppnades 3 gånger, senast 23 november 2026." in html
    fourth = hers.post(address(package))
    assert fourth.status_code == 410
    assert "Be om ett nytt" in text(fourth)


def test_it_is_given_as_a_file_that_nothing_keeps_or_runs(hers: Client, package: Package) -> None:
    answer = hers.post(address(package))
    b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["content-type"] == "application/zip"
    assert answer["content-disposition"] == 'attachment; filename="mina-uppgifter-2026-11-23.zip"'
    assert answer["cache-control"].startswith("no-store")
    assert answer["x-content-type-options"] == "nosniff"
    assert answer["content-security-policy"] == "default-src 'none'; sandbox"


def test_looking_at_its_address_opens_nothing(hers: Client, package: Package) -> None:
    for _look in range(5):
        assert hers.get(address(package)).status_code == 302
        assert hers.head(address(package)).status_code == 302
    package.refresh_from_db()
    assert package.openings == 0


def test_a_session_of_yesterday_has_to_show_a_new_code(
    hers: Client, package: Package, sara: DataSubject, smtp_sink: Any
) -> None:
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        html = page(hers, package)
        assert "Mejla mig en ny kod" in html
        assert "Öppna filen" not in html
        assert hers.post(address(package)).status_code == 302
        package.refresh_from_db()
        assert package.openings == 0
        sent = hers.post(f"{HERE}{package.request.ref}/ny-kod/")
        assert "/konto/login/kod/" in sent["location"]
        assert hers.get(HERE).status_code == 302, "the old session is over"
        form = hers.get(sent["location"])
        code = _code(smtp_sink.received[-1].message)
        hers.post("/konto/login/kod/", {"code": code, "next": form.context["redirect_field_value"]})
        assert "Öppna filen" in page(hers, package)
        assert b"".join(hers.post(address(package)).streaming_content)  # type: ignore[attr-defined]


def _code(message: Any) -> str:
    import re

    body = message.get_body(("plain",)).get_content()
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", body, re.MULTILINE)
    assert found, body
    return found[1]


def test_it_says_when_it_is_deleted_and_is_gone_after(hers: Client, package: Package) -> None:
    assert "måndag 30 november 2026 kl. 12.00" in page(hers, package)
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        hers.force_login(package.request.subject.user)  # type: ignore[union-attr, arg-type]
        assert "Filen är raderad" in page(hers, package)
        assert hers.post(address(package)).status_code == 410


def test_a_changed_address_locks_it_and_says_until_when(
    hers: Client, package: Package, sara: DataSubject
) -> None:
    DataSubject.objects.filter(pk=sara.pk).update(created_at=NOW - timedelta(days=400))
    sara.identities.update(added_at=NOW - timedelta(days=400))
    identity = add_identity(sara, "email", "ny@example.se")
    type(identity).objects.filter(pk=identity.pk).update(added_at=NOW)
    html = page(hers, package)
    assert "Filen är låst för en tid" in html
    assert "torsdag 26 november 2026 kl. 12.00" in html
    answer = hers.post(address(package))
    assert answer.status_code == 409
    assert "Den går att öppna från torsdag 26 november 2026 kl. 12.00." in text(answer)
    package.refresh_from_db()
    assert package.openings == 0


def test_a_damaged_file_costs_no_opening(hers: Client, package: Package) -> None:
    path = packages_folder() / package.path
    data = bytearray(path.read_bytes())
    data[30] ^= 1
    path.write_bytes(data)
    answer = hers.post(address(package))
    assert answer.status_code == 409
    assert "Paketet är skadat" in text(answer)
    package.refresh_from_db()
    assert (package.openings, path.exists()) == (0, True)


def test_nobody_else_opens_it(client: Client, package: Package, sara: DataSubject) -> None:
    client.force_login(create_user_for(create_subject(sara.controller, name="Bo Ek")))
    assert client.post(address(package)).status_code == 404
    package.refresh_from_db()
    assert package.openings == 0


def test_a_package_of_another_request_is_not_found_under_this_one(
    hers: Client, package: Package, sara: DataSubject
) -> None:
    other = asking(sara, Right.COMPLAINT, words="Hej")
    assert hers.post(f"{HERE}{other.ref}/paket/{package.ref}/").status_code == 404
