"""Take a mail that came back: the letter it carried has told nobody, and a person has to see to it."""

from __future__ import annotations

from datetime import datetime

from consents.models import OutgoingMessage
from ledger.actor import WORKER
from requests_dsr.letters.writing import count_from_the_telling
from requests_dsr.models import Letter, LetterStatus
from requests_dsr.services.moving.effects import let_the_pause_stand
from requests_dsr.services.moving.noting import note
from requests_dsr.services.reaching.counting_days import count_no_more
from requests_dsr.services.reaching.undelivered import tell_of_a_return
from retention.reminding import BouncedReminder, record_reminder_bounce
from subjects.services.deed import deed

RETURNED = "LETTER_RETURNED"
MAY_COME_BACK = (LetterStatus.SENT, LetterStatus.QUEUED, LetterStatus.UNKNOWN)


@deed
def record_returned_mail(raw: bytes, *, at: datetime) -> BouncedReminder:
    """Take a delivery status notification: mark the message, and the reminder or the letter it carried.

    Raises NotABounce and UnknownMessage. Taken twice it changes nothing.
    """
    returned = record_reminder_bounce(raw, at=at)
    _note_letter(returned.message, at=at)
    return returned


def _note_letter(message: OutgoingMessage, *, at: datetime) -> None:
    """Note that a letter came back: an extension it told of gives no time (DL-6), and no pause ends by it."""
    known = Letter.objects.filter(message_id=message.message_id)
    letter = known.select_related("request__controller").first()
    if letter is None:
        return
    left = Letter.objects.filter(pk=letter.pk, status__in=MAY_COME_BACK)
    if not left.update(status=LetterStatus.BOUNCED, sent_at=None):
        return
    count_from_the_telling(letter)
    count_no_more(letter)
    let_the_pause_stand(letter, at=at)
    note(letter.request, RETURNED, by=WORKER, at=at, comment=letter.title)
    tell_of_a_return(letter, at=at)
