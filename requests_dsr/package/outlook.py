"""Say before anybody asks what could be taken along now, and what not (Art. 20): kinds of data, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from register.selectors import NoLivePolicy, live_policy
from requests_dsr.package.files.schema import LeftOut, Words
from requests_dsr.package.person import person_of
from requests_dsr.package.words.telling import Telling
from retention.live import bound
from retention.selectors import kept_alike
from subjects.models import DataSubject


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """The titles of what may come along, and what cannot, with why."""

    along: list[Words]
    left_out: list[LeftOut]


def portability_outlook(subject: DataSubject, as_of: date) -> Outlook | None:
    """Look at the kinds of data a person has on a Stockholm day; None where no policy says what they are."""
    try:
        version = live_policy(subject.controller)
    except NoLivePolicy:
        return None
    telling = Telling(version, person_of(subject))
    held = kept_alike(subject, as_of, bound(version)).keys()
    along = {key for key in held if telling.may_be_taken_along(key)}
    return Outlook(along=telling.titles(along), left_out=telling.left_out(held - along))
