"""A package is of the person it was made of: a request that is linked to another takes none along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from requests_dsr.models import DataSubjectRequest, Package
from requests_dsr.package.files.sealing import packages_folder
from requests_dsr.services.moving.transitions import move
from requests_dsr.services.reaching.packages import may_open
from requests_dsr.services.receiving.matching import match_request
from requests_dsr.states import State
from subjects.models import DataSubject
from tests import factories as make
from tests.requests_dsr.cases import NOW, asking, days, decided

pytestmark = pytest.mark.django_db
Deciding = dict[str, Any]


@pytest.fixture
def eva(company: Any) -> DataSubject:
    found = make.create_subject(company, name="Eva Lundqvist", email="eva@example.se")
    make.create_user_for(found)
    found.refresh_from_db()
    return found


@pytest.fixture
def answered_wrongly(anna: DataSubject, handler: Deciding, dpo: Deciding) -> DataSubjectRequest:
    """A copy of Anna's was made; then somebody sees that Eva had asked."""
    make.create_inquiry(anna)
    request = decided(asking(anna), handler, dpo)
    return move(
        request=request, to=State.REOPENED, at=NOW + days(1), comment="Det var Eva som frågade.", **dpo
    )


def test_a_package_goes_before_another_person_is_linked(
    answered_wrongly: DataSubjectRequest,
    eva: DataSubject,
    handler: Deciding,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    file = packages_folder() / Package.objects.get().path
    assert file.exists()
    with django_capture_on_commit_callbacks(execute=True):
        match_request(request=answered_wrongly, subject=eva, at=NOW + days(1), **handler)
    package = Package.objects.select_related("request__subject").get()
    assert not file.exists()
    assert package.deleted_at == NOW + days(1)
    assert not may_open(package, user=eva.user, at=NOW + days(1))


def test_the_database_links_nobody_else_while_a_package_can_be_opened(
    answered_wrongly: DataSubjectRequest, eva: DataSubject
) -> None:
    with pytest.raises(IntegrityError, match="the package is of another person"):
        DataSubjectRequest.objects.filter(pk=answered_wrongly.pk).update(subject=eva, identity_method="")


def test_a_package_opens_for_nobody_whose_request_lost_its_evidence(
    anna: DataSubject, handler: Deciding, dpo: Deciding
) -> None:
    user = make.create_user_for(anna)
    anna.refresh_from_db()
    decided(asking(anna), handler, dpo)
    package = Package.objects.select_related("request__subject").get()
    assert may_open(package, user=user, at=NOW + days(1))
    package.request.identity_method = ""
    assert "veta att det är du" in may_open(package, user=user, at=NOW + days(1)).reason
