"""Say what became of a letter whose process died while its mail was on the way.

A letter is claimed before its mail is handed over: it is `queued`, with the number of the mail. The record of
that mail tells the rest. Where the record does not know either, because the process died between the relay's
yes and our note of it, or before the relay was asked, a person looks: sending twice and never sending are
both wrong for what the law has us tell. A record that the night tidied away as lost knows no more.
"""

from __future__ import annotations

from datetime import datetime

from consents.models import MessageStatus, OutgoingMessage
from consents.services.tidying import LOST
from requests_dsr.letters.writing import note_sent
from requests_dsr.models import Letter, LetterStatus

NEVER_LEFT = (MessageStatus.FAILED, MessageStatus.REFUSED)


def settle(letter: Letter, *, at: datetime) -> bool:
    """Settle a letter that has been on its way for too long; False where it never left and may be sent.

    One that left is noted as sent when it was. Of one of which nobody knows it is noted so, once.
    """
    if not letter.message_id:  # it has waited, and nobody has been asked to take it
        return False
    message = OutgoingMessage.objects.filter(message_id=letter.message_id).first()
    if message and message.status in NEVER_LEFT and LOST not in message.reasons:
        return False
    if message and message.status == MessageStatus.SENT:
        note_sent(letter, at=letter.tried_at or at)
    else:
        mine = Letter.objects.filter(pk=letter.pk, status=LetterStatus.QUEUED, attempts=letter.attempts)
        mine.update(status=LetterStatus.UNKNOWN)
    return True
