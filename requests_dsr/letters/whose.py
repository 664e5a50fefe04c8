"""Whose data a letter is about: the reader's own, or those of somebody the reader asks for.

An attorney, and the next of kin of somebody who is dead, are written to themselves. A letter to them says
whom it is about by name, and never that the data are theirs.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from law.calendar import stockholm_day
from law.rights import Right
from register.rights import BY_RIGHT
from register.wording.when import day_in_words
from requests_dsr.models import DataSubjectRequest, RequestFile

ASKED_FOR_ANOTHER: dict[Right, Promise] = {
    Right.ACCESS: _("kopia av uppgifterna"),
    Right.PORTABILITY: _("uppgifter att ta med"),
    Right.RECTIFICATION: _("rättelse av uppgifterna"),
    Right.ERASURE: _("radering av uppgifterna"),
}
"""What is asked for, where the name of the right says whose the data are."""


def other_named(request: DataSubjectRequest) -> str:
    """Give the name of whom a request is about, where somebody else asks; empty where they ask themselves.

    After an erasure the file alone knows it.
    """
    file: RequestFile | None = getattr(request, "file", None)
    if file is None or not file.on_behalf:
        return ""
    return request.subject.full_name if request.subject else file.about_name


def is_of_the_dead(request: DataSubjectRequest) -> bool:
    """Tell whether a request is about somebody who is dead."""
    return bool(other_named(request)) and request.file.on_behalf == "next_of_kin"


def tell(request: DataSubjectRequest, own: str, other: str) -> str:
    """Say a sentence to whom it is about, or else the other one, with the name of whom it is about."""
    name = other_named(request)
    return other % {"name": name} if name else own


def request_named(request: DataSubjectRequest) -> str:
    """Name a request within a sentence of a letter: what it asks for, and the day it came.

    Every letter says so: of two requests from one day the reference alone would tell them apart.
    """
    said = _("din begäran (%(right)s) från den %(day)s")
    received_on = stockholm_day(request.received_at)
    return str(said) % {"right": right_in_sentence(request), "day": day_in_words(received_on)}


def right_in_sentence(request: DataSubjectRequest) -> str:
    """Name what is asked for, within a sentence, in the language of the moment."""
    right = Right(request.right)
    if other_named(request) and right in ASKED_FOR_ANOTHER:
        return str(ASKED_FOR_ANOTHER[right])
    return BY_RIGHT[right].in_sentence
