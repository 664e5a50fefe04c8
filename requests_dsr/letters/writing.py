"""Write a letter: its words in the person's language, its row, and the mail; or the page to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from consents import outgoing
from consents.law import MessageClass
from consents.models import MessageStatus, OutgoingMessage
from consents.outgoing.writing import write
from requests_dsr.clocks import EXTENSION_LETTER, rewind
from requests_dsr.letters.address import Addressee, addressee_of, known_address, waits_until
from requests_dsr.letters.context import context_of
from requests_dsr.letters.overtaking import is_overtaken
from requests_dsr.letters.versions import VERSIONS
from requests_dsr.models import BY_HAND, DataSubjectRequest, Letter, LetterStatus
from requests_dsr.selectors import held_until
from subjects.models import DataSubject
from subjects.services.errors import NotPossible

MOST_ATTEMPTS = 20
NOT_GONE = (LetterStatus.QUEUED, LetterStatus.FAILED)
"""Where a letter by mail is until it has left."""
AfterLeaving = Callable[[Letter, datetime], None]
_after: list[AfterLeaving] = []


def after_it_left(act: AfterLeaving) -> AfterLeaving:
    """Register what follows once a letter has left, as a mail or by post: it has been told."""
    _after.append(act)
    return act


@transaction.atomic
def write_letter(
    *, request: DataSubjectRequest, event: str, at: datetime, more: Mapping[str, Any] | None = None
) -> Letter:
    """Write a letter of a request and send it; without an e-mail address it waits to be printed.

    `more` is what only this letter says. Values whose names end in code, link or token are in the
    mail and not in what is kept. The mail leaves when the deed commits; to an address that is held, in the
    morning after it is not (reliability.md T1).
    """
    to = addressee_of(request, at=at)
    waits = bool(to.email) and waits_until(request, to, at=at) is not None
    with override(to.language):
        context = {**context_of(request, to, event, at), **(more or {})}
    words = write(event, {**context, "controller": request.controller, "language": to.language}, to.language)
    letter = Letter.objects.create(
        request=request,
        whose=to.whose,
        event=event,
        version=VERSIONS[event].number,
        language=to.language,
        addressee_name=to.name,
        addressee_email=to.email,
        addressee_address=to.postal_address,
        title=words.title[:200],
        body=words.without_secrets(context),
        status=LetterStatus.QUEUED if to.email else LetterStatus.TO_PRINT,
        attempts=1 if to.email and not waits else 0,
        tried_at=at if to.email else None,
        written_at=at,
    )
    if to.email and not waits:
        _send(letter, context, subject=request.subject if to.whose else None, at=at)
    if event == EXTENSION_LETTER:
        rewind(request)  # it gives no time before the mail has left or the paper is posted (DL-6)
    return letter


@transaction.atomic
def deliver_again(*, letter: Letter, at: datetime, body: str = "") -> bool:
    """Send a letter again that never left; after twenty attempts it is printed instead.

    It goes in the words it was written in, to whom it was written: a request that was matched to
    another since is no reason to send it there. What was concealed in the words stays so, unless
    whoever knows it gives the whole `body`. What is overtaken meanwhile is told no more.

    It waits while the only address of somebody we know is held, and goes to one that is still theirs: a
    change of address may have been stopped meanwhile. The attempt is claimed by one conditional update, as
    `letter` was read: of two who send the same letter at once one does. Tells whether this one did. What
    becomes of a claim whose process dies is said by `letters.settling`.
    """
    mine = Letter.objects.filter(pk=letter.pk, status__in=NOT_GONE, attempts=letter.attempts)
    if is_overtaken(letter, DataSubjectRequest.objects.select_for_update().get(pk=letter.request_id)):
        mine.update(status=LetterStatus.OVERTAKEN)
        return False
    person = DataSubject.objects.filter(ref=letter.whose).first() if letter.whose else None
    if person is not None:
        letter.addressee_email = known_address(person, letter.addressee_email, at)
        if held_until(person, letter.addressee_email, at) is not None:
            return False
    if not letter.addressee_email or letter.attempts >= MOST_ATTEMPTS:
        return bool(mine.update(status=LetterStatus.TO_PRINT))
    claim = {"status": LetterStatus.QUEUED, "attempts": F("attempts") + 1, "tried_at": at}
    if not mine.update(**claim, addressee_email=letter.addressee_email):
        return False
    context = {"title": letter.title, "body": body or letter.body}
    _send(letter, context, subject=person, at=at, event="request_again")
    return True


def body_of(letter: Letter, more: Callable[[], Mapping[str, Any]]) -> str:
    """Give the words of a letter anew, with `more` of what was concealed in the copy that is kept."""
    request = letter.request
    with override(letter.language):
        context = {
            **context_of(request, _addressed(letter), letter.event, letter.written_at),
            **more(),
            "controller": request.controller,
            "language": letter.language,
        }
        return write(letter.event, context, letter.language).text


def _addressed(letter: Letter) -> Addressee:
    """Give to whom a letter was written."""
    return Addressee(
        name=letter.addressee_name,
        email=letter.addressee_email,
        postal_address=letter.addressee_address,
        language=letter.language,
        whose=letter.whose,
    )


def mark_posted(*, letter: Letter, at: datetime, posted_at: datetime | None = None) -> None:
    """Note that a printed letter was posted. Raises NotPossible when it does not wait for that.

    `posted_at` is when, where it was before `at`. One that came back, or that never leaves as a mail, may be
    printed and posted as well. Whoever does it by hand is written down by `services.posting.note_posted`.
    """
    waiting = Letter.objects.filter(pk=letter.pk, status__in=[*BY_HAND, LetterStatus.FAILED])
    if not waiting.update(status=LetterStatus.POSTED, sent_at=posted_at or at):
        raise NotPossible(_("Brevet väntar inte på att postas."))
    _has_left(letter, at)


def _send(
    letter: Letter,
    context: Mapping[str, Any],
    *,
    subject: DataSubject | None,
    at: datetime,
    event: str = "",
) -> None:
    message = outgoing.send(
        controller=letter.request.controller,
        to=letter.addressee_email,
        event=event or letter.event,
        context=context,
        language=letter.language,
        message_class=MessageClass.LEGAL,
        subject=subject,
        at=at,
    )
    Letter.objects.filter(pk=letter.pk).update(message_id=message.message_id)
    transaction.on_commit(lambda: _note(letter.pk, message, at))


def _note(pk: int, message: OutgoingMessage, at: datetime) -> None:
    """Note how a letter's mail went, once it was handed over (or refused beforehand)."""
    letter = Letter.objects.get(pk=pk)
    if message.status == MessageStatus.SENT:
        note_sent(letter, at=at)
    elif _on_its_way(letter).update(status=LetterStatus.FAILED, sent_at=None):
        count_from_the_telling(letter)


def note_sent(letter: Letter, *, at: datetime) -> None:
    """Note that the mail of a letter on its way has left; one that came back meanwhile stays so."""
    if _on_its_way(letter).update(status=LetterStatus.SENT, sent_at=at):
        _has_left(letter, at)


def _on_its_way(letter: Letter) -> QuerySet[Letter]:
    return Letter.objects.filter(pk=letter.pk, status=LetterStatus.QUEUED)


def _has_left(letter: Letter, at: datetime) -> None:
    count_from_the_telling(letter)
    for act in _after:
        act(letter, at)


def count_from_the_telling(letter: Letter) -> None:
    """Let an extension give its time once, and only if, the person is told of it (Art. 12(3), DL-6)."""
    if letter.event == EXTENSION_LETTER:
        rewind(DataSubjectRequest.objects.select_related("controller").get(pk=letter.request_id))
