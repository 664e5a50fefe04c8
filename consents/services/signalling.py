"""A browser that says no by itself: Global Privacy Control (domain.md 4.10, Art. 21(5))."""

from __future__ import annotations

from datetime import datetime

from consents.models import Objection, Way
from consents.services.answers import Said
from consents.services.objecting import ABSOLUTE, object_to
from ledger.actor import SUBJECT
from subjects.models import DataSubject


def heed_the_browser(subject: DataSubject, *, at: datetime) -> bool:
    """Take `Sec-GPC: 1` of a person who is logged in as their objection to marketing and profiling.

    The signal is heeded once: what the person says themselves afterwards is newer, and the same
    signal on the next page is not another word. Tells whether this was the first time.
    """
    if Objection.objects.filter(subject=subject, way=Way.GPC).exists():
        return False
    said = Said(by=SUBJECT, at=at, way=Way.GPC)
    return sum(object_to(subject=subject, purpose=purpose, said=said) for purpose in ABSOLUTE) > 0
