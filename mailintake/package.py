"""How the mails of a person are found for a copy of their data (Art. 15)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import IO, Any
from uuid import UUID

from mailintake.models import Attachment
from mailintake.selectors import content_of
from requests_dsr.package.files.sealing import Unreadable
from requests_dsr.package.files.stores import provide_files
from requests_dsr.package.paths import PATHS, Path

STORE = "mailbox"
OF_THE_PERSON = (
    "((t.subject_id = %(subject)s and t.round_trip) or t.file_id in (select f.id "
    "from requests_dsr_requestfile f where f.request_id = any(%(requests)s)) and not exists "
    "(select 1 from subjects_identity i where i.subject_id = t.subject_id and i.subject_id <> %(subject)s "
    "and i.kind = 'email' and i.normalised = lower(btrim(t.from_email))))"
)
"""What staff put in a request of theirs, and what is proved to come from their address: anybody can write
any sender on a mail. What somebody wrote to whom the request was linked before is theirs."""
FROM_THE_PERSON = (
    "(exists (select 1 from subjects_identity i where i.subject_id = %(subject)s and i.kind = 'email' "
    "and i.normalised = lower(btrim(t.from_email))) or exists (select 1 from requests_dsr_requestfile f "
    "join requests_dsr_datasubjectrequest r on r.id = f.request_id where f.id = t.file_id "
    "and r.identity_method <> '' and f.on_behalf = '' "
    "and lower(btrim(f.requester_email)) = lower(btrim(t.from_email))))"
)
"""A mail from an address of the person's, or from where they asked: another's is masked."""
STORED = (
    "case when t.content is not null and exists (select 1 from mailbox_mail m where m.id = t.mail_id "
    f"and {FROM_THE_PERSON.replace('t.', 'm.')}) "
    f"then '{STORE}/' || t.ref || '/bilaga-' || t.number || '.' || t.kind end"
)
"""Where an attachment's content is found again; it lies sealed in its row. Another's is not handed out."""
NO_OTHER_WROTE = (
    "not exists (select 1 from mailbox_mail m where m.file_id = t.id "
    f"and not {FROM_THE_PERSON.replace('t.', 'm.')})"
)
"""In a request to which somebody else's mail was added, the words are no longer the person's own alone."""


def add_paths() -> None:
    """Say whose a mail is: whose request it belongs to, or who answered us with it; open attachments."""
    own = OF_THE_PERSON.replace("t.", "m.")
    file = PATHS["requests_dsr.RequestFile"]
    PATHS["requests_dsr.RequestFile"] = replace(
        file, own={**file.own, "words": f"{file.own['words']} and {NO_OTHER_WROTE}"}
    )
    PATHS["mailbox.Mail"] = Path(
        where=OF_THE_PERSON,
        shown={"because": "array_to_string(t.because, ', ')"},
        clear=("because", "suggestion"),
        own=dict.fromkeys(("from_name", "from_email", "message_id"), FROM_THE_PERSON),
        named=("from_name",),
        reached=("from_email", "message_id"),
    )
    PATHS["mailbox.Attachment"] = Path(
        where=f"t.mail_id in (select m.id from mailbox_mail m where {own})",
        shown={"content": STORED},
        files=("content",),
    )
    provide_files(STORE, open_attachment)


def open_attachment(path: str) -> IO[Any]:
    """Open an attachment for a package. Raises OSError where it is gone or cannot be unlocked."""
    found = Attachment.objects.filter(ref=UUID(path.split("/")[1]), refused="").first()
    if found is None:
        raise FileNotFoundError(path)
    try:
        return BytesIO(b"".join(content_of(found)))
    except Unreadable as fault:
        raise OSError(str(fault)) from None
