"""Begin the seven days of a copy, and of the proofs of an erasure, when the letter about them has left."""

from __future__ import annotations

from datetime import datetime

from requests_dsr.lasting import LIVES
from requests_dsr.letters.writing import after_it_left
from requests_dsr.models import Certificate, Letter, Package
from requests_dsr.selectors import certificate_of

ANSWER = "request_answered"


@after_it_left
def begin_to_count(letter: Letter, at: datetime) -> None:
    """Let what a letter tells of last for seven days from now."""
    if letter.event == ANSWER:
        packages = Package.objects.filter(request=letter.request_id, deleted_at=None, expires_at=None)
        packages.update(expires_at=at + LIVES)
    elif certificate := certificate_of(letter):
        mine = Certificate.objects.filter(pk=certificate.pk, proofs_until=None).exclude(proofs=[])
        mine.update(proofs_until=at + LIVES)


def count_no_more(letter: Letter) -> None:
    """Let what a letter tells of wait for it again: it came back, and is printed and posted now."""
    if letter.event == ANSWER:
        told = Package.objects.filter(request=letter.request_id, made_at__lte=letter.written_at)
        told.filter(deleted_at=None).update(expires_at=None)
    elif certificate := certificate_of(letter):
        Certificate.objects.filter(pk=certificate.pk).exclude(proofs=[]).update(proofs_until=None)
