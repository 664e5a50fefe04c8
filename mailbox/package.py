"""How the mails of a person are found for a copy of their data (Art. 15)."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any
from uuid import UUID

from mailbox.models import Attachment
from mailbox.selectors import content_of
from requests_dsr.package.files import provide_files
from requests_dsr.package.paths import PATHS, Path
from requests_dsr.package.sealing import Unreadable

STORE = "mailbox"
STORED = (
    f"case when t.content is not null then '{STORE}/' || t.ref || '/bilaga-' || t.number || '.' || t.kind end"
)
"""Where an attachment's content is found again; it lies sealed in its row."""

OF_THE_PERSON = (
    "((t.subject_id = %(subject)s and t.round_trip) or t.file_id in (select f.id "
    "from requests_dsr_requestfile f where f.request_id = any(%(requests)s)))"
)
"""What staff put in a request of theirs, and what is proved to come from their address: anybody can write
any sender on a mail."""


def add_paths() -> None:
    """Say whose a mail is: whose request it belongs to, or who answered us with it; open attachments."""
    own = OF_THE_PERSON.replace("t.", "m.")
    PATHS["mailbox.Mail"] = Path(
        where=OF_THE_PERSON,
        shown={"because": "array_to_string(t.because, ', ')"},
        clear=("from_name", "from_email", "message_id", "because", "suggestion"),
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
