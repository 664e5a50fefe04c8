"""An erasure that waits for the person to open a file says so, and leads to it."""

from __future__ import annotations

import pytest
from django.test import Client

from law.rights import Right
from subjects.models import DataSubject
from tests.myprofile.staff import answered
from tests.myprofile.test_request_following import HERE, NOW, _today, asking, hers, page, sara
from tests.myprofile.test_request_package import _own_disk

__all__ = ["_own_disk", "_today", "hers", "sara"]
pytestmark = pytest.mark.django_db


def test_an_erasure_says_that_it_waits_for_the_file_and_leads_to_it(hers: Client, sara: DataSubject) -> None:
    copied = answered(asking(sara), at=NOW)
    erasure = asking(sara, Right.ERASURE)
    said = page(hers, erasure)
    assert "Raderingen väntar på att du öppnar filen du bad om" in said
    assert "Du behöver inte göra något just nu" not in said
    assert f'href="{HERE}{copied.ref}/"' in said
    copied.packages.update(openings=1)
    said = page(hers, erasure)
    assert "Öppna din fil först" not in said
    assert "Raderingen väntar på att du" not in said


def test_only_an_erasure_waits_for_it(hers: Client, sara: DataSubject) -> None:
    answered(asking(sara), at=NOW)
    assert "Öppna din fil först" not in page(hers, asking(sara, Right.RESTRICTION))
